package io.qklm.stories.content;

import java.util.List;

/**
 * A story in a few sentences of its documents.
 *
 * @param sentences the newest first
 */
public record StorySummary(List<Sentence> sentences) {

  public StorySummary {
    sentences = List.copyOf(sentences);
  }

  /** A sentence with the document it stands in. */
  public record Sentence(String document, StorySentence sentence) {}
}
