package io.qklm.kafka.replay;

import io.qklm.document.Rejection.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which letters are sent back; one that passes everything that is given.
 *
 * @param causes classes of errors; empty for all
 * @param since of the record's time, itself included
 * @param until of the record's time, itself left out
 * @param offsets in the topic of dead letters; empty for all
 */
public record LetterFilter(
    Set<Cause> causes,
    Optional<Instant> since,
    Optional<Instant> until,
    List<OffsetRange> offsets) {

  /** All letters. */
  public static final LetterFilter ALL =
      new LetterFilter(Set.of(), Optional.empty(), Optional.empty(), List.of());

  public LetterFilter {
    causes = Set.copyOf(causes);
    offsets = List.copyOf(offsets);
    if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
      throw new IllegalArgumentException(
          "the time that letters are sent back from must lie before the one they are sent back"
              + " until, got "
              + since.get()
              + " and "
              + until.get());
    }
  }

  boolean passes(Letter letter) {
    Instant time = Instant.ofEpochMilli(letter.timestamp());
    return (causes.isEmpty() || letter.cause().filter(causes::contains).isPresent())
        && since.filter(time::isBefore).isEmpty()
        && until.filter(end -> !time.isBefore(end)).isEmpty()
        && (offsets.isEmpty()
            || offsets.stream()
                .anyMatch(range -> range.holds(letter.partition(), letter.offset())));
  }
}
