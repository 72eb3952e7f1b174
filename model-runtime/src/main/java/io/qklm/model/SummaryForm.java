package io.qklm.model;

import java.io.Serializable;

/**
 * What a summary is like.
 *
 * @param sentences of it at most
 * @param maxCharacters code points of its text at most, or {@link #UNLIMITED}. Sentences are never
 *     cut: a text whose every sentence is longer has no summary
 * @param ofEntities whether the sentence that says most of each linked entity is told too
 */
public record SummaryForm(int sentences, int maxCharacters, boolean ofEntities)
    implements Serializable {

  /** As many characters as the sentences have. */
  public static final int UNLIMITED = 0;

  public SummaryForm {
    OptionRange.require(sentences >= 1, "summarySentences", sentences, "1 or more");
    OptionRange.require(
        maxCharacters >= 0, "summaryCharacters", maxCharacters, "0 (no limit) or more");
  }

  /** Three sentences of any length. */
  public static SummaryForm defaults() {
    return new SummaryForm(3, UNLIMITED, false);
  }

  public SummaryForm withSentences(int most) {
    return new SummaryForm(most, maxCharacters, ofEntities);
  }

  public SummaryForm withMaxCharacters(int most) {
    return new SummaryForm(sentences, most, ofEntities);
  }

  public SummaryForm withOfEntities(boolean told) {
    return new SummaryForm(sentences, maxCharacters, told);
  }

  /** Code points of its text at most, {@link Integer#MAX_VALUE} where there is no limit. */
  int characters() {
    return maxCharacters == UNLIMITED ? Integer.MAX_VALUE : maxCharacters;
  }
}
