package io.qklm.deploy.update;

import io.qklm.deploy.job.KafkaClientArguments;
import io.qklm.deploy.job.TimeSpan;
import io.qklm.kafka.update.UpdateOptions;
import io.qklm.kg.epoch.UpdateWindow;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The update job's options on a command line. Picocli fills the fields. */
public final class UpdateArguments {

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT[,...]",
      description = "Kafka brokers to begin with.")
  private String bootstrapServers = "";

  @Option(
      names = "--kg-updates-topic",
      required = true,
      paramLabel = "TOPIC",
      description =
          "Topic of updates, compacted: the key is an entity's id, the value its full record as"
              + " JSON; a tombstone retires it.")
  private String updatesTopic = "";

  @Option(
      names = "--kg-epochs-topic",
      required = true,
      paramLabel = "TOPIC",
      description = "Topic that announces epochs, one partition; created if missing.")
  private String epochsTopic = "";

  @Option(
      names = "--repository",
      required = true,
      paramLabel = "ADDRESS",
      description =
          "Repository with a first epoch in it: a folder, or a URI that a backend handles.")
  private String repository = "";

  @Option(
      names = "--dead-letter-topic",
      paramLabel = "TOPIC",
      description =
          "Topic for updates that cannot be used; created if missing. Default:"
              + " UPDATES-dead-letters.")
  private @Nullable String deadLetterTopic;

  @Option(
      names = "--group-id",
      paramLabel = "ID",
      description =
          "Consumer group that keeps the place in the updates. Default: qklm-updates-EPOCHS.")
  private @Nullable String groupId;

  @Mixin private KafkaClientArguments client = new KafkaClientArguments();

  @Option(
      names = "--window",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = TimeSpan.class,
      description = "How long an update waits for others at most. Default: ${DEFAULT-VALUE}.")
  private Duration window = Duration.ofSeconds(2);

  @Option(
      names = "--window-records",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Updates of one epoch at most. Default: ${DEFAULT-VALUE}.")
  private int windowRecords = 10_000;

  @Option(
      names = "--window-bytes",
      paramLabel = "BYTES",
      defaultValue = "33554432",
      description =
          "Bytes of updates in Kafka after which an epoch is made; in memory an update takes several"
              + " times as much. Default: ${DEFAULT-VALUE}.")
  private long windowBytes = 32L << 20;

  @Option(
      names = "--heartbeat",
      paramLabel = "TIME",
      defaultValue = "1s",
      converter = TimeSpan.class,
      description =
          "Longest time without a message on the epochs' topic, and so what a document waits for"
              + " its epoch in as-of mode. Default: ${DEFAULT-VALUE}.")
  private Duration heartbeat = Duration.ofSeconds(1);

  @Option(
      names = "--keep",
      paramLabel = "K",
      description =
          "Remove all but the newest K epochs, the one in force and those in use from the"
              + " repository; all stay when not given.")
  private int keep;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Folder for snapshots in the making, best on the repository's file system. Default: a"
              + " temporary one.")
  private @Nullable Path work;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description =
          "Serve metrics for Prometheus on http://127.0.0.1:PORT/metrics, and on /ready whether the"
              + " job reads updates.")
  private @Nullable Integer metricsPort;

  @Option(
      names = "--metrics-host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "Address to serve metrics on, such as 0.0.0.0 in a pod; whoever reaches it may read them."
              + " Default: ${DEFAULT-VALUE}.")
  private String metricsHost = "127.0.0.1";

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Entities embedded at a time. Default: ${DEFAULT-VALUE}.")
  private int threads = 1;

  /**
   * The options of the job.
   *
   * @throws IllegalArgumentException with a sentence when they do not fit together
   */
  public UpdateOptions toOptions() {
    return new UpdateOptions(
        bootstrapServers,
        updatesTopic,
        deadLetterTopic == null ? updatesTopic + "-dead-letters" : deadLetterTopic,
        epochsTopic,
        groupId == null ? UpdateOptions.defaultGroupId(epochsTopic) : groupId,
        client.settings(),
        repository,
        Optional.ofNullable(work),
        new UpdateWindow.Limits(window, windowRecords, windowBytes),
        heartbeat,
        keep);
  }

  /**
   * Where metrics are served; empty for nowhere.
   *
   * @throws IllegalArgumentException with a sentence when that is no address
   */
  public Optional<InetSocketAddress> metrics() {
    if (metricsPort == null) {
      return Optional.empty();
    }
    if (metricsPort < 1 || metricsPort > 65_535) {
      throw new IllegalArgumentException(
          "'" + metricsPort + "' is no port; --metrics-port takes 1 to 65535");
    }
    InetSocketAddress address = new InetSocketAddress(metricsHost, metricsPort);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(
          "'" + metricsHost + "' is no address of this machine; give one with --metrics-host");
    }
    return Optional.of(address);
  }

  /**
   * The model that embeds.
   *
   * @throws IllegalArgumentException with a sentence when an option is not allowed
   */
  public EmbedderOptions embedder(Optional<Path> model) {
    return new EmbedderOptions(model, threads);
  }
}
