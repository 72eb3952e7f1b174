package io.qklm.model.answer;

import io.qklm.model.answer.lexicon.AnswerType;
import io.qklm.model.answer.lexicon.QuestionLexicon;
import io.qklm.model.answer.lexicon.QuestionText;
import io.qklm.model.answer.lexicon.TypeNoun;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a question's own words say of its answer.
 *
 * @param expected what kind of thing answers
 * @param noun behind "which", "what" or "how many", or at the head of a fragment
 * @param nounAt its word; -1 without
 * @param counts whether a number of things is asked for
 * @param confirms whether yes or no is asked for
 * @param chooses whether one of two that are named is asked for
 */
record QuestionFrame(
    AnswerType expected,
    Optional<TypeNoun> noun,
    int nounAt,
    boolean counts,
    boolean confirms,
    boolean chooses) {

  private static final Set<String> CONFIRMING =
      Set.of("is", "are", "was", "were", "did", "does", "do", "has", "have", "can");

  /** Behind "how", these ask for a number. */
  private static final Set<String> MEASURES =
      Set.of(
          "high",
          "tall",
          "long",
          "big",
          "large",
          "deep",
          "wide",
          "heavy",
          "fast",
          "far",
          "broad",
          "populous",
          "small",
          "short",
          "rich",
          "hot",
          "cold");

  /** How far behind "which" its noun may stand: "which large German city". */
  private static final int REACH = 4;

  static QuestionFrame of(QuestionText question, QuestionLexicon lexicon) {
    List<String> words = question.words();
    boolean chooses = words.contains("or");
    AnswerType expected = AnswerType.ANY;
    int noun = -1;
    boolean counts = false;
    boolean asks = false;
    for (int i = 0; i < words.size() && !asks; i++) {
      String next = i + 1 < words.size() ? words.get(i + 1) : "";
      asks = true;
      switch (words.get(i)) {
        case "who", "whom" -> expected = AnswerType.AGENT;
        case "where", "wheres" -> expected = AnswerType.PLACE;
        case "when", "whens" -> expected = AnswerType.TIME;
        case "how" -> {
          counts = next.equals("many") || next.equals("much");
          expected =
              counts || MEASURES.contains(next)
                  ? AnswerType.NUMBER
                  : next.equals("old") ? AnswerType.TIME : AnswerType.ANY;
        }
        case "which", "what", "whats" -> noun = noun(words, i + 1, REACH, lexicon);
        default -> asks = false;
      }
    }
    if (!asks) {
      counts = words.size() > 2 && words.get(0).equals("number") && words.get(1).equals("of");
      noun = noun(words, 0, words.size(), lexicon);
    }
    Optional<TypeNoun> type =
        noun < 0 ? Optional.empty() : Optional.ofNullable(lexicon.nouns().get(words.get(noun)));
    return new QuestionFrame(
        counts ? AnswerType.NUMBER : asks && type.isPresent() ? type.get().type() : expected,
        type,
        noun,
        counts,
        !asks && !chooses && !words.isEmpty() && CONFIRMING.contains(words.get(0)),
        chooses);
  }

  private static int noun(List<String> words, int from, int reach, QuestionLexicon lexicon) {
    for (int i = from; i < Math.min(words.size(), from + reach); i++) {
      if (lexicon.nouns().containsKey(words.get(i))) {
        return i;
      }
      if (i > from && CONFIRMING.contains(words.get(i)) && i > from + 1) {
        return -1;
      }
    }
    return -1;
  }
}
