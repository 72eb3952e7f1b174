package io.qklm.deploy.job;

import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerException;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics that epochs need: one partition, so that there is an order, and no compaction. */
public final class EpochTopics {

  private static final Logger LOG = LoggerFactory.getLogger(EpochTopics.class);

  private EpochTopics() {}

  /**
   * Checks the control topic and creates it, and the topic for news of it, where they are missing.
   *
   * @throws KafkaBrokerException if it is there with another shape
   */
  public static void check(String topic, KafkaAdmin admin) throws KafkaBrokerException {
    OptionalInt partitions = admin.partitions(topic);
    if (partitions.isEmpty()) {
      // Announcements are few and small, and a replay needs all of them.
      create(topic, Map.of("cleanup.policy", "delete", "retention.ms", "-1"), admin);
    } else if (partitions.getAsInt() != 1) {
      throw new KafkaBrokerException(
          "topic '"
              + topic
              + "' has "
              + partitions.getAsInt()
              + " partitions; announcements of epochs need their order and so 1 partition. Create"
              + " another topic");
    } else if (admin.topicSetting(topic, "cleanup.policy").orElse("").contains("compact")) {
      throw new KafkaBrokerException(
          "topic '"
              + topic
              + "' is compacted, which loses announcements of epochs; set its cleanup.policy to"
              + " delete");
    }
    if (admin.partitions(topic + "-status").isEmpty()) {
      create(topic + "-status", Map.of(), admin);
    }
  }

  private static void create(String topic, Map<String, String> settings, KafkaAdmin admin)
      throws KafkaBrokerException {
    if (admin.createTopic(topic, 1, settings)) {
      LOG.info("created topic {} with {}", topic, settings);
    }
  }
}
