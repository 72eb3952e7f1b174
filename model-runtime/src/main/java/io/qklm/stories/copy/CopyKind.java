package io.qklm.stories.copy;

/** How much of a text stood in an earlier one. */
public enum CopyKind {
  /** The same words in the same order. */
  EXACT,
  /** Nearly all of both: another agency line, a few words changed, paragraphs in another order. */
  NEAR,
  /** One holds most of the other: a text that was cut, or one that was added to. */
  PARTIAL
}
