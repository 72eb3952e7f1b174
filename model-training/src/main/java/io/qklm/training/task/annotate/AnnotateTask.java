package io.qklm.training.task.annotate;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Lookup;
import io.qklm.training.engine.Step;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.loss.Losses;
import io.qklm.training.model.Encoded;
import io.qklm.training.run.Batch;
import io.qklm.training.run.LengthBuckets;
import io.qklm.training.run.Seeds;
import io.qklm.training.run.Task;
import io.qklm.training.window.AnnotatedWindow;
import io.qklm.training.window.WindowBatch;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Names, their kinds and their entities, learned together: cross-entropy over words' labels, over
 * mentions' candidates at the end, and over the same candidates where they are injected.
 */
public final class AnnotateTask implements Task {

  /**
   * How the task takes part in a run.
   *
   * @param name of its curve
   * @param weight share in the mix
   * @param batchTokens padded tokens of a batch
   * @param labelSmoothing of words' labels, at least 0, below 1
   * @param linkWeight of the links' loss beside the names'
   * @param noise of candidates
   * @param seed of the order and of the noise
   */
  public record Options(
      String name,
      double weight,
      int batchTokens,
      float labelSmoothing,
      double linkWeight,
      CandidateNoise noise,
      long seed) {}

  private static final double AT_INJECTION = 0.5;

  private final Options options;
  private final AnnotateHeads heads;
  private final TrainingKnowledge knowledge;
  private final List<AnnotatedWindow> windows;
  private final LengthBuckets buckets;

  /** A task over {@code windows}. */
  public AnnotateTask(
      Options options,
      AnnotateHeads heads,
      TrainingKnowledge knowledge,
      List<AnnotatedWindow> windows) {
    this.options = options;
    this.heads = heads;
    this.knowledge = knowledge;
    this.windows = List.copyOf(windows);
    this.buckets =
        LengthBuckets.of(
            windows, window -> window.row().size(), options.batchTokens(), options.seed());
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
    SplittableRandom random = new SplittableRandom(Seeds.mix(options.seed(), number));
    List<AnnotatedWindow> chosen = buckets.batch(number).stream().map(windows::get).toList();
    return new AnnotateBatch(
        WindowBatch.of(chosen, knowledge, mentions -> options.noise().apply(mentions, random)));
  }

  private final class AnnotateBatch implements Batch {

    private final WindowBatch batch;

    AnnotateBatch(WindowBatch batch) {
      this.batch = batch;
    }

    @Override
    public int tokens() {
      return batch.tokens().tokens();
    }

    @Override
    public NDArray loss(Step step) {
      Encoded encoded = heads.network().encode(step, batch.tokens(), batch.mentions());
      // A batch may have nothing to judge; its gradients are zero then, not missing.
      NDArray loss = step.wide(encoded.states()).sum().mul(step.scalar(0));
      long[] labelled = batch.labelled();
      if (labelled.length > 0) {
        NDArray logits = heads.labels(step, encoded, batch);
        loss =
            loss.add(
                Losses.crossEntropy(
                    step,
                    Lookup.rows(logits, step.longs(labelled, labelled.length)),
                    batch.targets(),
                    options.labelSmoothing()));
      }
      long[] judged = batch.judged();
      if (judged.length > 0 && options.linkWeight() > 0) {
        float[] right = batch.right(judged);
        NDArray rows = step.longs(judged, judged.length);
        NDArray links = step.wide(heads.links().logits(step, encoded, batch.mentions()));
        NDArray link = Losses.marginalLikelihood(step, Lookup.rows(links, rows), right);
        if (encoded.injectionLogits().isPresent()) {
          NDArray early = step.wide(encoded.injectionLogits().get());
          NDArray injected = Losses.marginalLikelihood(step, Lookup.rows(early, rows), right);
          link = link.add(injected.mul(step.scalar(AT_INJECTION)));
        }
        loss = loss.add(link.mul(step.scalar(options.linkWeight())));
      }
      return loss;
    }
  }
}
