package io.qklm.model.encoding;

import io.qklm.text.Span;
import java.util.List;

/**
 * A text as the language model sees it.
 *
 * @param text the text that was read
 * @param sentences its sentences, UTF-16 spans in order
 * @param sentenceVectors a unit vector per sentence
 * @param documentVector the unit vector of the whole text
 * @param tokens tokens read
 */
@SuppressWarnings("ArrayRecordComponent") // read by the heads, never compared
public record EncodedDocument(
    String text,
    List<Span> sentences,
    List<float[]> sentenceVectors,
    float[] documentVector,
    int tokens) {

  public EncodedDocument {
    sentences = List.copyOf(sentences);
    sentenceVectors = List.copyOf(sentenceVectors);
  }

  /**
   * Index of the sentence in which {@code position} stands, or of the last before it; -1 if none.
   */
  public int sentenceAt(int position) {
    int low = 0;
    int high = sentences.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sentences.get(middle).start() <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
