package io.qklm.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Words with one space between them.
 *
 * @param text all of them
 * @param words the span of each, UTF-16 units; a blank word has an empty span
 */
record SpacedWords(String text, List<Span> words) {

  SpacedWords {
    words = List.copyOf(words);
  }

  /** The strings of arrays one after another. */
  static SpacedWords of(List<JsonNode> arrays) {
    StringBuilder text = new StringBuilder();
    List<Span> words = new ArrayList<>();
    for (JsonNode array : arrays) {
      for (JsonNode word : array) {
        String plain = word.asText().strip();
        if (!plain.isEmpty() && !text.isEmpty()) {
          text.append(' ');
        }
        words.add(new Span(text.length(), text.length() + plain.length()));
        text.append(plain);
      }
    }
    return new SpacedWords(text.toString(), words);
  }

  /**
   * From the first word to before the last.
   *
   * @throws IllegalArgumentException if there are no such words
   */
  Span span(int first, int end) {
    if (first < 0 || end <= first || end > words.size()) {
      throw new IllegalArgumentException(
          "words " + first + " to " + end + " of " + words.size() + " are no name");
    }
    return new Span(words.get(first).start(), words.get(end - 1).end());
  }
}
