package io.qklm.kafka.update;

import io.qklm.kafka.KafkaInput;
import io.qklm.kafka.update.ClosedWindow.Refused;
import io.qklm.kg.EntityId;
import io.qklm.kg.epoch.UpdateWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers records until there are enough for an epoch. Kafka gives several at a time; those for
 * which there is no room are kept for the next window, so that a window is as large as it may be.
 */
final class OpenWindow {

  private static final Duration LONGEST_POLL = Duration.ofMillis(200);

  private final UpdateWindow.Limits limits;
  private final Deque<KafkaInput> unread = new ArrayDeque<>();
  private final List<Refused> refused = new ArrayList<>();
  private final Map<EntityId, KafkaInput> sources = new HashMap<>();
  private UpdateWindow window;
  private int taken;

  OpenWindow(UpdateWindow.Limits limits) {
    this.limits = limits;
    this.window = new UpdateWindow(limits);
  }

  /** Reads a little; gives what was gathered once that is due, and begins anew. */
  Optional<ClosedWindow> read(UpdateTopics topics) {
    if (unread.isEmpty()) {
      unread.addAll(topics.poll(patience(Ticks.now())));
    }
    while (!unread.isEmpty() && !window.isFull()) {
      take(unread.remove(), Ticks.now());
    }
    if (!window.due(Ticks.now())) {
      return Optional.empty();
    }
    ClosedWindow closed =
        new ClosedWindow(window.updates(), window.nextOffsets(), taken, refused, sources);
    window = new UpdateWindow(limits);
    taken = 0;
    refused.clear();
    sources.clear();
    return Optional.of(closed);
  }

  private Duration patience(Instant now) {
    Duration left =
        window
            .dueAt()
            .map(due -> Duration.between(now, due))
            .filter(wait -> wait.compareTo(LONGEST_POLL) < 0)
            .orElse(LONGEST_POLL);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void take(KafkaInput record, Instant now) {
    taken++;
    UpdateWindow.Place place =
        new UpdateWindow.Place(record.partition(), record.offset(), record.bytes());
    UpdateReading reading = UpdateReading.of(record.key(), record.value());
    if (reading instanceof UpdateReading.Accepted accepted) {
      window.add(accepted.update(), place, now);
      sources.put(accepted.update().id(), record);
    } else if (reading instanceof UpdateReading.Refused unusable) {
      window.passOver(place, now);
      refused.add(new Refused(record, unusable.rejection()));
    }
  }
}
