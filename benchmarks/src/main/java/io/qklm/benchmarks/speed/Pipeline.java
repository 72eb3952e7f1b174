package io.qklm.benchmarks.speed;

import io.qklm.model.ModelRun;
import java.util.List;

/** From topic to topic beside the bare model: speed, and growth from one worker to two. */
final class Pipeline implements Part {

  @Override
  public void measure(Subject subject, Table table) throws Exception {
    int rounds = subject.rounds();
    double[] bareOne = new double[rounds];
    double[] bareTwo = new double[rounds];
    double[] engineTwo = new double[rounds];
    double[] jobOne = new double[rounds];
    double[] jobTwo = new double[rounds];
    List<byte[]> values = subject.values();
    long tokens;
    try (Rig rig = Rig.start();
        Engine engine = subject.engine()) {
      List<ModelRun> runs = engine.runs(subject.documents());
      tokens = runs.stream().mapToLong(ModelRun::tokens).sum();
      // The first round warms everything up and counts for nothing.
      for (int round = -1; round < rounds; round++) {
        double[] took = {
          tokens / Engine.bareSeconds(runs, 1),
          tokens / Engine.bareSeconds(runs, 2),
          tokens / engine.engineSeconds(subject.documents(), 2),
          tokens / rig.seconds(values, subject.settings().withWorkers(1)),
          tokens / rig.seconds(values, subject.settings().withWorkers(2))
        };
        if (round >= 0) {
          bareOne[round] = took[0];
          bareTwo[round] = took[1];
          engineTwo[round] = took[2];
          jobOne[round] = took[3];
          jobTwo[round] = took[4];
        }
      }
    }
    table.begin("from topic to topic");
    table.put("tokens a document", (double) tokens / subject.documents().size());
    table.put("bare model, 1 thread, tokens/s", Spread.of(bareOne));
    table.put("bare model, 2 threads, tokens/s", Spread.of(bareTwo));
    table.put("engine, 2 threads, tokens/s", Spread.of(engineTwo));
    table.put("job, 1 worker, tokens/s", Spread.of(jobOne));
    table.put("job, 2 workers, tokens/s", Spread.of(jobTwo));
    table.put("engine over bare model, 2 threads", Spread.ratio(engineTwo, bareTwo));
    table.ratio("job over bare model, 2 threads", Spread.ratio(jobTwo, bareTwo), 0.85, false);
    double[] jobGrowth = Spread.quotients(jobTwo, jobOne);
    double[] bareGrowth = Spread.quotients(bareTwo, bareOne);
    table.put("bare model, 2 threads over 1", Spread.of(bareGrowth));
    table.put("job, 2 workers over 1", Spread.of(jobGrowth));
    table.ratio(
        "job's growth over the bare model's", Spread.ratio(jobGrowth, bareGrowth), 0.95, false);
  }
}
