package io.qklm.training.task.masked;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Lookup;
import io.qklm.training.engine.Step;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.loss.Losses;
import io.qklm.training.model.Encoded;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.run.Batch;
import io.qklm.training.run.LengthBuckets;
import io.qklm.training.run.Seeds;
import io.qklm.training.run.Task;
import io.qklm.training.task.masked.WordMask.Masked;
import io.qklm.training.window.AnnotatedWindow;
import io.qklm.training.window.WindowBatch;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Hidden words guessed with the knowledge injected: cross-entropy over the whole vocabulary, which
 * for the few hidden words of a batch costs a tenth of what the encoder does.
 */
public final class MaskedTask implements Task {

  /**
   * How the task takes part in a run.
   *
   * @param name of its curve
   * @param weight share in the mix
   * @param batchTokens padded tokens of a batch
   * @param mask what is hidden
   * @param seed of the order and of what is hidden
   */
  public record Options(String name, double weight, int batchTokens, WordMask mask, long seed) {}

  private final Options options;
  private final KnowledgeNetwork network;
  private final MaskedWordHead head;
  private final TrainingKnowledge knowledge;
  private final List<AnnotatedWindow> windows;
  private final LengthBuckets buckets;

  /** A task over those of {@code windows} that have a word. */
  public MaskedTask(
      Options options,
      KnowledgeNetwork network,
      MaskedWordHead head,
      TrainingKnowledge knowledge,
      List<AnnotatedWindow> windows) {
    this.options = options;
    this.network = network;
    this.head = head;
    this.knowledge = knowledge;
    this.windows = windows.stream().filter(window -> window.words().length > 0).toList();
    this.buckets =
        LengthBuckets.of(
            this.windows, window -> window.row().size(), options.batchTokens(), options.seed());
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
    return hidden(number);
  }

  HiddenWords hidden(long number) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(options.seed() + 2, number));
    int vocabulary = network.encoder().shape().vocabulary();
    List<Masked> masked =
        buckets.batch(number).stream()
            .map(place -> options.mask().apply(windows.get(place), vocabulary, random))
            .toList();
    WindowBatch batch =
        WindowBatch.of(
            masked.stream().map(Masked::window).toList(), knowledge, UnaryOperator.identity());
    long columns = batch.tokens().columns();
    long[] places =
        IntStream.range(0, masked.size())
            .boxed()
            .flatMapToLong(
                row -> IntStream.of(masked.get(row).columns()).mapToLong(c -> row * columns + c))
            .toArray();
    long[] targets =
        masked.stream().flatMapToInt(one -> IntStream.of(one.targets())).asLongStream().toArray();
    return new HiddenWords(batch, places, targets);
  }

  /** A batch, where its hidden tokens stand in the flattened states, and what they are. */
  final class HiddenWords implements Batch {

    private final WindowBatch batch;
    private final long[] places;
    private final long[] targets;

    HiddenWords(WindowBatch batch, long[] places, long[] targets) {
      this.batch = batch;
      this.places = places;
      this.targets = targets;
    }

    long[] places() {
      return places.clone();
    }

    long[] targets() {
      return targets.clone();
    }

    WindowBatch windows() {
      return batch;
    }

    @Override
    public int tokens() {
      return batch.tokens().tokens();
    }

    @Override
    public NDArray loss(Step step) {
      Encoded encoded = network.encode(step, batch.tokens(), batch.mentions());
      NDArray states = encoded.states();
      NDArray flat = states.reshape(-1, states.getShape().getLastDimension());
      NDArray hidden = Lookup.rows(flat, step.longs(places, places.length));
      return Losses.crossEntropy(step, head.logits(step, hidden), targets, 0);
    }
  }
}
