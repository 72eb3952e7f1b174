package io.qklm.stories;

import io.qklm.stories.term.TermCounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A document in the form in which it is held against stories.
 *
 * @param id the sender's, not blank
 * @param time when it was published; absent where nothing is known
 * @param terms its words, counted; those of the headline twice
 * @param names whom and what it names, each once
 * @param vector what it means as a vector of length 1; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // read by the scorer, never compared
public record StoryDocument(
    String id, Optional<Instant> time, TermCounts terms, List<StoryName> names, float[] vector) {

  public StoryDocument {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a document of a story needs an id that is not blank");
    }
    names = List.copyOf(names);
  }
}
