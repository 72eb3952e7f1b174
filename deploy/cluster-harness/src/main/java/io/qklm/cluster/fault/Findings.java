package io.qklm.cluster.fault;

import io.qklm.cluster.WorkerFigures;
import java.util.ArrayList;
import java.util.List;

/** What is seen in the course of one run. */
final class Findings {

  private final List<String> problems = new ArrayList<>();
  private final List<WorkerFigures> submissions = new ArrayList<>();
  private int furtherDocuments;

  /** A promise was broken; one sentence. */
  void problem(String sentence) {
    problems.add(sentence);
  }

  /** Adds a problem unless the promise was kept. */
  void expect(boolean kept, String sentence) {
    if (!kept) {
      problem(sentence);
    }
  }

  /** A submission was cancelled and left the worker so. */
  void submission(WorkerFigures worker) {
    submissions.add(worker);
  }

  /** More documents were sent than the run began with. */
  void sent(int documents) {
    furtherDocuments += documents;
  }

  List<String> problems() {
    return problems;
  }

  List<WorkerFigures> submissions() {
    return submissions;
  }

  int furtherDocuments() {
    return furtherDocuments;
  }
}
