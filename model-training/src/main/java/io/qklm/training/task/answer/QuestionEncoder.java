package io.qklm.training.task.answer;

import io.qklm.model.answer.DirectedRelation;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.GraphQuestion;
import io.qklm.training.knowledge.GraphKnowledge;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.task.answer.AskedQuestion.Choice;
import io.qklm.training.window.AnnotatedMention;
import io.qklm.training.window.AnnotatedWindow;
import io.qklm.training.window.WindowEncoder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Lays out questions. */
public final class QuestionEncoder {

  /** Tokens of a question that are read, special ones included. */
  public static final int TOKENS = 64;

  /** Choices of a question at most; what common words may mean has no end. */
  private static final int CHOICES = 4096;

  private final GraphKnowledge graph;
  private final TrainingKnowledge knowledge;
  private final WindowEncoder windows;

  /** An encoder that borrows both. */
  public QuestionEncoder(TextTokenizer pieces, GraphKnowledge graph) {
    this.graph = graph;
    this.knowledge = graph.questions();
    this.windows = new WindowEncoder(pieces, knowledge, TOKENS);
  }

  /** The question among what the epoch knows; empty if nothing in it is known. */
  Optional<AskedQuestion> known(GraphQuestion question) {
    OptionalInt subject = knowledge.ordinal(question.subject());
    DirectedRelation wanted = new DirectedRelation(question.relation(), question.reversed());
    Optional<AnnotatedWindow> window = window(question);
    List<Choice> choices = new ArrayList<>();
    List<AnnotatedMention> mentions = window.map(AnnotatedWindow::mentions).orElse(List.of());
    for (int mention = 0; mention < mentions.size(); mention++) {
      int[] ordinals = mentions.get(mention).ordinals();
      for (int candidate = 0; candidate < ordinals.length; candidate++) {
        boolean about = subject.isPresent() && subject.getAsInt() == ordinals[candidate];
        for (DirectedRelation relation : graph.relations(ordinals[candidate])) {
          if (choices.size() < CHOICES) {
            boolean right = about && relation.equals(wanted);
            choices.add(new Choice(mention, candidate, relation, right));
          }
        }
      }
    }
    return window.isEmpty() || choices.isEmpty()
        ? Optional.empty()
        : Optional.of(new AskedQuestion(window.get(), choices, subject.isPresent()));
  }

  /** The question among all {@code relations}, whatever it is about. */
  AskedQuestion relationOnly(GraphQuestion question, Set<DirectedRelation> relations) {
    DirectedRelation wanted = new DirectedRelation(question.relation(), question.reversed());
    Set<DirectedRelation> all = new LinkedHashSet<>(relations);
    all.add(wanted);
    AnnotatedWindow window =
        window(question)
            .orElseThrow(
                () -> new IllegalArgumentException("a question has no token: " + question));
    return new AskedQuestion(
        window, all.stream().map(r -> new Choice(-1, 0, r, r.equals(wanted))).toList(), false);
  }

  private Optional<AnnotatedWindow> window(GraphQuestion question) {
    return windows
        .encode(new AnnotatedText("", question.question(), Optional.empty(), Optional.empty()))
        .stream()
        .findFirst();
  }
}
