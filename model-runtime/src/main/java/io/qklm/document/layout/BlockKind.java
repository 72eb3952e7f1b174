package io.qklm.document.layout;

/** What a block of a text is, by its form. */
public enum BlockKind {
  /** Running text; summaries are made of it alone. */
  PROSE,
  /** A headline or the title of a part. */
  HEADING,
  /** Who wrote a text, and when it was published. */
  BYLINE,
  /** The place, day and agency before a news text: "LONDON, March 3 (Reuters) —". */
  DATELINE,
  /** An item with a bullet, a number or a time of day before it. */
  LIST_ITEM,
  /** A row of a table, or one of its cells where tabs or bars part them. */
  TABLE_ROW,
  /** What stands below a picture. */
  CAPTION,
  /** What a page says on every page: "Read more", cookies, newsletters, copyright. */
  BOILERPLATE
}
