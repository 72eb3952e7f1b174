package io.qklm.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Regularization;
import io.qklm.training.engine.Torch;
import io.qklm.training.optimize.AdamW;
import io.qklm.training.optimize.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  @TempDir Path folder;

  private static TrainingPlan plan(long steps, Precision precision) {
    return new TrainingPlan(
        new Schedule(5, steps, 0.1),
        AdamW.Options.bert(3e-3),
        List.of(),
        1,
        1,
        new Regularization(0.1f, 0.1f),
        precision,
        7,
        1,
        0,
        10,
        0,
        2);
  }

  private static Trainer trainer(
      Torch torch, Parameters parameters, TrainingPlan plan, Task task, Path folder) {
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
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      trainer(torch, parameters, plan(20, Precision.FLOAT32), new TinyTask(parameters), whole)
          .run();
    }
    for (long last : new long[] {10, 20}) {
      try (Torch torch = Torch.open(1);
          Parameters parameters = new Parameters(torch, last)) {
        trainer(torch, parameters, plan(20, Precision.FLOAT32), new TinyTask(parameters), halves)
            .run(last);
      }
      if (last == 10) {
        // What a kill after the checkpoint would leave behind.
        Files.writeString(
            halves.resolve("curve.csv"),
            "11,loss/tags,9.9\n12,loss/ta",
            java.nio.file.StandardOpenOption.APPEND);
      }
    }
    List<LearningCurve.Point> expected = losses(whole);
    List<LearningCurve.Point> found = losses(halves);
    assertThat(found).hasSize(20);
    // The second start's parameters began elsewhere, so only the checkpoint can explain this; the
    // first ten differ by their own random start.
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 10)) {
      Path again = folder.resolve("again");
      trainer(torch, parameters, plan(20, Precision.FLOAT32), new TinyTask(parameters), again)
          .run();
      expected = losses(again);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(found.get(i).value()).isCloseTo(expected.get(i).value(), within(1e-6));
    }
  }
}
