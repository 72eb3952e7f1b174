package io.qklm.benchmarks.sentences;

import java.util.Set;

/**
 * A text whose sentences are known.
 *
 * @param id of the document in its corpus
 * @param text of all its sentences
 * @param ends where they end: the position after the last character of each
 */
record MarkedDocument(String id, String text, Set<Integer> ends) {

  MarkedDocument {
    ends = Set.copyOf(ends);
  }
}
