package io.qklm.kafka.update;

import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.HeadIntent;
import io.qklm.kg.update.EpochBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in force in the repository, and whether somebody else put it there: a rollback, or a
 * snapshot from elsewhere. Looked at every few seconds, since each look is a request to the store.
 */
final class HeadWatch {

  private static final Logger LOG = LoggerFactory.getLogger(HeadWatch.class);

  /** What a rollback by hand waits for at most, besides the opening of its epoch. */
  static final Duration LOOK = Duration.ofSeconds(2);

  private final EpochBuilder builder;
  private final Consumer<String> notes;
  private final Retry retry = new Retry();
  private Optional<EpochName> known = Optional.empty();
  private @Nullable Instant looked;
  private @Nullable String told;

  HeadWatch(EpochBuilder builder, Consumer<String> notes) {
    this.builder = builder;
    this.notes = notes;
  }

  /** What is in force as far as the job knows, or what it wants to be. */
  Optional<EpochName> known() {
    return known;
  }

  /** This is in force now, or counts as if it were. */
  void set(Optional<EpochName> head) {
    known = head;
  }

  /**
   * Whether an epoch other than the one announced last is in force because somebody wants it, and
   * not because this job was cut off between announcing and putting in force.
   *
   * @param announcedBefore whether the epoch in force was announced at some time; all that is known
   *     where no job noted what it is about to do
   */
  boolean isWanted(Optional<EpochName> head, EpochName last, boolean announcedBefore)
      throws IOException {
    if (head.isEmpty() || head.get().equals(last)) {
      return false;
    }
    Optional<HeadIntent> intent = builder.intent();
    return intent.isEmpty() ? !announcedBefore : !intent.get().equals(HeadIntent.of(head, last));
  }

  /**
   * Makes the job continue from what somebody put in force; empty if nobody did.
   *
   * @param now of a steady clock
   */
  Optional<EpochName> changed(Instant now) {
    Instant last = looked;
    if ((last != null && now.isBefore(last.plus(LOOK))) || !retry.isDue(now)) {
      return Optional.empty();
    }
    looked = now;
    Optional<EpochName> head = Optional.empty();
    try {
      head = builder.head();
      if (head.isEmpty() || head.equals(known)) {
        recovered();
        return Optional.empty();
      }
      builder.startFrom(head.get());
      recovered();
      return head;
    } catch (IOException e) {
      retry.failed(now);
      tell(
          head.map(
                      epoch ->
                          "epoch "
                              + epoch.number()
                              + " was put in force in the repository and cannot be used; going on"
                              + " from the one before and trying again: ")
                  .orElse("it cannot be seen what is in force in the repository: ")
              + e.getMessage(),
          e);
      return Optional.empty();
    }
  }

  /** An epoch that was put in force by hand cannot be used; told once for each reason. */
  void tell(String sentence, IOException cause) {
    if (!sentence.equals(told)) {
      told = sentence;
      LOG.warn("{}", sentence, cause);
      notes.accept(sentence);
    }
  }

  private void recovered() {
    retry.succeeded();
    told = null;
  }
}
