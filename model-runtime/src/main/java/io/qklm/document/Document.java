package io.qklm.document;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
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
 * @param form what the text is: plain or HTML, and whether the sender said so
 */
public record Document(
    String id,
    String text,
    Optional<String> title,
    Optional<String> url,
    Optional<String> language,
    Optional<Instant> publishedAt,
    Map<String, String> attributes,
    TextForm form) {

  public Document {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a document needs an id that is not blank");
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException("document '" + id + "' has no text");
    }
    attributes = java.util.Collections.unmodifiableMap(new TreeMap<>(attributes));
    // A state of before there was this field has none.
    form = Objects.requireNonNullElse(form, TextForm.UNSPECIFIED);
  }

  /** A document whose sender did not say whether its text is plain. */
  public Document(
      String id,
      String text,
      Optional<String> title,
      Optional<String> url,
      Optional<String> language,
      Optional<Instant> publishedAt,
      Map<String, String> attributes) {
    this(id, text, title, url, language, publishedAt, attributes, TextForm.UNSPECIFIED);
  }

  /** A document of which only id and text are known. */
  public static Document of(String id, String text) {
    return new Document(
        id, text, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
  }

  /** A document whose text is HTML; what is enriched is the text that a reader would see. */
  public static Document ofHtml(String id, String html) {
    return of(id, html).withText(html, TextForm.HTML);
  }

  /** The same with another text. */
  public Document withText(String other, TextForm otherForm) {
    return new Document(id, other, title, url, language, publishedAt, attributes, otherForm);
  }
}
