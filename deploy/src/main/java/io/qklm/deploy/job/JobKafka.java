package io.qklm.deploy.job;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a job reads and writes.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param inputTopic documents
 * @param outputTopic enrichments
 * @param deadLetterTopic records that could not be enriched
 * @param epochsTopic announcements of epochs; empty where the knowledge stays as it is
 * @param groupId consumer group that shows how far the job has read
 * @param properties further client settings in Kafka's words, for reading, writing and asking
 */
public record JobKafka(
    String bootstrapServers,
    String inputTopic,
    String outputTopic,
    String deadLetterTopic,
    String epochsTopic,
    String groupId,
    Map<String, String> properties)
    implements Serializable {

  public JobKafka {
    required("bootstrap servers", bootstrapServers);
    required("input topic", inputTopic);
    required("output topic", outputTopic);
    required("dead-letter topic", deadLetterTopic);
    required("group id", groupId);
    if (inputTopic.equals(outputTopic) || inputTopic.equals(deadLetterTopic)) {
      throw new IllegalArgumentException(
          "the job would read what it writes: topic '" + inputTopic + "' is input and output");
    }
    properties = new TreeMap<>(properties);
  }

  /** Without the values of the settings, which may hold secrets. */
  @Override
  public String toString() {
    return "JobKafka["
        + inputTopic
        + " -> "
        + outputTopic
        + " on "
        + bootstrapServers
        + ", settings "
        + properties.keySet()
        + "]";
  }

  /** Dead letters to {@code OUTPUT-dead-letters}, group {@code qklm-OUTPUT}. */
  public static JobKafka of(String bootstrapServers, String inputTopic, String outputTopic) {
    return new JobKafka(
        bootstrapServers,
        inputTopic,
        outputTopic,
        outputTopic + "-dead-letters",
        "",
        "qklm-" + outputTopic,
        Map.of());
  }

  public JobKafka withDeadLetterTopic(String topic) {
    return new JobKafka(
        bootstrapServers, inputTopic, outputTopic, topic, epochsTopic, groupId, properties);
  }

  public JobKafka withGroupId(String id) {
    return new JobKafka(
        bootstrapServers, inputTopic, outputTopic, deadLetterTopic, epochsTopic, id, properties);
  }

  public JobKafka withProperties(Map<String, String> settings) {
    return new JobKafka(
        bootstrapServers, inputTopic, outputTopic, deadLetterTopic, epochsTopic, groupId, settings);
  }

  public JobKafka withEpochsTopic(String topic) {
    return new JobKafka(
        bootstrapServers, inputTopic, outputTopic, deadLetterTopic, topic, groupId, properties);
  }

  /** Where the job tells of epochs that it cannot use. */
  public String epochStatusTopic() {
    return epochsTopic + "-status";
  }

  private static void required(String what, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("the " + what + " must be given");
    }
  }
}
