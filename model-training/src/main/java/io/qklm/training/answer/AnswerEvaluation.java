package io.qklm.training.answer;

import io.qklm.training.annotate.AnnotatedWindow.WindowMention;
import io.qklm.training.answer.AskedQuestion.Choice;
import io.qklm.training.data.GraphQuestion;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import io.qklm.training.knowledge.GraphKnowledge;
import io.qklm.training.run.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
   * What came out.
   *
   * @param covered questions whose entity the epoch has
   * @param reachable those whose entity and relation were among the choices
   * @param understood those whose entity and relation were chosen
   * @param answered those where what was chosen leads to the right answer
   */
  public record Score(int covered, int reachable, int understood, int answered) {}

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
    return covered == 0 ? 0 : (double) score().understood() / covered;
  }

  @Override
  public List<String> describe() {
    Score score = score();
    return List.of(
        name,
        String.format(
            Locale.ROOT,
            "  subject and relation right %.2f %%, answer right %.2f %% of %d questions about known"
                + " entities; both among the choices of %d",
            100.0 * score.understood() / Math.max(1, score.covered()),
            100.0 * score.answered() / Math.max(1, score.covered()),
            score.covered(),
            score.reachable()));
  }

  /** Asks every question. */
  public Score score() {
    int understood = 0;
    int answered = 0;
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
        WindowMention mention = known.asked().window().mentions().get(choice.mention());
        int entity = mention.ordinals()[choice.candidate()];
        understood += choice.right() ? 1 : 0;
        answered += graph.holds(entity, choice.relation(), known.question().answer()) ? 1 : 0;
      }
    }
    int reachable = (int) questions.stream().filter(q -> q.asked().reachable()).count();
    return new Score(covered, reachable, understood, answered);
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
