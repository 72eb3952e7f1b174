package io.qklm.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPartsTest {

  @TempDir Path folder;

  private record Named(String name, double weight) implements Task {
    @Override
    public Batch batch(long number) {
      throw new IllegalStateException("the disk is gone");
    }
  }

  @Test
  void tasksTakeTurnsByWeightAndBySeedAlone() {
    List<Task> tasks = List.of(new Named("a", 1), new Named("b", 3));
    TaskMix mix = new TaskMix(tasks, 5);
    TaskMix same = new TaskMix(tasks, 5);
    int second = 0;
    for (long turn = 0; turn < 4000; turn++) {
      assertThat(mix.choose(turn)).isEqualTo(same.choose(turn));
      second += mix.choose(turn);
    }
    assertThat(second / 4000.0).isCloseTo(0.75, within(0.03));
    assertThat(TaskMix.temperedWeight(10_000, 2)).isEqualTo(100);
  }

  @Test
  void mixesThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new TaskMix(List.of(), 1)).hasMessageContaining("at least one task");
    assertThatThrownBy(() -> new TaskMix(List.of(new Named("a", 1), new Named("a", 1)), 1))
        .hasMessageContaining("two tasks are named 'a'");
    assertThatThrownBy(() -> new TaskMix(List.of(new Named("a", 0)), 1))
        .hasMessageContaining("weight of task 'a' is 0.0");
  }

  @Test
  void aBatchThatCannotBePreparedSaysWhich() {
    TaskMix mix = new TaskMix(List.of(new Named("tags", 1)), 1);
    try (BatchQueue queue = new BatchQueue(mix, 0, java.util.Map.of("tags", 41L))) {
      assertThatThrownBy(queue::next)
          .hasMessageContaining("batch 41 of task 'tags'")
          .hasMessageContaining("the disk is gone");
    }
  }

  @Test
  void aCurveKeepsItsPointsUpToTheStepAskedFor() throws Exception {
    Path file = folder.resolve("curve.csv");
    LearningCurve curve = LearningCurve.open(file, 0);
    curve.add(1, "loss/a", 2.5);
    curve.add(2, "loss/a", 1.25);
    curve.add(3, "loss/a", 1);
    Files.writeString(file, "4,loss/a,0.", java.nio.file.StandardOpenOption.APPEND);
    assertThat(LearningCurve.open(file, 2).series().get("loss/a"))
        .containsExactly(new LearningCurve.Point(1, 2.5), new LearningCurve.Point(2, 1.25));
    assertThat(Files.readAllLines(file)).hasSize(3).first().isEqualTo("step,series,value");
  }

  @Test
  void aPipeGetsPlainLinesWithTheTimeLeft() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Progress progress =
        new ConsoleProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), false)) {
      progress.step(5, 10, "tags 1.5");
      progress.step(6, 10, "tags 1.4");
      progress.step(10, 10, "tags 1.0");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "step 5 of 10, tags 1.5, unknown left", "step 10 of 10, tags 1.0, 0:00:00 left");
  }

  @Test
  void plansThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new TrainingPlan.Rhythm(10, 0, 25, 0, 1))
        .hasMessageContaining("checkpointEvery is 25, which reportEvery 10 does not divide");
    assertThatThrownBy(() -> new TrainingPlan.Rhythm(0, 0, 10, 0, 1))
        .hasMessageContaining("reportEvery is 0; at least 1");
    assertThat(TrainingPlan.of(100, 1e-4, 1).schedule().warmup()).isEqualTo(10);
  }
}
