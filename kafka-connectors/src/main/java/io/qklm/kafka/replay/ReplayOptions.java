package io.qklm.kafka.replay;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that a replay is told.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param deadLetterTopic where letters are read
 * @param inputTopic where they go; each to the topic it came from if empty
 * @param noteTopic where is noted what was sent back; one partition
 * @param properties further client settings in Kafka's words
 * @param filter which letters
 * @param limit letters at most
 * @param dryRun whether nothing is sent
 */
public record ReplayOptions(
    String bootstrapServers,
    String deadLetterTopic,
    Optional<String> inputTopic,
    String noteTopic,
    Map<String, String> properties,
    LetterFilter filter,
    int limit,
    boolean dryRun) {

  public ReplayOptions {
    if (bootstrapServers.isBlank() || deadLetterTopic.isBlank()) {
      throw new IllegalArgumentException(
          "the Kafka servers and the topic of dead letters must be given");
    }
    if (noteTopic.equals(deadLetterTopic) || inputTopic.filter(noteTopic::equals).isPresent()) {
      throw new IllegalArgumentException(
          "what was sent back is noted in a topic of its own, got '" + noteTopic + "' twice");
    }
    if (inputTopic.filter(deadLetterTopic::equals).isPresent()) {
      throw new IllegalArgumentException(
          "letters go back to an input topic, not to '" + deadLetterTopic + "', which they are in");
    }
    if (limit < 1) {
      throw new IllegalArgumentException("1 or more letters are sent back, got " + limit);
    }
    properties = new TreeMap<>(properties);
  }

  /** Where what was sent back is noted unless said otherwise. */
  public static String defaultNoteTopic(String deadLetterTopic) {
    return deadLetterTopic + "-replayed";
  }

  /** Without the values of the settings, which may hold secrets. */
  @Override
  public String toString() {
    return "ReplayOptions["
        + deadLetterTopic
        + " on "
        + bootstrapServers
        + ", settings "
        + properties.keySet()
        + "]";
  }
}
