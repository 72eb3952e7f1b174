package io.qklm.model;

import java.io.Serializable;

/**
 * What a summary is like.
 *
 * @param sentences of it at most
 * @param maxCharacters code points of its text at most, or {@link #UNLIMITED}. Sentences are never
 *     cut: a text whose every sentence is longer has no summary
 * @param ofEntities whether the sentence that says most of each linked entity is told too
 * @param summarizer folder of an encoder-decoder that writes the summary, readable under this path
 *     on every worker; blank for sentences of the text
 */
public record SummaryForm(int sentences, int maxCharacters, boolean ofEntities, String summarizer)
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
    return new SummaryForm(3, UNLIMITED, false, "");
  }

  public SummaryForm withSentences(int most) {
    return new SummaryForm(most, maxCharacters, ofEntities, summarizer);
  }

  public SummaryForm withMaxCharacters(int most) {
    return new SummaryForm(sentences, most, ofEntities, summarizer);
  }

  public SummaryForm withOfEntities(boolean told) {
    return new SummaryForm(sentences, maxCharacters, told, summarizer);
  }

  /** The same, written by the encoder-decoder in {@code folder}. */
  public SummaryForm withSummarizer(String folder) {
    return new SummaryForm(sentences, maxCharacters, ofEntities, folder);
  }

  /** Code points of its text at most, {@link Integer#MAX_VALUE} where there is no limit. */
  int characters() {
    return maxCharacters == UNLIMITED ? Integer.MAX_VALUE : maxCharacters;
  }
}
