package io.qklm.deploy.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/**
 * How far an update of the knowledge has come.
 *
 * @param step what has happened
 * @param entityId of the new entity
 * @param label of the new entity
 * @param epoch number of the epoch in question; 0 where none is
 * @param after since the update was sent
 * @param detail a sentence, may be empty
 */
public record UpdateNews(
    Step step, String entityId, String label, long epoch, Duration after, String detail) {

  /** What has happened. */
  public enum Step {
    SENT,
    ANNOUNCED,
    LINKED,
    NOT_LINKED,
    FAILED;

    /** Whether nothing more will come. */
    public boolean last() {
      return this != SENT && this != ANNOUNCED;
    }
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("step", step.name().toLowerCase(Locale.ROOT))
        .put("entityId", entityId)
        .put("label", label)
        .put("epoch", epoch)
        .put("afterMillis", after.toMillis())
        .put("detail", detail);
  }
}
