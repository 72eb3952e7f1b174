package io.qklm.document;

/** What the text of a document is, or what it was made from. */
public enum TextForm {
  /** The sender did not say. It is read as it is, unless markup is noticed in it. */
  UNSPECIFIED,

  /** Plain, as the sender says: it is read as it is, whatever it looks like. */
  PLAIN,

  /** HTML, as the sender says: its words are extracted before it is read. */
  HTML,

  /** Extracted from HTML; offsets point into the extracted text. */
  FROM_HTML,

  /** Extracted from a text in which markup was noticed; offsets point into the extracted text. */
  FROM_MARKUP;

  /** Whether the text is not what the sender sent, but was extracted from it. */
  public boolean isExtracted() {
    return this == FROM_HTML || this == FROM_MARKUP;
  }
}
