package io.qklm.benchmarks.speed;

import io.qklm.benchmarks.throughput.Traffic;
import io.qklm.deploy.Distribution;
import io.qklm.deploy.TemporaryFolder;
import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.deploy.job.EnrichmentJob;
import io.qklm.deploy.job.EnrichmentJobOptions;
import io.qklm.deploy.job.JobDelivery;
import io.qklm.deploy.job.JobKafka;
import io.qklm.deploy.local.LocalCluster;
import io.qklm.deploy.local.LocalJob;
import io.qklm.flink.QklmSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A broker process and a Flink cluster in this one, for jobs one after another. */
final class Rig implements AutoCloseable {

  private final TemporaryFolder folder;
  private final KafkaBrokerProcess broker;
  private final KafkaAdmin admin;
  private final LocalCluster cluster;
  private int runs;

  private Rig(
      TemporaryFolder folder, KafkaBrokerProcess broker, KafkaAdmin admin, LocalCluster cluster) {
    this.folder = folder;
    this.broker = broker;
    this.admin = admin;
    this.cluster = cluster;
  }

  static Rig start() throws IOException, InterruptedException {
    TemporaryFolder folder = TemporaryFolder.create("qklm-speed-");
    KafkaBrokerProcess broker =
        KafkaBrokerProcess.start(KafkaBrokerOptions.of(Distribution.current().broker()));
    try {
      KafkaAdmin admin =
          KafkaAdmin.connect(broker.bootstrapServers(), Map.of(), Duration.ofSeconds(20));
      return new Rig(folder, broker, admin, LocalCluster.start(folder.path(), 2));
    } catch (IOException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  Traffic traffic() {
    return new Traffic(bootstrapServers());
  }

  LocalCluster cluster() {
    return cluster;
  }

  /** New topics for a job. */
  Topics topics() throws IOException {
    runs++;
    Topics topics = new Topics("documents-" + runs, "enriched-" + runs);
    for (String topic :
        List.of(topics.input(), topics.output(), topics.output() + "-dead-letters")) {
      admin.createTopic(topic, 1, Map.of());
    }
    return topics;
  }

  /**
   * Where a job reads and writes.
   *
   * @param input documents
   * @param output enriched records
   */
  record Topics(String input, String output) {}

  /**
   * The enrichment job over {@code topics}, exactly once, a checkpoint every 10 s as by default.
   */
  EnrichmentJobOptions job(Topics topics, QklmSettings engine) {
    return EnrichmentJobOptions.of(
            JobKafka.of(bootstrapServers(), topics.input(), topics.output()), engine)
        .withDelivery(JobDelivery.exactlyOnce(topics.output()))
        .withParallelism(1);
  }

  /** Makes the plan of a job that ends with its input. */
  @FunctionalInterface
  interface Plan {
    StreamGraph over(Topics topics);
  }

  /**
   * Seconds for all of {@code values} at the pace of the last four fifths of the results, as they
   * come into the topic; when they are committed is the checkpoint interval's to say.
   */
  double seconds(List<byte[]> values, Plan plan)
      throws IOException, InterruptedException, ExecutionException {
    Topics topics = topics();
    traffic().send(topics.input(), values);
    LocalJob job = cluster.submit(plan.over(topics));
    long[] arrivals = new long[values.size()];
    int[] seen = {0};
    ResultReader.read(
        new ResultReader.Place(bootstrapServers(), topics.output(), "read_uncommitted", 200),
        values.size(),
        Duration.ofSeconds(90),
        (id, late) -> arrivals[seen[0]++] = System.nanoTime());
    while (!job.finished()) {
      Thread.sleep(50);
    }
    int from = values.size() / 5;
    int to = values.size() - 1;
    return (arrivals[to] - arrivals[from]) / 1e9 * values.size() / (to - from);
  }

  /** Seconds of the enrichment job over {@code values}. */
  double seconds(List<byte[]> values, QklmSettings engine)
      throws IOException, InterruptedException, ExecutionException {
    return seconds(values, topics -> EnrichmentJob.plan(job(topics, engine).withUntilEnd(true)));
  }

  @Override
  public void close() {
    try (folder;
        broker;
        admin) {
      cluster.close();
    }
  }
}
