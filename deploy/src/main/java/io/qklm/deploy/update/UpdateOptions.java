package io.qklm.deploy.update;

import io.qklm.kg.epoch.UpdateWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that an update job is told.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param updatesTopic updates, keyed by entity
 * @param deadLetterTopic updates that cannot be used
 * @param epochsTopic announcements
 * @param groupId under which the place in the updates is committed
 * @param properties further client settings in Kafka's words
 * @param repository where epochs are published: a folder, or a URI that a backend handles
 * @param work folder for snapshots in the making; a temporary one if empty
 * @param model folder of the model bundle; the one that comes with the code if empty
 * @param window when updates become an epoch
 * @param heartbeat longest time between two messages on the control topic
 * @param keep epochs that stay in the repository; 0 for all
 * @param threads entities embedded at a time
 */
public record UpdateOptions(
    String bootstrapServers,
    String updatesTopic,
    String deadLetterTopic,
    String epochsTopic,
    String groupId,
    Map<String, String> properties,
    String repository,
    Optional<Path> work,
    Optional<Path> model,
    UpdateWindow.Limits window,
    Duration heartbeat,
    int keep,
    int threads) {

  public UpdateOptions {
    if (bootstrapServers.isBlank() || updatesTopic.isBlank() || epochsTopic.isBlank()) {
      throw new IllegalArgumentException(
          "the Kafka servers, the topic of updates and the topic of epochs must be given");
    }
    if (updatesTopic.equals(epochsTopic)
        || updatesTopic.equals(deadLetterTopic)
        || epochsTopic.equals(deadLetterTopic)) {
      throw new IllegalArgumentException(
          "the topics of updates, epochs and dead letters must be three, got '"
              + updatesTopic
              + "', '"
              + epochsTopic
              + "' and '"
              + deadLetterTopic
              + "'");
    }
    if (heartbeat.toMillis() < 10) {
      throw new IllegalArgumentException(
          "heartbeats are at least 10 ms apart, got " + heartbeat.toMillis());
    }
    if (keep < 0 || threads < 1) {
      throw new IllegalArgumentException(
          "0 or more epochs are kept and 1 or more threads embed, got " + keep + ", " + threads);
    }
    if (repository.isBlank()) {
      throw new IllegalArgumentException("the repository must be given");
    }
    properties = new TreeMap<>(properties);
  }

  /** Without the values of the settings, which may hold secrets. */
  @Override
  public String toString() {
    return "UpdateOptions["
        + updatesTopic
        + " -> "
        + epochsTopic
        + " on "
        + bootstrapServers
        + ", settings "
        + properties.keySet()
        + "]";
  }

  /** The repository's address as a worker elsewhere can use it: no folder relative to this one. */
  String announcedRepository() {
    return repository.contains("://")
        ? repository
        : Path.of(repository).toAbsolutePath().normalize().toString();
  }

  /** Windows of 2 s or 10,000 records, a heartbeat each second, all epochs kept. */
  public static UpdateOptions of(
      String bootstrapServers, String updatesTopic, String epochsTopic, String repository) {
    return new UpdateOptions(
        bootstrapServers,
        updatesTopic,
        updatesTopic + "-dead-letters",
        epochsTopic,
        "qklm-" + updatesTopic,
        Map.of(),
        repository,
        Optional.empty(),
        Optional.empty(),
        UpdateWindow.Limits.defaults(),
        Duration.ofSeconds(1),
        0,
        Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
  }

  public UpdateOptions withWindow(UpdateWindow.Limits limits) {
    return new UpdateOptions(
        bootstrapServers,
        updatesTopic,
        deadLetterTopic,
        epochsTopic,
        groupId,
        properties,
        repository,
        work,
        model,
        limits,
        heartbeat,
        keep,
        threads);
  }

  /** The same with the model bundle in a folder; the one that comes with the code if empty. */
  public UpdateOptions withModel(Optional<Path> folder) {
    return new UpdateOptions(
        bootstrapServers,
        updatesTopic,
        deadLetterTopic,
        epochsTopic,
        groupId,
        properties,
        repository,
        work,
        folder,
        window,
        heartbeat,
        keep,
        threads);
  }
}
