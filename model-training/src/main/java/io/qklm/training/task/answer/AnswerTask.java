package io.qklm.training.task.answer;

import ai.djl.ndarray.NDArray;
import io.qklm.model.answer.DirectedRelation;
import io.qklm.training.data.GraphQuestion;
import io.qklm.training.engine.Step;
import io.qklm.training.knowledge.GraphKnowledge;
import io.qklm.training.loss.Losses;
import io.qklm.training.run.Batch;
import io.qklm.training.run.LengthBuckets;
import io.qklm.training.run.Task;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Entity and relation of a question, learned as one choice among all entities it may name and all
 * their relations. A question about an entity that the epoch lacks teaches the relation alone,
 * among all relations that the questions ask for.
 */
public final class AnswerTask implements Task {

  /** Questions are short: guessed by their characters, so that none is tokenized at the start. */
  private static final int CHARACTERS_OF_A_TOKEN = 4;

  /**
   * How the task takes part in a run.
   *
   * @param name of its curve
   * @param weight share in the mix
   * @param batchTokens of a batch, roughly
   * @param seed of the order
   */
  public record Options(String name, double weight, int batchTokens, long seed) {}

  private final Options options;
  private final AnswerNetwork network;
  private final GraphKnowledge graph;
  private final QuestionEncoder encoder;
  private final List<GraphQuestion> questions;
  private final Set<DirectedRelation> relations = new LinkedHashSet<>();
  private final LengthBuckets buckets;

  /** A task over {@code questions}, which are laid out when their turn comes. */
  public AnswerTask(
      Options options,
      AnswerNetwork network,
      GraphKnowledge graph,
      QuestionEncoder encoder,
      List<GraphQuestion> questions) {
    this.options = options;
    this.network = network;
    this.graph = graph;
    this.encoder = encoder;
    this.questions = questions.stream().filter(q -> !q.question().isBlank()).toList();
    this.questions.forEach(q -> relations.add(new DirectedRelation(q.relation(), q.reversed())));
    this.buckets =
        new LengthBuckets(
            this.questions.stream()
                .mapToInt(question -> 3 + question.question().length() / CHARACTERS_OF_A_TOKEN)
                .toArray(),
            options.batchTokens(),
            options.seed());
  }

  @Override
  public String name() {
    return options.name();
  }

  @Override
  public double weight() {
    return options.weight();
  }

  @Override
  public Batch batch(long number) {
    List<AskedQuestion> asked =
        buckets.batch(number).stream().map(questions::get).map(this::asked).toList();
    return new QuestionsBatch(AnswerBatch.of(asked, graph));
  }

  private AskedQuestion asked(GraphQuestion question) {
    return encoder
        .known(question)
        .filter(AskedQuestion::reachable)
        .orElseGet(() -> encoder.relationOnly(question, relations));
  }

  private final class QuestionsBatch implements Batch {

    private final AnswerBatch batch;

    QuestionsBatch(AnswerBatch batch) {
      this.batch = batch;
    }

    @Override
    public int tokens() {
      return batch.windows().tokens().tokens();
    }

    @Override
    public NDArray loss(Step step) {
      return Losses.marginalLikelihood(step, batch.logits(step, network), batch.right());
    }
  }
}
