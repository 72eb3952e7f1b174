package io.qklm.training.experiment.relation;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Lookup;
import io.qklm.training.engine.Step;
import io.qklm.training.experiment.relation.RelationScorer.Direction;
import io.qklm.training.loss.Losses;
import io.qklm.training.run.Batch;
import java.util.List;

/**
 * Questions of a batch and the entities they are asked against.
 *
 * @param entities gives the entities' vectors
 * @param scorer learns from the questions
 * @param tokens for speed and budget
 * @param parts the questions, by direction
 */
public record RelationBatch(Source entities, RelationScorer scorer, int tokens, List<Part> parts)
    implements Batch {

  /** Where entity vectors come from. */
  interface Source {

    /** Unit vectors in the order of the columns, {@code [columns, dimension]}. */
    NDArray vectors(Step step);
  }

  /**
   * Questions of one direction.
   *
   * @param direction which end is asked for
   * @param given column of the entity that each gives
   * @param relations number of the relation of each
   * @param right places of all right answers in {@code [questions, columns]}, flat
   * @param asked those among them that are learned
   */
  @SuppressWarnings("ArrayRecordComponent") // tensors in waiting, never compared
  record Part(Direction direction, long[] given, long[] relations, long[] right, long[] asked) {}

  public RelationBatch {
    parts = List.copyOf(parts);
  }

  @Override
  public NDArray loss(Step step) {
    NDArray vectors = entities.vectors(step);
    double all = parts.stream().mapToInt(part -> part.asked().length).sum();
    NDArray loss = step.scalar(0);
    for (Part part : parts) {
      NDArray given = Lookup.rows(vectors, step.longs(part.given(), part.given().length));
      NDArray scores = scorer.scores(step, given, part.relations(), vectors, part.direction());
      loss =
          loss.add(
              Losses.amongWrong(step, scores, part.right(), part.asked())
                  .mul(step.scalar(part.asked().length / all)));
    }
    return loss;
  }
}
