package io.qklm.training.data;

import io.qklm.training.head.MentionLabel;
import java.util.List;

/**
 * A sentence in words, each with its label.
 *
 * @param words at least one
 */
public record TaggedSentence(List<Word> words) {

  /**
   * One word.
   *
   * @param text as written, not empty
   * @param spaceBefore whether a space precedes it; where a set does not say, all but the first
   *     word have one
   * @param label BIO: a name starts with B, also after no name
   */
  public record Word(String text, boolean spaceBefore, MentionLabel label) {

    public Word {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("a word of a tagged sentence has no text");
      }
    }
  }

  public TaggedSentence {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a tagged sentence has no words");
    }
  }

  /** The labels alone. */
  public List<MentionLabel> labels() {
    return words.stream().map(Word::label).toList();
  }
}
