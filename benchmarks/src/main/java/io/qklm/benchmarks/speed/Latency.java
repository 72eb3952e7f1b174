package io.qklm.benchmarks.speed;

import io.qklm.benchmarks.data.Distribution;
import io.qklm.deploy.job.EnrichmentJob;
import io.qklm.deploy.job.EnrichmentJobOptions;
import io.qklm.deploy.local.LocalJob;
import io.qklm.document.Document;
import io.qklm.flink.QklmSettings;
import io.qklm.model.ModelRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From a document's time to its record in the output topic at half of what the job can do, beside
 * what the model alone takes for a document. Delivery is at least once: exactly once adds the wait
 * for the next checkpoint, whatever the speed.
 */
final class Latency implements Part {

  private static final int SECONDS = 40;
  private static final int WARM_UP_SECONDS = 8;

  @Override
  public void measure(Subject subject, Table table) throws Exception {
    List<Document> documents = subject.documents();
    try (Rig rig = Rig.start();
        Engine engine = subject.engine()) {
      rig.seconds(subject.values(), subject.settings());
      double perSecond = documents.size() / rig.seconds(subject.values(), subject.settings());
      Distribution alone = modelMillis(engine, documents);
      double[] middle = new double[subject.rounds()];
      double[] slow = new double[subject.rounds()];
      for (int round = 0; round < subject.rounds(); round++) {
        Distribution took = run(rig, subject.settings(), documents, perSecond / 2, round);
        middle[round] = took.quantile(0.5);
        slow[round] = took.quantile(0.99);
      }
      table.begin("latency at half load");
      table.put("documents/s at full load", perSecond);
      table.put("model alone for a document, p50, ms", alone.quantile(0.5));
      table.put("model alone for a document, p99, ms", alone.quantile(0.99));
      table.put("end to end, p50, ms", Spread.of(middle));
      table.put("end to end, p99, ms", Spread.of(slow));
      double[] model = new double[slow.length];
      Arrays.fill(model, alone.quantile(0.99));
      table.ratio("p99 end to end over the model's p99", Spread.ratio(slow, model), 3, true);
    }
  }

  /** Both cores at work, as in the job. */
  private static Distribution modelMillis(Engine engine, List<Document> documents)
      throws Exception {
    double[] millis = new double[documents.size()];
    List<List<ModelRun>> runs = new ArrayList<>();
    documents.forEach(document -> runs.add(engine.runs(List.of(document))));
    List<ModelRun> timed = new ArrayList<>();
    for (int i = 0; i < millis.length; i++) {
      int number = i;
      timed.add(
          new ModelRun(
              0,
              () -> {
                long start = System.nanoTime();
                runs.get(number).forEach(run -> run.run().run());
                millis[number] = (System.nanoTime() - start) / 1e6;
              }));
    }
    Engine.bareSeconds(timed, 2);
    Engine.bareSeconds(timed, 2);
    return Distribution.of(Arrays.stream(millis).boxed().toList());
  }

  private static Distribution run(
      Rig rig, QklmSettings settings, List<Document> documents, double perSecond, long seed)
      throws Exception {
    Rig.Topics topics = rig.topics();
    EnrichmentJobOptions options = rig.job(topics, settings);
    LocalJob job =
        rig.cluster()
            .submit(EnrichmentJob.plan(options.withDelivery(options.delivery().atLeastOnce())));
    int warm = (int) Math.ceil(WARM_UP_SECONDS * perSecond);
    int count = (int) Math.ceil(SECONDS * perSecond);
    Thread feed =
        new Thread(
            () ->
                PacedFeed.send(
                    rig.bootstrapServers(),
                    topics.input(),
                    documents,
                    warm + count,
                    perSecond,
                    seed),
            "feed");
    feed.start();
    List<Double> millis = new ArrayList<>();
    ResultReader.read(
        new ResultReader.Place(rig.bootstrapServers(), topics.output(), "read_committed", 5),
        warm + count,
        Duration.ofSeconds(60),
        (id, nanos) -> millis.add(nanos / 1e6));
    feed.join();
    job.cancel();
    return Distribution.of(millis.subList(warm, millis.size()));
  }
}
