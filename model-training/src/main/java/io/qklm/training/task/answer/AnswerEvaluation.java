package io.qklm.training.task.answer;

import io.qklm.measure.Bootstrap;
import io.qklm.training.data.GraphQuestion;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import io.qklm.training.knowledge.GraphKnowledge;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Figure;
import io.qklm.training.task.answer.AskedQuestion.Choice;
import io.qklm.training.window.AnnotatedMention;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** How many questions about known entities are understood, and how many answered. */
public final class AnswerEvaluation implements Evaluation {

  private static final int ROWS = 16;

  private final String name;
  private final Torch torch;
  private final Parameters parameters;
  private final Precision precision;
  private final AnswerNetwork network;
  private final GraphKnowledge graph;
  private final List<Known> questions = new ArrayList<>();
  private int covered;

  private record Known(GraphQuestion question, AskedQuestion asked) {}

  /**
   * What came out of one question about a known entity.
   *
   * @param reachable entity and relation were among the choices
   * @param understood entity and relation were chosen
   * @param answered what was chosen leads to the right answer
   */
  public record Score(boolean reachable, boolean understood, boolean answered) {}

  /** A measure over {@code questions}; those about unknown entities are left out. */
  public AnswerEvaluation(
      String name,
      Torch torch,
      Parameters parameters,
      Precision precision,
      AnswerNetwork network,
      GraphKnowledge graph,
      QuestionEncoder encoder,
      List<GraphQuestion> questions) {
    this.name = name;
    this.torch = torch;
    this.parameters = parameters;
    this.precision = precision;
    this.network = network;
    this.graph = graph;
    for (GraphQuestion question : questions) {
      if (graph.questions().ordinal(question.subject()).isPresent()) {
        covered++;
        encoder.known(question).ifPresent(asked -> this.questions.add(new Known(question, asked)));
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double measure() {
    return share(scores(), Score::understood) / 100;
  }

  @Override
  public List<Figure> figures(long seed) {
    List<Score> scores = scores();
    String note =
        String.format(
            Locale.ROOT,
            "%d questions about known entities, both among the choices of %.1f %%",
            scores.size(),
            share(scores, Score::reachable));
    return List.of(
        new Figure(
            "subject and relation both right",
            Bootstrap.resamples(scores, some -> share(some, Score::understood), seed),
            note),
        new Figure(
            "answer right",
            Bootstrap.resamples(scores, some -> share(some, Score::answered), seed),
            ""));
  }

  private static double share(List<Score> scores, Predicate<Score> which) {
    return scores.isEmpty() ? 0 : 100.0 * scores.stream().filter(which).count() / scores.size();
  }

  /** Asks every question. */
  public List<Score> scores() {
    List<Score> scores =
        new ArrayList<>(
            Collections.nCopies(covered - questions.size(), new Score(false, false, false)));
    for (int from = 0; from < questions.size(); from += ROWS) {
      List<Known> some = questions.subList(from, Math.min(questions.size(), from + ROWS));
      AnswerBatch batch = AnswerBatch.of(some.stream().map(Known::asked).toList(), graph);
      float[] logits;
      try (Step step = Step.plain(torch, parameters, precision)) {
        logits = batch.logits(step, network).toFloatArray();
      }
      for (int row = 0; row < some.size(); row++) {
        Known known = some.get(row);
        Choice choice = best(known.asked(), logits, row * batch.width());
        AnnotatedMention mention = known.asked().window().mentions().get(choice.mention());
        int entity = mention.ordinals()[choice.candidate()];
        scores.add(
            new Score(
                known.asked().reachable(),
                choice.right(),
                graph.holds(entity, choice.relation(), known.question().answer())));
      }
    }
    return scores;
  }

  private static Choice best(AskedQuestion question, float[] logits, int from) {
    int best = 0;
    for (int i = 1; i < question.choices().size(); i++) {
      if (logits[from + i] > logits[from + best]) {
        best = i;
      }
    }
    return question.choices().get(best);
  }
}
