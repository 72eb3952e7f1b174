package io.qklm.kafka.update;

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
 * @param groupId under which the place in the updates is committed; the place is the control
 *     topic's, so that no two jobs share it
 * @param properties further client settings in Kafka's words
 * @param repository where epochs are published: a folder, or a URI that a backend handles
 * @param work folder for snapshots in the making; a temporary one if empty
 * @param window when updates become an epoch
 * @param heartbeat longest time between two messages on the control topic
 * @param keep epochs that stay in the repository; 0 for all
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
    UpdateWindow.Limits window,
    Duration heartbeat,
    int keep) {

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
    if (keep < 0) {
      throw new IllegalArgumentException("0 or more epochs are kept, got " + keep);
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

  /** Windows of 2 s, 10,000 records or 32 MiB, a heartbeat each second, all epochs kept. */
  public static UpdateOptions of(
      String bootstrapServers, String updatesTopic, String epochsTopic, String repository) {
    return new UpdateOptions(
        bootstrapServers,
        updatesTopic,
        updatesTopic + "-dead-letters",
        epochsTopic,
        defaultGroupId(epochsTopic),
        Map.of(),
        repository,
        Optional.empty(),
        UpdateWindow.Limits.defaults(),
        Duration.ofSeconds(1),
        0);
  }

  /** The group whose place belongs to a control topic. */
  public static String defaultGroupId(String epochsTopic) {
    return "qklm-updates-" + epochsTopic;
  }

  /**
   * The group of versions before the place belonged to the control topic. A job that announced
   * already goes on from its place.
   */
  Optional<String> formerGroupId() {
    return groupId.equals(defaultGroupId(epochsTopic))
        ? Optional.of("qklm-" + updatesTopic)
        : Optional.empty();
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
        limits,
        heartbeat,
        keep);
  }

  /** The same with another folder for snapshots in the making. */
  public UpdateOptions withWork(Path folder) {
    return new UpdateOptions(
        bootstrapServers,
        updatesTopic,
        deadLetterTopic,
        epochsTopic,
        groupId,
        properties,
        repository,
        Optional.of(folder),
        window,
        heartbeat,
        keep);
  }

  /** The same with further client settings in Kafka's words. */
  public UpdateOptions withProperties(Map<String, String> settings) {
    return new UpdateOptions(
        bootstrapServers,
        updatesTopic,
        deadLetterTopic,
        epochsTopic,
        groupId,
        settings,
        repository,
        work,
        window,
        heartbeat,
        keep);
  }

  /** The same with a repository at another address. */
  public UpdateOptions withRepository(String address) {
    return new UpdateOptions(
        bootstrapServers,
        updatesTopic,
        deadLetterTopic,
        epochsTopic,
        groupId,
        properties,
        address,
        work,
        window,
        heartbeat,
        keep);
  }
}
