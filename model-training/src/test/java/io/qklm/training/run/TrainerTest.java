package io.qklm.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Regularization;
import io.qklm.training.engine.Torch;
import io.qklm.training.optimize.AdamW;
import io.qklm.training.optimize.LearningRule;
import io.qklm.training.optimize.Schedule;
import io.qklm.training.store.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final RunDigests DIGESTS = new RunDigests("c1", "d1", "k1", "s1");

  @TempDir Path folder;

  private static TrainingPlan plan(long steps, Precision precision) {
    return plan(steps, precision, 1, List.of(), 7, new TrainingPlan.Rhythm(1, 0, 10, 0, 2));
  }

  private static TrainingPlan plan(
      long steps,
      Precision precision,
      int accumulate,
      List<LearningRule> rules,
      long seed,
      TrainingPlan.Rhythm rhythm) {
    return new TrainingPlan(
        new Schedule(Math.min(5, steps - 1), steps, 0.1),
        new TrainingPlan.Learning(AdamW.Options.bert(3e-3), rules, accumulate, 1),
        new Regularization(0.1f, 0.1f),
        precision,
        seed,
        rhythm);
  }

  private static Trainer trainer(
      Torch torch, Parameters parameters, TrainingPlan plan, Task task, Path folder) {
    return trainer(torch, parameters, plan, task, new RunFolder(folder, DIGESTS));
  }

  private static Trainer trainer(
      Torch torch, Parameters parameters, TrainingPlan plan, Task task, RunFolder folder) {
    return new Trainer(
        torch, parameters, plan, List.of(task), List.of(), folder, Progress.silent());
  }

  private static List<LearningCurve.Point> losses(Path folder) throws IOException {
    return LearningCurve.open(folder.resolve("curve.csv"), Long.MAX_VALUE)
        .series()
        .get("loss/tags");
  }

  private static double mean(List<LearningCurve.Point> points) {
    return points.stream().mapToDouble(LearningCurve.Point::value).average().orElseThrow();
  }

  @Test
  void theLossFallsInBothPrecisions() throws Exception {
    for (Precision precision : Precision.values()) {
      Path run = folder.resolve(precision.name());
      try (Torch torch = Torch.open(1);
          Parameters parameters = new Parameters(torch, 1)) {
        Task task = new TinyTask(parameters);
        trainer(torch, parameters, plan(120, precision), task, run).run();
      }
      List<LearningCurve.Point> losses = losses(run);
      assertThat(losses).hasSize(120);
      assertThat(mean(losses.subList(110, 120)))
          .as(precision.name())
          .isLessThan(0.5 * mean(losses.subList(0, 10)));
      assertThat(run.resolve("curve.png")).isNotEmptyFile();
    }
  }

  @Test
  void aRunThatWasCutInTwoGivesTheSameLosses() throws Exception {
    Path whole = folder.resolve("whole");
    Path halves = folder.resolve("halves");
    TrainingPlan plan = plan(20, Precision.FLOAT32);
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      trainer(torch, parameters, plan, new TinyTask(parameters), whole).run();
    }
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      trainer(torch, parameters, plan, new TinyTask(parameters), halves).run(10);
    }
    // What a kill between two checkpoints leaves behind.
    Files.writeString(
        halves.resolve("curve.csv"), "11,loss/tags,9.9\n12,loss/ta", StandardOpenOption.APPEND);
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 99)) {
      Task other = new TinyTask(parameters);
      trainer(torch, parameters, plan, other, halves).run();
    }
    List<LearningCurve.Point> expected = losses(whole);
    List<LearningCurve.Point> found = losses(halves);
    assertThat(found).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(found.get(i).step()).isEqualTo(expected.get(i).step());
      assertThat(found.get(i).value()).isCloseTo(expected.get(i).value(), within(1e-6));
    }
  }

  @Test
  void aRunThatIsToldThatItIsEnoughPausesAndGoesOn() throws Exception {
    TrainingPlan plan = plan(20, Precision.FLOAT32);
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      Trainer trainer = trainer(torch, parameters, plan, new TinyTask(parameters), folder);
      assertThat(trainer.run(20, () -> true).steps()).isEqualTo(1);
      assertThat(trainer.run().steps()).isEqualTo(20);
    }
    assertThat(losses(folder)).hasSize(20);
  }

  @Test
  void accumulatingTwoBatchesIsOneStep() throws Exception {
    TrainingPlan two = plan(6, Precision.FLOAT32, 2, List.of(), 7, TrainingPlan.Rhythm.usual());
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      TinyTask task = new TinyTask(parameters);
      Trainer.Result result = trainer(torch, parameters, two, task, folder).run();
      assertThat(result.steps()).isEqualTo(6);
      assertThat(task.taken()).isGreaterThanOrEqualTo(12);
    }
  }

  @Test
  void memoryStaysFlat() throws Exception {
    TrainingPlan plan = plan(360, Precision.BFLOAT16);
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      Task task = new TinyTask(parameters);
      trainer(torch, parameters, plan, task, folder).run(60);
      int arrays = torch.manager().getManagedArrays().size();
      long before = residentKilobytes();
      trainer(torch, parameters, plan, task, folder).run();
      assertThat(torch.manager().getManagedArrays()).hasSize(arrays);
      assertThat(residentKilobytes() - before).isLessThan(96 * 1024);
    }
  }

  private static long residentKilobytes() throws IOException {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void collectingGarbageInEveryStepChangesNothing() throws Exception {
    List<List<LearningCurve.Point>> curves = new ArrayList<>();
    for (boolean collects : new boolean[] {false, true}) {
      Path run = folder.resolve("collects-" + collects);
      try (Torch torch = Torch.open(1);
          Parameters parameters = new Parameters(torch, 1)) {
        Task task = new TinyTask(parameters).collecting(collects);
        Trainer.Result result =
            trainer(torch, parameters, plan(15, Precision.BFLOAT16), task, run).run();
        assertThat(result.skipped()).isZero();
      }
      curves.add(losses(run));
    }
    assertThat(curves.get(1)).isEqualTo(curves.get(0));
  }

  @Test
  void aLossThatIsNoNumberIsSkippedAndThenFails() throws Exception {
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      Task task = new TinyTask(parameters).failingFrom(4, 6);
      float[] before = parameters.values("heads.tokens.weight");
      Trainer.Result result =
          trainer(torch, parameters, plan(12, Precision.FLOAT32), task, folder.resolve("some"))
              .run();
      assertThat(result.skipped()).isEqualTo(2);
      assertThat(parameters.values("heads.tokens.weight")).doesNotContain(Float.NaN);
      assertThat(parameters.values("heads.tokens.weight")).isNotEqualTo(before);
    }
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      Task task = new TinyTask(parameters).failingFrom(4, 100);
      Trainer trainer =
          trainer(torch, parameters, plan(12, Precision.FLOAT32), task, folder.resolve("all"));
      assertThatThrownBy(trainer::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no number in 3 steps in a row")
          .hasMessageContaining("lower the learning rate");
    }
  }

  @Test
  void frozenParametersStayAndCostNoMoments() throws Exception {
    List<LearningRule> rules =
        List.of(LearningRule.of("embeddings\\..*|encoder\\.layer\\.0\\..*", 0));
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      Task task = new TinyTask(parameters);
      float[] below = parameters.values("encoder.layer.0.output.dense.weight");
      float[] above = parameters.values("encoder.layer.1.output.dense.weight");
      TrainingPlan frozen = plan(5, Precision.FLOAT32, 1, rules, 7, TrainingPlan.Rhythm.usual());
      trainer(torch, parameters, frozen, task, folder).run();
      assertThat(parameters.values("encoder.layer.0.output.dense.weight")).isEqualTo(below);
      assertThat(parameters.values("encoder.layer.1.output.dense.weight")).isNotEqualTo(above);
    }
  }

  @Test
  void aRunStopsWhenTheEvaluationNoLongerImproves() throws Exception {
    TrainingPlan patient =
        plan(40, Precision.FLOAT32, 1, List.of(), 7, new TrainingPlan.Rhythm(1, 2, 10, 3, 2));
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      Evaluation flat =
          new Evaluation() {
            @Override
            public String name() {
              return "flat";
            }

            @Override
            public double measure() {
              return 0.5;
            }

            @Override
            public List<Figure> figures(long seed) {
              return List.of();
            }
          };
      Trainer trainer =
          new Trainer(
              torch,
              parameters,
              patient,
              List.of(new TinyTask(parameters)),
              List.of(flat),
              new RunFolder(folder, DIGESTS),
              Progress.silent());
      assertThat(trainer.run().steps()).isEqualTo(8);
      assertThat(folder.resolve("best.safetensors")).exists();
    }
  }

  @Test
  void aCheckpointOfAnotherSeedIsRefused() throws Exception {
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      TinyTask task = new TinyTask(parameters);
      trainer(torch, parameters, plan(4, Precision.FLOAT32), task, folder).run(2);
      TrainingPlan other = plan(4, Precision.FLOAT32, 1, List.of(), 8, TrainingPlan.Rhythm.usual());
      assertThatThrownBy(() -> trainer(torch, parameters, other, task, folder).run())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("with the seed 7")
          .hasMessageContaining("choose another output folder");
    }
  }

  @Test
  void aCheckpointOfAnotherConfigurationDataOrKnowledgeIsRefused() throws Exception {
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      TinyTask task = new TinyTask(parameters);
      TrainingPlan plan = plan(4, Precision.FLOAT32);
      trainer(torch, parameters, plan, task, folder).run(2);
      List<RunDigests> others =
          List.of(
              new RunDigests("c2", "d1", "k1", "s1"),
              new RunDigests("c1", "d2", "k1", "s1"),
              new RunDigests("c1", "d1", "k2", "s1"));
      List<String> named = List.of("configuration", "data", "knowledge");
      for (int i = 0; i < others.size(); i++) {
        RunFolder edited = new RunFolder(folder, others.get(i));
        assertThatThrownBy(() -> trainer(torch, parameters, plan, task, edited).run())
            .isInstanceOf(StaleRunException.class)
            .hasMessageContaining("checkpoint.safetensors is of another run")
            .hasMessageContaining("it was made with another " + named.get(i) + ";")
            .hasMessageContaining("choose another folder, or delete this one");
      }
    }
  }

  @Test
  void otherCodeGoesOnAndSaysSo() throws Exception {
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      TinyTask task = new TinyTask(parameters);
      TrainingPlan plan = plan(4, Precision.FLOAT32);
      trainer(torch, parameters, plan, task, folder).run(2);
      RunFolder rebuilt = new RunFolder(folder, new RunDigests("c1", "d1", "k1", "s2"));
      assertThat(trainer(torch, parameters, plan, task, rebuilt).run().steps()).isEqualTo(4);
      assertThat(RunDigests.of(Safetensors.open(rebuilt.model()).metadata()))
          .contains(rebuilt.digests());
    }
  }
}
