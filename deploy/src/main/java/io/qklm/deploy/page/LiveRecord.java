package io.qklm.deploy.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * A document and its enrichment, as the page shows them.
 *
 * @param text the document's text, or its beginning; empty when it is no longer held
 * @param enrichment the record of the wire contract, without what lies beyond the text shown
 * @param latency from the document's making to here
 * @param origin who sent it
 * @param cut whether text and enrichment are the beginning alone
 */
public record LiveRecord(
    String text, JsonNode enrichment, Duration latency, Origin origin, boolean cut) {

  /** Who sent a document. */
  public enum Origin {
    /** The stream. */
    STREAM,
    /** A reader of the page. */
    READER,
    /** The page itself, to see whether a new entity is linked. */
    TRIAL
  }

  ObjectNode json(long sequence) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("sequence", sequence);
    json.put("origin", origin.name().toLowerCase(java.util.Locale.ROOT));
    json.put("latencyMillis", latency.toMillis());
    json.put("text", text);
    json.put("cut", cut);
    json.set("record", enrichment);
    return json;
  }
}
