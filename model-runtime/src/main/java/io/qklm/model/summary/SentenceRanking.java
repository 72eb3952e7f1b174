package io.qklm.model.summary;

import java.util.Collection;
import java.util.OptionalInt;

/** Which sentences of a text say most of it, the next beside those that were chosen. */
public interface SentenceRanking {

  /** How much of the text a sentence says, from 0 to 1; by its number in the text. */
  double score(int sentence);

  /**
   * The sentence that adds most.
   *
   * @param chosen numbers of the sentences that stand in the summary already
   * @param open numbers of those that may come, in their order
   * @return one of {@code open}; empty where none of them is worth it
   */
  OptionalInt next(Collection<Integer> chosen, Collection<Integer> open);
}
