package io.qklm.cluster.fault;

import io.qklm.cluster.ClusterException;
import io.qklm.cluster.knowledge.ControlTopic;
import io.qklm.cluster.traffic.CommittedResults;
import io.qklm.cluster.traffic.Feed;
import io.qklm.cluster.traffic.TestDocument;
import io.qklm.kg.store.repository.EpochName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A job with topics of its own, that follows epochs, and the one who reads its results. */
final class TestJob implements AutoCloseable {

  static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

  private static final int PARTITIONS = 2;
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final Stage stage;
  private final String name;
  private final Path cache;
  private final CommittedResults results;
  private final ControlTopic control;
  private String id = "";
  private Optional<String> begunFrom = Optional.empty();

  /** A job whose workers keep fetched epochs beside the stage's other files. */
  TestJob(Stage stage, String name) throws IOException, InterruptedException {
    this(stage, name, stage.folder().resolve("epoch-cache"));
  }

  /** Creates the topics and announces the first epoch; the job is not yet submitted. */
  TestJob(Stage stage, String name, Path cache) throws IOException, InterruptedException {
    this.stage = stage;
    this.name = name;
    this.cache = cache;
    for (String topic : List.of(input(), output(), deadLetters())) {
      stage.createTopic(topic, PARTITIONS);
    }
    this.control = new ControlTopic(stage.kafka().bootstrapServers(), name + "-epochs");
    announce(stage.repository().first());
    this.results =
        new CommittedResults(
            stage.kafka().bootstrapServers(), List.of(output(), deadLetters()), PARTITIONS);
  }

  String name() {
    return name;
  }

  CommittedResults results() {
    return results;
  }

  /** Where its epochs are announced. */
  ControlTopic control() {
    return control;
  }

  /** Tells it of an epoch of the stage's repository. */
  void announce(EpochName epoch) throws IOException, InterruptedException {
    control.say(stage.repository().announcement(epoch));
  }

  Feed feed(List<TestDocument> documents, Duration spread) {
    results.ledger().expect(documents);
    return Feed.start(stage.kafka().bootstrapServers(), input(), documents, spread);
  }

  /** Submits it as a user does and waits until it runs. */
  void submit(int parallelism, Optional<String> state) throws IOException, InterruptedException {
    begunFrom = state;
    id =
        stage
            .flink()
            .submit(
                state,
                List.of(
                    "--bootstrap-servers=" + stage.kafka().bootstrapServers(),
                    "--input-topic=" + input(),
                    "--output-topic=" + output(),
                    "--job-name=" + name,
                    "--kg-epochs-topic=" + control.name(),
                    "--epoch-cache=" + cache,
                    "--checkpoint-interval=" + CHECKPOINT_INTERVAL.toMillis() + "ms",
                    "--parallelism=" + parallelism));
    awaitRunning();
  }

  /** How often it was restored from a checkpoint. */
  int restores() throws IOException, InterruptedException {
    return stage.flink().rest().restores(id);
  }

  void awaitRunning() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + ANSWER.toNanos();
    while (!stage.flink().rest().running(id)) {
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "job '"
                + name
                + "' did not run within "
                + ANSWER.toSeconds()
                + " s, it is "
                + stage.flink().rest().status(id).orElse("unknown"));
      }
      Thread.sleep(50);
    }
  }

  /** Stops it with a savepoint and tells where that is. */
  String stop() throws IOException, InterruptedException {
    return stage.flink().rest().stop(id, ANSWER);
  }

  void cancel() throws IOException, InterruptedException {
    stage.flink().rest().cancel(id, ANSWER);
  }

  /**
   * What a user would go on from: the newest checkpoint that is kept, else what this run itself
   * went on from. Empty when the job has not committed anything yet.
   */
  Optional<String> newestState() throws IOException {
    return stage.flink().checkpoint(id).or(() -> begunFrom);
  }

  /** Whether it will still bring results; true while the job manager cannot be asked. */
  boolean alive() {
    try {
      return stage
          .flink()
          .rest()
          .status(id)
          .map(status -> !List.of("FAILED", "CANCELED", "FINISHED").contains(status))
          .orElse(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String input() {
    return name + "-documents";
  }

  private String output() {
    return name + "-results";
  }

  private String deadLetters() {
    return output() + "-dead-letters";
  }

  @Override
  public void close() {
    results.close();
    control.close();
  }
}
