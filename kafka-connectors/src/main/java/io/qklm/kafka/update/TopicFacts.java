package io.qklm.kafka.update;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * What Kafka tells of the topic of updates.
 *
 * @param id by which a topic made anew under the same name is told
 * @param cleanup its {@code cleanup.policy}; empty if Kafka does not tell
 * @param deleteRetention how long a compacted topic keeps tombstones at least; empty likewise
 */
record TopicFacts(String id, Optional<String> cleanup, Optional<Duration> deleteRetention) {

  /**
   * Asks.
   *
   * @throws KafkaException if Kafka does not answer or has no such topic
   */
  static TopicFacts ask(Admin admin, String topic) {
    TopicDescription description =
        KafkaAnswers.get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    if (description == null) {
      throw new KafkaException("Kafka did not describe topic '" + topic + "'");
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Optional<Config> config = Optional.empty();
    try {
      config =
          Optional.ofNullable(
              KafkaAnswers.get(admin.describeConfigs(List.of(resource)).all()).get(resource));
    } catch (AuthorizationException e) {
      // Who may not read the settings is told of nothing that depends on them.
    }
    return new TopicFacts(
        description.topicId().toString(),
        setting(config, TopicConfig.CLEANUP_POLICY_CONFIG),
        setting(config, TopicConfig.DELETE_RETENTION_MS_CONFIG)
            .map(millis -> Duration.ofMillis(Long.parseLong(millis))));
  }

  private static Optional<String> setting(Optional<Config> config, String name) {
    return config.map(all -> all.get(name)).map(ConfigEntry::value);
  }

  /** How long tombstones are kept at least, where they are removed at all. */
  Optional<Duration> tombstonesKept() {
    return cleanup
        .filter(policy -> policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT))
        .flatMap(policy -> deleteRetention);
  }
}
