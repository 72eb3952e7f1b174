package io.qklm.kg.epoch;

import java.time.Instant;
import java.util.List;

/**
 * Earlier announcements told again, so that the control topic can be cut off before this message.
 * It announces nothing: whoever read them before learns nothing new. Several in a row make up a
 * long history; the newest announcement follows them as a message of its own.
 *
 * @param epochs oldest first, at least one
 * @param forgotten whether there were still older ones, which nobody can tell any more
 */
public record EpochHistory(List<EpochAnnouncement> epochs, boolean forgotten)
    implements EpochMessage {

  public EpochHistory {
    epochs = List.copyOf(epochs);
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException("a history holds at least one epoch");
    }
    for (int i = 1; i < epochs.size(); i++) {
      if (!epochs.get(i).effectiveFrom().isAfter(epochs.get(i - 1).effectiveFrom())) {
        throw new IllegalArgumentException(
            "the epochs of a history are in the order in which they took effect, got "
                + epochs.get(i).effectiveFrom()
                + " after "
                + epochs.get(i - 1).effectiveFrom());
      }
    }
  }

  @Override
  public Instant settledUntil() {
    return epochs.get(epochs.size() - 1).effectiveFrom();
  }
}
