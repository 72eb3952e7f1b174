package io.qklm.document;

import io.qklm.text.Span;
import java.util.List;

/**
 * The document in a few of its own sentences.
 *
 * @param text the chosen sentences in the document's order, joined by one space
 * @param method how it was made, such as {@code extractive}
 * @param sentences the chosen sentences
 */
public record Summary(String text, String method, List<Sentence> sentences) {

  public Summary {
    sentences = List.copyOf(sentences);
  }

  /**
   * One chosen sentence.
   *
   * @param span where it stands, in code points of the document's text
   * @param score how much of the document it says, from 0 to 1
   */
  public record Sentence(Span span, double score) {}
}
