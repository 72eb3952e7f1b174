package io.qklm.kafka.update;

import io.qklm.kg.epoch.UpdatePlace;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where to go on in the updates. The group's committed place counts, so that it can be set by hand
 * with Kafka's tools; where Kafka has forgotten it, what the control topic says; for a job that
 * announced before either was so, the place of the group it had then.
 */
final class UpdatePlaces {

  private static final Logger LOG = LoggerFactory.getLogger(UpdatePlaces.class);

  private final UpdateOptions options;
  private final TopicFacts facts;
  private final Consumer<String> notes;

  UpdatePlaces(UpdateOptions options, TopicFacts facts, Consumer<String> notes) {
    this.options = options;
    this.facts = facts;
    this.notes = notes;
  }

  /**
   * The places that are known; a partition that is not among them is read from its beginning.
   *
   * @param updates of the job's group
   */
  Map<Integer, Long> find(
      KafkaConsumer<byte[], byte[]> updates,
      Set<TopicPartition> partitions,
      ControlLog.Contents said,
      Instant now) {
    Map<Integer, Long> found = committed(updates, partitions);
    if (found.isEmpty()) {
      found = said.place().filter(this::ofThisTopic).map(UpdatePlace::next).orElseGet(Map::of);
      if (!found.isEmpty()) {
        notes.accept(
            "Kafka has forgotten the place of group '"
                + options.groupId()
                + "'; going on from the one on topic '"
                + options.epochsTopic()
                + "'");
      }
    }
    if (found.isEmpty() && said.place().isEmpty() && said.timeline().latest().isPresent()) {
      found = former(partitions);
    }
    if (!found.isEmpty()) {
      tellOfLosses(found, updates, partitions, said, now);
    }
    return found;
  }

  private boolean ofThisTopic(UpdatePlace place) {
    return place.topic().equals(options.updatesTopic()) && place.topicId().equals(facts.id());
  }

  private static Map<Integer, Long> committed(
      KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
    Map<Integer, Long> places = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions);
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata place = committed.get(partition);
      if (place != null) {
        places.put(partition.partition(), place.offset());
      }
    }
    return places;
  }

  private Map<Integer, Long> former(Set<TopicPartition> partitions) {
    Optional<String> group = options.formerGroupId();
    if (group.isEmpty()) {
      return Map.of();
    }
    try (KafkaConsumer<byte[], byte[]> consumer = UpdateClients.consumer(options, group.get())) {
      Map<Integer, Long> places = committed(consumer, partitions);
      if (!places.isEmpty()) {
        notes.accept(
            "going on from the place of group '"
                + group.get()
                + "'; from now on it is kept in group '"
                + options.groupId()
                + "'");
      }
      return places;
    } catch (AuthorizationException e) {
      LOG.warn("the place of the former group {} may not be read", group.get(), e);
      return Map.of();
    }
  }

  /** Updates that Kafka removed before they were read are gone; a person must know. */
  private void tellOfLosses(
      Map<Integer, Long> places,
      KafkaConsumer<byte[], byte[]> updates,
      Set<TopicPartition> partitions,
      ControlLog.Contents said,
      Instant now) {
    Map<TopicPartition, Long> begins = updates.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = updates.endOffsets(partitions);
    boolean unread = false;
    for (TopicPartition partition : partitions) {
      Long place = places.get(partition.partition());
      if (place == null) {
        continue;
      }
      unread |= ends.getOrDefault(partition, place) > place;
      long begin = begins.getOrDefault(partition, 0L);
      if (begin > place) {
        tell(
            "updates "
                + place
                + " to "
                + (begin - 1)
                + " of "
                + partition
                + " were deleted by Kafka before they were read; send them again, and see to it"
                + " that the topic is compacted and not deleted from (cleanup.policy=compact)");
      }
    }
    Optional<Duration> away = said.lastSign().map(last -> Duration.between(last, now));
    Optional<Duration> kept = facts.tombstonesKept();
    if (unread && away.isPresent() && kept.isPresent() && away.get().compareTo(kept.get()) > 0) {
      tell(
          "the update job was away for "
              + hours(away.get())
              + ", longer than topic '"
              + options.updatesTopic()
              + "' keeps tombstones (delete.retention.ms, "
              + hours(kept.get())
              + "): entities that were retired meanwhile may still be known; send their tombstones"
              + " again, and keep them for longer than the job may be away");
    }
  }

  private void tell(String sentence) {
    LOG.warn("{}", sentence);
    notes.accept(sentence);
  }

  private static String hours(Duration time) {
    return time.toHours() > 0 ? time.toHours() + " h" : time.toSeconds() + " s";
  }
}
