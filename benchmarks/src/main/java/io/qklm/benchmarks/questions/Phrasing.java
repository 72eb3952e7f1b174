package io.qklm.benchmarks.questions;

import java.util.List;
import java.util.Locale;

/** How a question begins. */
enum Phrasing {
  WHO("who, whose"),
  WHEN("when"),
  WHERE("where"),
  HOW("how"),
  WHICH("which, what"),
  YES_NO("yes or no"),
  NO_QUESTION_WORD("no question word");

  private static final List<String> VERBS =
      List.of("is", "are", "was", "were", "did", "does", "do", "has", "have", "can");

  private final String words;

  Phrasing(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  static Phrasing of(String question) {
    List<String> all = List.of(question.toLowerCase(Locale.ROOT).split("[^a-z]+"));
    for (String word : all) {
      switch (word) {
        case "who", "whose", "whom" -> {
          return WHO;
        }
        case "when" -> {
          return WHEN;
        }
        case "where" -> {
          return WHERE;
        }
        case "how" -> {
          return HOW;
        }
        case "which", "what" -> {
          return WHICH;
        }
        default -> {}
      }
    }
    return !all.isEmpty() && VERBS.contains(all.get(0)) ? YES_NO : NO_QUESTION_WORD;
  }
}
