package io.qklm.stories.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which time of a document is believed. A sender's time of 1970 or 2100 is an error of a clock or a
 * field that was empty; it must neither end every story nor keep a document waiting for a century.
 */
public final class StoryTime {

  private static final long BEFORE = Duration.ofDays(30).toMillis();
  private static final long AHEAD = Duration.ofDays(1).toMillis();

  private StoryTime() {}

  /**
   * The sender's time where it lies within 30 days before and a day after the record's, else the
   * record's.
   *
   * @param record when the record was written, in milliseconds since 1970
   */
  public static long of(Optional<Instant> publishedAt, long record) {
    return publishedAt
        .filter(time -> !time.isBefore(Instant.ofEpochMilli(record - BEFORE)))
        .filter(time -> !time.isAfter(Instant.ofEpochMilli(record + AHEAD)))
        .map(Instant::toEpochMilli)
        .orElse(record);
  }
}
