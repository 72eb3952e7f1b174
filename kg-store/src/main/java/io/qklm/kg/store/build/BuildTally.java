package io.qklm.kg.store.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a build counts on its way. One thread. */
final class BuildTally {

  private static final int PROBLEMS_SHOWN = 10;

  private final int problemLimit;
  private final List<String> firstProblems = new ArrayList<>();
  private final List<String> incomplete = new ArrayList<>();
  private long problems;

  /** Records that sources passed on. */
  long read;

  long mergedEntities;
  long entities;
  long facts;
  long unknownSubjects;
  long unknownObjects;
  long unknownSurfaces;
  long unusableSurfaces;
  long embedded;
  long precomputed;

  /** What came from where; known when records are written. */
  MergeReport merging = new MergeReport(List.of(), 0, 0, 0, 0, List.of(), 0, 0);

  /** Records that came under another id of their entity. */
  long joinedRecords;

  /** Ids that are said to stand for several entities, or for themselves in a circle. */
  long idConflicts;

  /** Names and counts left out because no entity has their id. */
  long unknownAdditions;

  /** Relations for resolution left out because no entity has the id of their object. */
  long unrelated;

  BuildTally(int problemLimit) {
    this.problemLimit = problemLimit;
  }

  /**
   * Counts a record that cannot be used and shows it while there are few of them.
   *
   * @throws IOException when there are more than the limit; the message names the first
   */
  void problem(String place, String reason, BuildWatch watch) throws IOException {
    String sentence = place + ": " + reason;
    problems++;
    if (firstProblems.size() < PROBLEMS_SHOWN) {
      firstProblems.add(sentence);
      watch.note(sentence);
    }
    if (problems > problemLimit) {
      throw new IOException(
          "the sources have more than "
              + problemLimit
              + " problems; mend them or allow more. The first:\n  "
              + String.join("\n  ", firstProblems));
    }
  }

  /** Counts a source that ends too early; told like a problem, and once more at the end. */
  void incomplete(String place, String reason, BuildWatch watch) throws IOException {
    incomplete.add(place + ": " + reason);
    problem(place, reason, watch);
  }

  /** How much was left out so far. */
  Skipped skipped() {
    return new Skipped(read, problems, incomplete);
  }

  /** Goes on counting from a checkpoint. */
  void restore(BuildCheckpoint from) {
    problems = from.problems();
    read = from.read();
    incomplete.clear();
    incomplete.addAll(from.incomplete());
    firstProblems.clear();
    firstProblems.addAll(from.firstProblems());
    unusableSurfaces = from.unusableSurfaces();
  }

  long problems() {
    return problems;
  }

  List<String> firstProblems() {
    return List.copyOf(firstProblems);
  }
}
