package io.qklm.deploy.page;

import java.util.Optional;
import java.util.TreeMap;

/**
 * The last records that were shown, by number: what a reader may still ask about. Bounded in number
 * and size. Thread safe.
 */
final class Records {

  private static final int MOST = 1_000;

  private final long mostCharacters;
  private final TreeMap<Long, LiveRecord> records = new TreeMap<>();
  private long characters;

  /**
   * Holds nothing yet.
   *
   * @param mostCharacters of texts held, the newest apart
   */
  Records(long mostCharacters) {
    this.mostCharacters = mostCharacters;
  }

  synchronized void put(long number, LiveRecord record) {
    records.put(number, record);
    characters += weight(record);
    while (records.size() > 1 && (records.size() > MOST || characters > mostCharacters)) {
      characters -= weight(records.pollFirstEntry().getValue());
    }
  }

  /** An enrichment is about as large as its text, and has a head besides. */
  private static long weight(LiveRecord record) {
    return 2L * record.text().length() + 4_000;
  }

  synchronized Optional<LiveRecord> get(long number) {
    return Optional.ofNullable(records.get(number));
  }
}
