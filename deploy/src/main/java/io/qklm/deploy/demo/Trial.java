package io.qklm.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.deploy.page.NewEntity;
import io.qklm.deploy.page.UpdateNews;
import io.qklm.deploy.page.UpdateNews.Step;
import java.time.Duration;
import java.util.Optional;

/**
 * Watches one update until a document that names the new entity is linked to it. Not thread safe.
 */
final class Trial {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** Records of the new epoch that may go without the link before it is said to be missing. */
  private static final int CHANCES = 2;

  private final NewEntity entity;
  private final String prefix;
  private final long sentNanos;
  private int documents;
  private long announced;
  private int missed;

  /**
   * A trial whose update is sent now.
   *
   * @param number of this trial, from 1
   * @param nanoTime now
   */
  Trial(NewEntity entity, int number, long nanoTime) {
    this.entity = entity;
    this.prefix = "trial-" + number + "-";
    this.sentNanos = nanoTime;
  }

  NewEntity entity() {
    return entity;
  }

  /** Id of its next document. */
  String nextId() {
    return prefix + ++documents;
  }

  /** Whether a document is of this trial. */
  boolean owns(String id) {
    return id.startsWith(prefix);
  }

  /** Whether a document is the one from before the update. */
  boolean isFirst(String id) {
    return id.equals(prefix + "1");
  }

  UpdateNews sent() {
    return news(Step.SENT, 0, sentNanos, "");
  }

  /** An epoch was announced; the first one after the update has it. */
  Optional<UpdateNews> announced(long epoch, long nanoTime) {
    if (announced != 0) {
      return Optional.empty();
    }
    announced = epoch;
    return Optional.of(news(Step.ANNOUNCED, epoch, nanoTime, ""));
  }

  /** A document of this trial was enriched; gives the news if that decides it. */
  Optional<UpdateNews> enriched(JsonNode record, long nanoTime) {
    long epoch = record.path("provenance").path("epoch").asLong();
    String instead = "";
    for (JsonNode mention : record.path("entities")) {
      String linked = mention.path("entityId").asText("");
      if (linked.equals(entity.id())) {
        return Optional.of(news(Step.LINKED, epoch, nanoTime, ""));
      }
      String text = mention.path("text").asText();
      if (text.equalsIgnoreCase(entity.label())
          || entity.alias().filter(text::equalsIgnoreCase).isPresent()) {
        instead = mention.path("label").asText("");
      }
    }
    if (announced == 0 || epoch < announced || ++missed < CHANCES) {
      return Optional.empty();
    }
    return Optional.of(
        news(
            Step.NOT_LINKED,
            epoch,
            nanoTime,
            instead.isEmpty()
                ? "the engine is not sure enough of it in this sentence; try one that says more"
                    + " about it"
                : "in this sentence the engine finds '" + instead + "' likelier"));
  }

  /** The update cannot be used. */
  UpdateNews refused(String reason, long nanoTime) {
    return news(Step.FAILED, 0, nanoTime, reason);
  }

  /** The news that it took too long, when it did. */
  Optional<UpdateNews> overdue(long nanoTime) {
    Duration age = Duration.ofNanos(nanoTime - sentNanos);
    return age.compareTo(PATIENCE) < 0
        ? Optional.empty()
        : Optional.of(
            news(
                Step.FAILED,
                announced,
                nanoTime,
                "no document of the new epoch came within "
                    + PATIENCE.toSeconds()
                    + " s; the machine may be busy"));
  }

  private UpdateNews news(Step step, long epoch, long nanoTime, String detail) {
    return new UpdateNews(
        step, entity.id(), entity.label(), epoch, Duration.ofNanos(nanoTime - sentNanos), detail);
  }
}
