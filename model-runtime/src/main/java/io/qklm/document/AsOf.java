package io.qklm.document;

/** How the epoch of an enrichment fits the document's time, where epochs are chosen by it. */
public enum AsOf {
  /** The newest epoch that took effect at the document's time or before. */
  EXACT("exact"),

  /** The document is older than the first epoch, which was used. */
  BEFORE_FIRST("before-first"),

  /** The epoch of the document's time is not kept any more; the oldest that is was used. */
  NOT_RETAINED("not-retained"),

  /** The wait for news of epochs ended; the newest known by then was used. */
  UNSETTLED("unsettled");

  private final String word;

  AsOf(String word) {
    this.word = word;
  }

  /** As it is written. */
  public String word() {
    return word;
  }
}
