package io.qklm.kg.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a build counts on its way. One thread. */
final class BuildTally {

  private static final int PROBLEMS_SHOWN = 10;

  private final int problemLimit;
  private final List<String> firstProblems = new ArrayList<>();
  private long problems;

  long mergedEntities;
  long entities;
  long facts;
  long unknownSubjects;
  long unknownObjects;
  long unknownSurfaces;
  long unusableSurfaces;
  long embedded;
  long precomputed;

  BuildTally(int problemLimit) {
    this.problemLimit = problemLimit;
  }

  /**
   * Counts a record that cannot be used.
   *
   * @throws IOException when there are more than the limit; the message names the first
   */
  void problem(String sentence) throws IOException {
    problems++;
    if (firstProblems.size() < PROBLEMS_SHOWN) {
      firstProblems.add(sentence);
    }
    if (problems > problemLimit) {
      throw new IOException(
          "the sources have more than "
              + problemLimit
              + " problems; mend them or allow more. The first:\n  "
              + String.join("\n  ", firstProblems));
    }
  }

  /** Whether a person should see this problem at once: only the first few are worth it. */
  boolean shows(String sentence) {
    return problems <= PROBLEMS_SHOWN && firstProblems.contains(sentence);
  }

  long problems() {
    return problems;
  }

  List<String> firstProblems() {
    return List.copyOf(firstProblems);
  }
}
