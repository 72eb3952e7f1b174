package io.qklm.training.experiment.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.training.data.Triple;
import io.qklm.training.data.TripleSet;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Regularization;
import io.qklm.training.engine.Torch;
import io.qklm.training.optimize.AdamW;
import io.qklm.training.optimize.Schedule;
import io.qklm.training.run.Progress;
import io.qklm.training.run.SomeRun;
import io.qklm.training.run.Trainer;
import io.qklm.training.run.TrainingPlan;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelationTaskTest {

  private static final int GROUPS = 12;
  private static final int ENTITIES = 300;
  private static final int TEXT = 16;
  private static final int DIMENSION = 16;

  @TempDir Path folder;

  /** Texts say which group an entity is of, with noise. */
  private static float[][] texts() {
    Random random = new Random(1);
    float[][] centres = new float[GROUPS][TEXT];
    for (float[] centre : centres) {
      for (int i = 0; i < TEXT; i++) {
        centre[i] = (float) random.nextGaussian();
      }
    }
    float[][] texts = new float[ENTITIES][TEXT];
    for (int entity = 0; entity < ENTITIES; entity++) {
      for (int i = 0; i < TEXT; i++) {
        texts[entity][i] = centres[entity % GROUPS][i] + 0.3f * (float) random.nextGaussian();
      }
    }
    return texts;
  }

  /** Relation 0 goes to entities of the next group, relation 1 to the third after. */
  private static TripleSet set() {
    Random random = new Random(2);
    List<Triple> facts = new ArrayList<>();
    for (int subject = 0; subject < ENTITIES; subject++) {
      for (int relation = 0; relation < 2; relation++) {
        for (int i = 0; i < 8; i++) {
          int group = (subject + 1 + 2 * relation) % GROUPS;
          int object = group + GROUPS * random.nextInt(ENTITIES / GROUPS);
          facts.add(new Triple(subject, relation, object));
        }
      }
    }
    List<Triple> distinct = new ArrayList<>(facts.stream().distinct().toList());
    Collections.shuffle(distinct, random);
    List<String> texts = IntStream.range(0, ENTITIES).mapToObj(Integer::toString).toList();
    int valid = 200;
    return new TripleSet(
        "made up",
        "-",
        texts,
        2,
        distinct.subList(valid, distinct.size()),
        distinct.subList(0, valid));
  }

  private static TrainingPlan plan(long steps) {
    return new TrainingPlan(
        new Schedule(steps / 10, steps, 0.02),
        new TrainingPlan.Learning(AdamW.Options.bert(5e-3), List.of(), 1, 1),
        new Regularization(0.05f, 0.05f),
        Precision.FLOAT32,
        1,
        TrainingPlan.Rhythm.usual());
  }

  private void learns(boolean modulated, RelationSplit split) throws Exception {
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      EntityMap map = new EntityMap(parameters, TEXT, 32, DIMENSION);
      RelationScorer scorer =
          modulated
              ? new ModulatedScorer(parameters, 2, DIMENSION, 32)
              : new ComplexScorer(parameters, 2, DIMENSION);
      RelationNetwork network = new RelationNetwork(map, scorer);
      RelationTask task =
          new RelationTask(
              new RelationTask.Options("relations", 1, 64, 0, 8, 1),
              network,
              texts(),
              split.learned());
      RelationEvaluation evaluation =
          new RelationEvaluation("MRR/made up", torch, parameters, network, texts(), split);
      double untrained = evaluation.measure();
      Trainer.Result result =
          new Trainer(
                  torch,
                  parameters,
                  plan(150),
                  List.of(task),
                  List.of(),
                  SomeRun.in(folder.resolve(modulated + "-" + split.unseen().size())),
                  Progress.silent())
              .run();
      assertThat(result.skipped()).isZero();
      // Of 25 entities of the right group each is as likely: one over the rank is about 0.15.
      assertThat(untrained).isLessThan(0.06);
      assertThat(evaluation.measure()).isGreaterThan(0.1).isGreaterThan(2 * untrained);
      assertThat(evaluation.figures(1).get(0).interval().value()).isGreaterThan(10);
    }
  }

  @Test
  void relationsAreLearnedOverTexts() throws Exception {
    learns(true, RelationSplit.valid(set()));
  }

  @Test
  void complExLearnsThemToo() throws Exception {
    learns(false, RelationSplit.valid(set()));
  }

  @Test
  void theyHoldForEntitiesThatNothingIsLearnedOf() throws Exception {
    learns(true, RelationSplit.unseen(set(), 0.1, 200, 1));
  }

  @Test
  void codesKeepWhatRandomOnesLose() throws Exception {
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      RelationNetwork network =
          new RelationNetwork(
              new EntityMap(parameters, TEXT, 32, 64), new ModulatedScorer(parameters, 2, 64, 32));
      RelationSplit split = RelationSplit.valid(set());
      RelationTask task =
          new RelationTask(
              new RelationTask.Options("relations", 1, 64, 100, 8, 1),
              network,
              texts(),
              split.learned());
      RelationEvaluation evaluation =
          new RelationEvaluation("MRR/made up", torch, parameters, network, texts(), split);
      new Trainer(
              torch,
              parameters,
              plan(100),
              List.of(task),
              List.of(),
              SomeRun.in(folder),
              Progress.silent())
          .run();
      RelationTable table = new RelationTable(split, 64);
      table.add(evaluation, 1);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), 1);
      List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
      assertThat(lines).hasSize(1 + StoredForm.all().size());
      assertThat(lines.get(0)).contains("objects").contains("subjects");
      double exact = mrr(lines, "fp32");
      assertThat(mrr(lines, "int8")).isBetween(0.9 * exact, 1.1 * exact);
      assertThat(mrr(lines, "PQ-64")).isBetween(0.8 * exact, 1.2 * exact);
      assertThat(mrr(lines, "random PQ-32")).isLessThan(0.6 * exact);
    }
  }

  private static double mrr(List<String> lines, String form) {
    String line = lines.stream().filter(l -> l.startsWith(form + " ")).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(20).strip().split(" ")[0]);
  }

  @Test
  void aTaskWithoutFactsIsRefused() {
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      RelationNetwork network =
          new RelationNetwork(
              new EntityMap(parameters, 2, 4, 4), new ComplexScorer(parameters, 1, 4));
      assertThatThrownBy(
              () ->
                  new RelationTask(
                      new RelationTask.Options("relations", 1, 1, 0, 1, 1),
                      network,
                      new float[0][],
                      List.of()))
          .hasMessageContaining("the task 'relations' has no fact to learn");
      assertThatThrownBy(() -> new RelationTask.Options("relations", 1, 0, 0, 1, 1))
          .hasMessageContaining("questions >= 1");
    }
  }
}
