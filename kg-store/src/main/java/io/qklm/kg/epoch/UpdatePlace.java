package io.qklm.kg.epoch;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far the update job has read. It is said beside a message of the control topic, in the same
 * transaction as what was made of the updates, since Kafka forgets the place of a group that is
 * quiet for a week.
 *
 * @param topic of the updates
 * @param topicId Kafka's id of the topic, by which one made anew under the same name is told
 * @param next where to read on, by partition
 */
public record UpdatePlace(String topic, String topicId, Map<Integer, Long> next) {

  public UpdatePlace {
    next = Map.copyOf(next);
    next.forEach(
        (partition, offset) -> {
          if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                "a place is an offset in a partition, got " + offset + " in " + partition);
          }
        });
  }

  /** The offsets in the order of their partitions. */
  Map<Integer, Long> sorted() {
    return new TreeMap<>(next);
  }
}
