package io.qklm.training.run;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;
import io.qklm.training.loss.Losses;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.model.Mention;
import io.qklm.training.model.MentionBatch;
import io.qklm.training.model.TokenBatch;
import io.qklm.training.model.TokenRow;
import io.qklm.training.task.annotate.TokenClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Made-up sentences whose names are told by their words and by knowledge, on a tiny network. */
final class TinyTask implements Task {

  static final EncoderShape SHAPE = new EncoderShape(60, 16, 32, 2, 4, 64, 1);
  static final int DIMENSION = 16;
  private static final int ROWS = 8;
  private static final int NAMES_FROM = 40;

  private final KnowledgeNetwork network;
  private final TokenClassifier head;
  private final AtomicLong taken = new AtomicLong();
  private boolean collects;
  private long failsFrom = Long.MAX_VALUE;
  private long failsTo = Long.MAX_VALUE;

  TinyTask(Parameters parameters) {
    this.network =
        new KnowledgeNetwork(parameters, SHAPE, new KnowledgeNetwork.Knowledge(DIMENSION, 1, true));
    this.head = new TokenClassifier(parameters, SHAPE.hidden());
  }

  /** Forces a collection between forward and backward pass. */
  TinyTask collecting(boolean collects) {
    this.collects = collects;
    return this;
  }

  /** Batches of these numbers give no number. */
  TinyTask failingFrom(long from, long to) {
    this.failsFrom = from;
    this.failsTo = to;
    return this;
  }

  /** Batches prepared so far. */
  long taken() {
    return taken.get();
  }

  @Override
  public String name() {
    return "tags";
  }

  @Override
  public double weight() {
    return 1;
  }

  @Override
  public Batch batch(long number) {
    taken.incrementAndGet();
    SplittableRandom random = new SplittableRandom(number);
    List<TokenRow> rows = new ArrayList<>();
    List<Mention> mentions = new ArrayList<>();
    List<Integer> tagged = new ArrayList<>();
    List<Long> labels = new ArrayList<>();
    int columns = 12;
    for (int row = 0; row < ROWS; row++) {
      int length = row == 0 ? columns : random.nextInt(4, columns + 1);
      int[] ids = new int[length];
      for (int token = 0; token < length; token++) {
        ids[token] = random.nextInt(SHAPE.vocabulary());
        boolean name = ids[token] >= NAMES_FROM;
        tagged.add(row * columns + token);
        labels.add((long) (name ? 1 + ids[token] % 8 : 0));
        if (name && random.nextInt(3) > 0) {
          float[] vector = new float[DIMENSION];
          vector[ids[token] % DIMENSION] = 1;
          mentions.add(
              new Mention(row, token, token + 1, new float[][] {vector}, new float[][] {{-0.1f}}));
        }
      }
      rows.add(new TokenRow(ids, new byte[length]));
    }
    TokenBatch batch = TokenBatch.of(rows);
    MentionBatch candidates = MentionBatch.of(mentions, DIMENSION, 1);
    long[] places = tagged.stream().mapToLong(Integer::longValue).toArray();
    long[] targets = labels.stream().mapToLong(Long::longValue).toArray();
    return new Batch() {
      @Override
      public int tokens() {
        return batch.tokens();
      }

      @Override
      public NDArray loss(Step step) {
        NDArray states = network.encode(step, batch, candidates).states();
        NDArray flat = states.reshape(-1, SHAPE.hidden());
        NDArray read = io.qklm.training.engine.Lookup.rows(flat, step.longs(places, places.length));
        NDArray logits = head.logits(step, read);
        NDArray loss = Losses.crossEntropy(step, logits, targets, 0.05f);
        if (collects) {
          System.gc();
        }
        boolean fails = number >= failsFrom && number < failsTo;
        return fails ? loss.mul(step.scalar(Double.NaN)) : loss;
      }
    };
  }
}
