package io.qklm.training.task.salience;

import ai.djl.ndarray.NDArray;
import io.qklm.training.data.SummarizedText;
import io.qklm.training.engine.Step;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.loss.Losses;
import io.qklm.training.run.Batch;
import io.qklm.training.run.LengthBuckets;
import io.qklm.training.run.Task;
import java.util.List;

/** Binary cross-entropy over sentences: is it in the greedy summary? */
public final class SalienceTask implements Task {

  /** Characters of an English token, to guess lengths without tokenizing all texts at the start. */
  private static final int CHARACTERS_OF_A_TOKEN = 4;

  /**
   * How the task takes part in a run.
   *
   * @param name of its curve
   * @param weight share in the mix
   * @param batchTokens of a batch, roughly
   * @param limit characters of a text that are read
   * @param seed of the order
   */
  public record Options(String name, double weight, int batchTokens, int limit, long seed) {}

  private final Options options;
  private final SalienceNetwork network;
  private final TrainingKnowledge knowledge;
  private final SalienceEncoder encoder;
  private final List<SummarizedText> texts;
  private final LengthBuckets buckets;

  /** A task over {@code texts}, which are laid out when their turn comes. */
  public SalienceTask(
      Options options,
      SalienceNetwork network,
      TrainingKnowledge knowledge,
      SalienceEncoder encoder,
      List<SummarizedText> texts) {
    this.options = options;
    this.network = network;
    this.knowledge = knowledge;
    this.encoder = encoder;
    this.texts = List.copyOf(texts);
    this.buckets =
        new LengthBuckets(
            texts.stream()
                .mapToInt(text -> Math.min(text.text().length(), options.limit()))
                .map(length -> 1 + length / CHARACTERS_OF_A_TOKEN)
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
    List<SalienceDocument> documents =
        buckets.batch(number).stream()
            .map(place -> encoder.encode(texts.get(place)))
            .filter(document -> !document.sentences().isEmpty())
            .toList();
    return new SentencesBatch(SalienceBatch.of(documents, knowledge));
  }

  private final class SentencesBatch implements Batch {

    private final SalienceBatch batch;

    SentencesBatch(SalienceBatch batch) {
      this.batch = batch;
    }

    @Override
    public int tokens() {
      return batch.windows().tokens().tokens();
    }

    @Override
    public NDArray loss(Step step) {
      return Losses.binary(step, batch.logits(step, network), batch.chosen());
    }
  }
}
