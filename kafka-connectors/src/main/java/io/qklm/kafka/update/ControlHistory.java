package io.qklm.kafka.update;

import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochHeartbeat;
import io.qklm.kg.epoch.EpochHistory;
import io.qklm.kg.epoch.EpochMessageJson;
import io.qklm.kg.epoch.EpochTimeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the control topic short. Announcements are kept for ever, since a replay needs them, and a
 * heartbeat counts only until the next: after some thousands of them the announcements are told
 * again, in one transaction, and what is before is removed. So to begin costs what was announced,
 * and not how old the topic is.
 */
final class ControlHistory {

  private static final Logger LOG = LoggerFactory.getLogger(ControlHistory.class);

  /** Heartbeats that may pile up: those of three hours, read in well under a second. */
  static final long HEARTBEATS = 10_000;

  /** Leaves room for what a message says besides. */
  private static final int MOST_BYTES = EpochMessageJson.MAX_BYTES - 8_192;

  private final UpdateTopics topics;
  private final Consumer<String> notes;
  private long superseded;
  private boolean refused;

  ControlHistory(UpdateTopics topics, Consumer<String> notes) {
    this.topics = topics;
    this.notes = notes;
    this.superseded = topics.said().superseded();
  }

  /** A heartbeat was added. */
  void grown() {
    superseded++;
  }

  /** Cuts the topic off if that is worth it. */
  void shorten(EpochTimeline timeline) {
    if (superseded < HEARTBEATS || refused) {
      return;
    }
    List<EpochAnnouncement> epochs = timeline.announcements();
    if (epochs.isEmpty()) {
      return;
    }
    topics.begin();
    boolean forgotten = timeline.hasForgotten();
    for (List<EpochAnnouncement> part : parts(epochs)) {
      topics.say(new EpochHistory(part, forgotten));
      forgotten = false;
    }
    // For those that know nothing of histories, and for those that want the newest.
    topics.say(epochs.get(epochs.size() - 1));
    timeline.settledUntil().ifPresent(until -> topics.say(new EpochHeartbeat(until), Map.of()));
    topics.commit();
    superseded = 1;
    try {
      topics.cutOffBefore();
      LOG.info("the control topic was cut off; it holds {} announcements", epochs.size());
    } catch (ApiException e) {
      refused = true;
      LOG.warn("the control topic cannot be cut off", e);
      notes.accept(
          "the topic of epochs grows without end, since Kafka refuses to remove its old heartbeats"
              + " (allow the job to delete records of it): "
              + e.getMessage());
    } catch (KafkaException e) {
      LOG.warn("the control topic could not be cut off now", e);
    }
  }

  private static List<List<EpochAnnouncement>> parts(List<EpochAnnouncement> epochs) {
    List<List<EpochAnnouncement>> parts = new ArrayList<>();
    List<EpochAnnouncement> part = new ArrayList<>();
    int bytes = 0;
    for (EpochAnnouncement epoch : epochs) {
      int size = EpochMessageJson.write(epoch).length + 1;
      if (bytes + size > MOST_BYTES && !part.isEmpty()) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(epoch);
      bytes += size;
    }
    parts.add(part);
    return parts;
  }
}
