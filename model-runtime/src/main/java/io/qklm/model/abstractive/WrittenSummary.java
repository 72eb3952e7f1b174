package io.qklm.model.abstractive;

import io.qklm.text.Span;
import java.util.List;

/**
 * What of a written summary was kept.
 *
 * @param sentences as they were written
 * @param sources for each the sentence of the text that has most of its words, UTF-16 units
 * @param dropped how many had a name or a number that the text does not have
 */
public record WrittenSummary(List<String> sentences, List<Source> sources, int dropped) {

  public WrittenSummary {
    sentences = List.copyOf(sentences);
    sources = List.copyOf(sources);
  }

  /**
   * A sentence of the text.
   *
   * @param span where it stands
   * @param share of the written sentence's words that it has, from 0 to 1
   */
  public record Source(Span span, double share) {}
}
