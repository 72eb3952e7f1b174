package io.qklm.training.task.answer;

import io.qklm.model.answer.DirectedRelation;
import io.qklm.model.answer.QuestionReading;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.window.WindowLayout;
import io.qklm.training.data.GraphQuestion;
import io.qklm.training.knowledge.GraphKnowledge;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.task.answer.AskedQuestion.Choice;
import io.qklm.training.window.AnnotatedWindow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Lays out questions. */
public final class QuestionEncoder {

  private final GraphKnowledge graph;
  private final TrainingKnowledge knowledge;
  private final WindowLayout layout;

  /** An encoder that borrows both. */
  public QuestionEncoder(TextTokenizer tokenizer, GraphKnowledge graph) {
    this.graph = graph;
    this.knowledge = graph.questions();
    this.layout = new WindowLayout(tokenizer, QuestionReading.TOKENS);
  }

  /** The question among what the epoch knows; empty if nothing in it is known. */
  Optional<AskedQuestion> known(GraphQuestion question) {
    OptionalInt subject = knowledge.ordinal(question.subject());
    DirectedRelation wanted = new DirectedRelation(question.relation(), question.reversed());
    Optional<QuestionReading> read = read(question);
    if (read.isEmpty() || read.get().choices().isEmpty()) {
      return Optional.empty();
    }
    List<Choice> choices = new ArrayList<>();
    for (QuestionReading.Choice choice : read.get().choices()) {
      boolean about = subject.isPresent() && subject.getAsInt() == choice.ordinal();
      boolean right = about && choice.relation().equals(wanted);
      choices.add(new Choice(choice.mention(), choice.candidate(), choice.relation(), right));
    }
    return Optional.of(
        new AskedQuestion(
            AnnotatedWindow.unlabelled(read.get().window()), choices, subject.isPresent()));
  }

  /** The question among all {@code relations}, whatever it is about. */
  AskedQuestion relationOnly(GraphQuestion question, Set<DirectedRelation> relations) {
    DirectedRelation wanted = new DirectedRelation(question.relation(), question.reversed());
    Set<DirectedRelation> all = new LinkedHashSet<>(relations);
    all.add(wanted);
    AnnotatedWindow window =
        read(question)
            .map(read -> AnnotatedWindow.unlabelled(read.window()))
            .orElseThrow(
                () -> new IllegalArgumentException("a question has no token: " + question));
    return new AskedQuestion(
        window, all.stream().map(r -> new Choice(-1, 0, r, r.equals(wanted))).toList(), false);
  }

  /** As the engine reads it. */
  private Optional<QuestionReading> read(GraphQuestion question) {
    String words = question.question();
    return QuestionReading.of(words, layout, knowledge.mentions(words), graph::relations);
  }
}
