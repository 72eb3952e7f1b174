package io.qklm.training.task.salience;

import io.qklm.training.window.AnnotatedWindow;
import java.util.List;

/**
 * A text as the network reads it, and its sentences.
 *
 * @param windows of the text
 * @param sentences in their order; those without a token are left out
 * @param overlap with the reference
 */
public record SalienceDocument(
    List<AnnotatedWindow> windows, List<Sentence> sentences, WordOverlap overlap) {

  public SalienceDocument {
    windows = List.copyOf(windows);
    sentences = List.copyOf(sentences);
  }

  /**
   * A sentence.
   *
   * @param parts where its tokens stand; more than one of a sentence that was cut
   * @param place what is known of it beside its words
   * @param words in small letters
   * @param chosen whether the greedy summary has it
   */
  @SuppressWarnings("ArrayRecordComponent") // on the way into a tensor, never compared
  record Sentence(List<Part> parts, float[] place, List<String> words, boolean chosen) {

    Sentence {
      parts = List.copyOf(parts);
      words = List.copyOf(words);
    }
  }

  /**
   * A stretch of a sentence.
   *
   * @param window its number
   * @param start first column
   * @param end column after the last
   */
  record Part(int window, int start, int end) {

    int tokens() {
      return end - start;
    }
  }

  /** Tokens of all windows. */
  int tokens() {
    return windows.stream().mapToInt(window -> window.row().size()).sum();
  }
}
