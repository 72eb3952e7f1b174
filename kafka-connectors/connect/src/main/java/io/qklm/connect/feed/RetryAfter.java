package io.qklm.connect.feed;

import java.math.BigInteger;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** How long a server asks to be left alone. */
final class RetryAfter {

  /** What is longer is cut to this, so that no number of a stranger's overflows. */
  static final Duration LONGEST = Duration.ofDays(365);

  private RetryAfter() {}

  /** Of the header's value: seconds, or a date. */
  static Optional<Duration> of(String value) {
    String words = value.strip();
    if (words.matches("[0-9]{1,100}")) {
      BigInteger seconds = new BigInteger(words).min(BigInteger.valueOf(LONGEST.toSeconds()));
      return Optional.of(Duration.ofSeconds(seconds.longValueExact()));
    }
    try {
      ZonedDateTime then = ZonedDateTime.parse(words, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(ZonedDateTime.now(then.getZone()), then);
      return Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait)
          .filter(duration -> !duration.isNegative());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
