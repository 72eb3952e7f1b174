package io.qklm.document;

import io.qklm.text.Span;
import java.util.List;

/**
 * The document in a few sentences: its own, or such as a model wrote.
 *
 * @param text the sentences, joined by one space; of the document's own in its order
 * @param method {@value #EXTRACTIVE} of the document's own sentences, {@value #ABSTRACTIVE} of
 *     written ones
 * @param sentences the document's sentences that it is made of; where it was written, those that
 *     have most of its words
 * @param dropped sentences that were written and left out, because they had a name or a number that
 *     the document does not have
 */
public record Summary(String text, String method, List<Sentence> sentences, int dropped) {

  public static final String EXTRACTIVE = "extractive";
  public static final String ABSTRACTIVE = "abstractive";

  public Summary {
    sentences = List.copyOf(sentences);
  }

  /** Of which nothing was left out. */
  public Summary(String text, String method, List<Sentence> sentences) {
    this(text, method, sentences, 0);
  }

  /** The same after sentences that were written were left out. */
  public Summary withDropped(int count) {
    return new Summary(text, method, sentences, count);
  }

  /**
   * One chosen sentence.
   *
   * @param span where it stands, in code points of the document's text
   * @param score how much of the document it says, from 0 to 1; of a written summary how much of
   *     the written sentence it says
   */
  public record Sentence(Span span, double score) {}
}
