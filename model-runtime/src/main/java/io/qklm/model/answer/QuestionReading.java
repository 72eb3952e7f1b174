package io.qklm.model.answer;

import io.qklm.document.SentenceSplitter;
import io.qklm.model.linking.CandidateMention;
import io.qklm.model.window.Window;
import io.qklm.model.window.WindowLayout;
import io.qklm.model.window.WindowMention;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A question as training and the engine both read it: one window, and what it may ask for.
 *
 * @param window the question's first window; the rest of a longer question is not read
 * @param choices in the order of the window's mentions, their candidates and the candidates'
 *     relations, {@value #CHOICES} at most
 */
public record QuestionReading(Window window, List<Choice> choices) {

  /** Tokens of a question that are read, special ones included. */
  public static final int TOKENS = 64;

  /** What common words may mean has no end. */
  public static final int CHOICES = 4096;

  private static final SentenceSplitter SPLITTER = new SentenceSplitter();
  private static final String LANGUAGE = "en";

  public QuestionReading {
    choices = List.copyOf(choices);
  }

  /**
   * An entity that the question may name, and one of its relations.
   *
   * @param mention of the window, by number
   * @param candidate of the mention, by number
   * @param ordinal the entity
   * @param relation asked for
   */
  public record Choice(int mention, int candidate, int ordinal, DirectedRelation relation) {}

  /**
   * Reads {@code question}.
   *
   * @param layout of windows as long as a question may be
   * @param mentions in it, in the order of their spans
   * @param relations of an entity, in a lasting order
   * @return empty if it has no token
   */
  public static Optional<QuestionReading> of(
      String question,
      WindowLayout layout,
      List<CandidateMention> mentions,
      IntFunction<? extends Collection<DirectedRelation>> relations) {
    return layout.lay(SPLITTER.segment(question, LANGUAGE), mentions).windows().stream()
        .findFirst()
        .map(window -> new QuestionReading(window, choices(window, relations)));
  }

  private static List<Choice> choices(
      Window window, IntFunction<? extends Collection<DirectedRelation>> relations) {
    List<Choice> choices = new ArrayList<>();
    int number = 0;
    for (WindowMention mention : window.mentions()) {
      int[] ordinals = mention.mention().ordinals();
      for (int candidate = 0; candidate < ordinals.length; candidate++) {
        for (DirectedRelation relation : relations.apply(ordinals[candidate])) {
          if (choices.size() == CHOICES) {
            return choices;
          }
          choices.add(new Choice(number, candidate, ordinals[candidate], relation));
        }
      }
      number++;
    }
    return choices;
  }
}
