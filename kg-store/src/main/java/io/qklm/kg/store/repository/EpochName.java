package io.qklm.kg.store.repository;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an epoch is called in a repository: {@code <number, 19 digits>-<digest>}.
 *
 * @param number the epoch's number, at least 0
 * @param digest SHA-256 of its manifest, 64 lower-case hex digits
 */
public record EpochName(long number, String digest) implements Comparable<EpochName> {

  private static final Pattern FORM = Pattern.compile("([0-9]{19})-([0-9a-f]{64})");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public EpochName {
    if (number < 0 || !DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          "an epoch has a number of at least 0 and a SHA-256 in hex, got "
              + number
              + ", "
              + digest);
    }
  }

  /** Reads what {@link #toString} gave; empty for anything else. */
  public static Optional<EpochName> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new EpochName(Long.parseLong(matcher.group(1)), matcher.group(2)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(EpochName other) {
    return Comparator.comparingLong(EpochName::number)
        .thenComparing(EpochName::digest)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return digits(number) + "-" + digest;
  }

  /** A number in 19 digits, so that names sort by it. */
  static String digits(long number) {
    return String.format(Locale.ROOT, "%019d", number);
  }
}
