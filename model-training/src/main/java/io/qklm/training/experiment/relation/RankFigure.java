package io.qklm.training.experiment.relation;

import io.qklm.measure.Bootstrap;
import io.qklm.measure.Resamples;
import io.qklm.training.data.Triple;
import io.qklm.training.experiment.relation.RelationScorer.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Means over ranks, in percent, with intervals from resampling facts. */
public enum RankFigure {
  /** Mean of one over the rank. */
  MRR,
  /** Share of answers that come first. */
  HITS_1,
  /** Share of answers among the first three. */
  HITS_3,
  /** Share of answers among the first ten. */
  HITS_10;

  private double gain(double rank) {
    return switch (this) {
      case MRR -> 1 / rank;
      case HITS_1 -> among(1, rank);
      case HITS_3 -> among(3, rank);
      case HITS_10 -> among(10, rank);
    };
  }

  private static double among(int first, double rank) {
    return rank <= first ? 1 : 0;
  }

  /** Which questions of a fact count. */
  enum Side {
    BOTH,
    /** Given the subject, the object. */
    OBJECTS,
    /** Given the object, the subject. */
    SUBJECTS,
    /** An entity that nothing was learned of is the answer. */
    UNSEEN_ASKED,
    /** An entity that nothing was learned of is given. */
    UNSEEN_GIVEN;

    private boolean counts(Triple fact, Direction direction, Set<Integer> unseen) {
      return switch (this) {
        case BOTH -> true;
        case OBJECTS -> direction == Direction.OBJECT;
        case SUBJECTS -> direction == Direction.SUBJECT;
        case UNSEEN_ASKED -> unseen.contains(Question.answer(fact, direction));
        case UNSEEN_GIVEN -> unseen.contains(Question.of(fact, direction).given());
      };
    }
  }

  /** What a fact adds to a mean. */
  private record Part(double gain, int questions) {}

  /**
   * The figure over {@code seeds}, lists of the same facts in the same order.
   *
   * @param unseen entities that nothing was learned of
   * @param seed of the resamples
   */
  Bootstrap.Interval of(List<List<FactRanks>> seeds, Side side, Set<Integer> unseen, long seed) {
    return resamples(seeds, side, unseen, seed).interval();
  }

  /** The same with the figure of each resample. */
  Resamples resamples(List<List<FactRanks>> seeds, Side side, Set<Integer> unseen, long seed) {
    List<Part> parts = new ArrayList<>();
    for (int fact = 0; fact < seeds.get(0).size(); fact++) {
      double sum = 0;
      int questions = 0;
      for (List<FactRanks> ranks : seeds) {
        for (Direction direction : Direction.values()) {
          FactRanks own = ranks.get(fact);
          if (side.counts(own.fact(), direction, unseen)) {
            sum += gain(direction == Direction.OBJECT ? own.object() : own.subject());
            questions++;
          }
        }
      }
      if (questions > 0) {
        parts.add(new Part(sum, questions));
      }
    }
    return Bootstrap.resamples(parts, RankFigure::mean, seed);
  }

  private static double mean(List<Part> parts) {
    double sum = 0;
    int questions = 0;
    for (Part part : parts) {
      sum += part.gain();
      questions += part.questions();
    }
    return questions == 0 ? 0 : 100 * sum / questions;
  }
}
