package io.qklm.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.cluster.knowledge.ClusterKnowledge;
import io.qklm.document.Document;
import io.qklm.model.ModelBundle;
import io.qklm.model.ModelRun;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards the engine's own share of the work. Processor time of one thread is compared, in turns, so
 * that a busy machine changes both sides alike.
 */
class EngineOverheadTest {

  private static final int DOCUMENTS = 20;
  private static final int ROUNDS = 12;

  @TempDir private Path folder;

  @Test
  void theModelTakesMostOfTheTime() throws IOException {
    Path knowledge = folder.resolve("knowledge");
    ClusterKnowledge.build(knowledge);
    List<Document> documents = Subject.news(DOCUMENTS);
    try (Engine engine = Engine.open(ModelBundle.bundled(), knowledge)) {
      List<ModelRun> runs = engine.runs(documents);
      // The first rounds are partly interpreted; how many depends on the machine, so the best
      // counts.
      double best = Double.POSITIVE_INFINITY;
      for (int round = 0; round < ROUNDS; round++) {
        double model = processorSeconds(() -> runs.forEach(run -> run.run().run()));
        double all = processorSeconds(() -> documents.forEach(engine::enrich));
        best = Math.min(best, all / model);
      }
      assertThat(best)
          .as("processor time of the engine over that of its model's runs")
          .isBetween(0.8, 1.3);
    }
  }

  private static double processorSeconds(Runnable work) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    work.run();
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
  }
}
