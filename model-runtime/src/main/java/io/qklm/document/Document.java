package io.qklm.document;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A text to enrich, with what its sender said about it. Readers reject text that is not well-formed
 * Unicode before a document is made.
 *
 * @param id the sender's identifier, not blank
 * @param text the text; offsets in the enrichment count its code points
 * @param title headline, if given
 * @param url where it came from, if given
 * @param language BCP 47 language code, if the sender gave one
 * @param publishedAt when it was published, if given
 * @param attributes the sender's own fields, carried through
 */
public record Document(
    String id,
    String text,
    Optional<String> title,
    Optional<String> url,
    Optional<String> language,
    Optional<Instant> publishedAt,
    Map<String, String> attributes) {

  public Document {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a document needs an id that is not blank");
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException("document '" + id + "' has no text");
    }
    attributes = java.util.Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** A document of which only id and text are known. */
  public static Document of(String id, String text) {
    return new Document(
        id, text, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
  }
}
