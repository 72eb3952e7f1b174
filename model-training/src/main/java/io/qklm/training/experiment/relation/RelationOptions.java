package io.qklm.training.experiment.relation;

import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Regularization;
import io.qklm.training.optimize.AdamW;
import io.qklm.training.optimize.LearningRule;
import io.qklm.training.optimize.Schedule;
import io.qklm.training.run.TrainingPlan;
import java.util.List;
import picocli.CommandLine.Option;

/** The numbers of a run over relations; defaults are those that FB15k-237 was measured with. */
public final class RelationOptions {

  @Option(names = "--epochs", description = "default: ${DEFAULT-VALUE}")
  private int epochs = 10;

  @Option(names = "--questions", description = "of a batch; default: ${DEFAULT-VALUE}")
  private int questions = 1024;

  @Option(
      names = "--offered",
      description = "entities of a batch, 0 for all; default: ${DEFAULT-VALUE}")
  private int offered = 4096;

  @Option(
      names = "--answers",
      description = "learned of a question at a time; default: ${DEFAULT-VALUE}")
  private int answers = 32;

  @Option(names = "--dimension", description = "of stored vectors; default: ${DEFAULT-VALUE}")
  private int dimension = 128;

  @Option(names = "--hidden", description = "inside the maps; default: ${DEFAULT-VALUE}")
  private int hidden = 1024;

  @Option(names = "--scorer", description = "modulated or complex; default: ${DEFAULT-VALUE}")
  private Scorer scorer = Scorer.modulated;

  @Option(names = "--rate", description = "of learning; default: ${DEFAULT-VALUE}")
  private double rate = 1e-3;

  @Option(names = "--decay", description = "of weights; default: ${DEFAULT-VALUE}")
  private double decay = 0.01;

  @Option(names = "--dropout", description = "of entities; default: ${DEFAULT-VALUE}")
  private float dropout = 0.05f;

  @Option(names = "--question-dropout", description = "default: ${DEFAULT-VALUE}")
  private float questionDropout = 0.2f;

  @Option(names = "--precision", description = "of products; default: ${DEFAULT-VALUE}")
  private Precision precision = Precision.BFLOAT16;

  /** The forms that relations may take. */
  enum Scorer {
    modulated,
    complex
  }

  int dimension() {
    return dimension;
  }

  /** A network whose parameters are registered with {@code parameters}. */
  RelationNetwork network(Parameters parameters, int text, int relations) {
    return new RelationNetwork(
        new EntityMap(parameters, text, hidden, dimension),
        switch (scorer) {
          case modulated -> new ModulatedScorer(parameters, relations, dimension, hidden);
          case complex -> new ComplexScorer(parameters, relations, dimension);
        });
  }

  /** How a task takes its batches. */
  RelationTask.Options task(long seed) {
    return new RelationTask.Options("relations", 1, questions, offered, answers, seed);
  }

  /** How a run of {@code batches} an epoch goes. */
  TrainingPlan plan(int batches, long seed, boolean measures) {
    long steps = (long) epochs * batches;
    int report = 25;
    return new TrainingPlan(
        new Schedule(steps / 20, steps, 0.02),
        new TrainingPlan.Learning(
            new AdamW.Options(rate, 0.9, 0.999, 1e-8, decay),
            List.of(LearningRule.of(EntityMap.FIXED, 0)),
            1,
            1),
        new Regularization(dropout, questionDropout),
        precision,
        seed,
        new TrainingPlan.Rhythm(report, measures ? batches * 2 : 0, 8 * report, 0, 5));
  }

  /** All numbers, for the name of a run's folder. */
  @Override
  public String toString() {
    return String.join(
        " ",
        List.of(
            epochs + " " + questions + " " + offered + " " + answers,
            dimension + " " + hidden + " " + scorer,
            rate + " " + decay + " " + dropout + " " + questionDropout,
            precision.toString()));
  }
}
