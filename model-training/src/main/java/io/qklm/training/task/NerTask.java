package io.qklm.training.task;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Lookup;
import io.qklm.training.engine.Step;
import io.qklm.training.head.TokenClassifier;
import io.qklm.training.loss.Losses;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.model.TokenBatch;
import io.qklm.training.run.Batch;
import io.qklm.training.run.Task;
import java.util.ArrayList;
import java.util.List;

/** Names and their kinds, learned at the first token of each word, without knowledge. */
public final class NerTask implements Task {

  /**
   * How the task takes part in a run.
   *
   * @param name of its curve
   * @param weight share in the mix
   * @param batchTokens padded tokens of a batch
   * @param labelSmoothing at least 0, below 1
   * @param seed of the examples' order
   */
  public record Options(
      String name, double weight, int batchTokens, float labelSmoothing, long seed) {}

  private final Options options;
  private final KnowledgeNetwork network;
  private final TokenClassifier head;
  private final List<EncodedSentence> sentences;
  private final LengthBuckets buckets;

  /** A task over {@code sentences}; those without any token teach nothing and are left out. */
  public NerTask(
      Options options,
      KnowledgeNetwork network,
      TokenClassifier head,
      List<EncodedSentence> sentences) {
    this.options = options;
    this.network = network;
    this.head = head;
    this.sentences = sentences.stream().filter(sentence -> sentence.row().size() > 2).toList();
    this.buckets =
        new LengthBuckets(
            this.sentences.stream().mapToInt(sentence -> sentence.row().size()).toArray(),
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
    return new NerBatch(WordBatch.of(buckets.batch(number).stream().map(sentences::get).toList()));
  }

  /** Sentences side by side, and where their words begin. */
  @SuppressWarnings("ArrayRecordComponent") // tensors in waiting, never compared
  record WordBatch(TokenBatch tokens, long[] places, long[] targets) {

    static WordBatch of(List<EncodedSentence> sentences) {
      TokenBatch tokens = TokenBatch.of(sentences.stream().map(EncodedSentence::row).toList());
      List<Long> places = new ArrayList<>();
      List<Long> targets = new ArrayList<>();
      for (int row = 0; row < sentences.size(); row++) {
        EncodedSentence sentence = sentences.get(row);
        for (int word = 0; word < sentence.firstTokens().length; word++) {
          int first = sentence.firstTokens()[word];
          if (first >= 0 && first < sentence.row().size() - 1) {
            places.add((long) row * tokens.columns() + first);
            targets.add((long) sentence.labels().get(word).index());
          }
        }
      }
      return new WordBatch(
          tokens,
          places.stream().mapToLong(Long::longValue).toArray(),
          targets.stream().mapToLong(Long::longValue).toArray());
    }

    /** Logits of every word's first token, {@code [words, labels]}. */
    NDArray logits(Step step, KnowledgeNetwork network, TokenClassifier head) {
      NDArray states = network.encode(step, tokens).states();
      NDArray flat = states.reshape(-1, network.encoder().shape().hidden());
      return head.logits(step, Lookup.rows(flat, step.longs(places, places.length)));
    }
  }

  private final class NerBatch implements Batch {

    private final WordBatch words;

    NerBatch(WordBatch words) {
      this.words = words;
    }

    @Override
    public int tokens() {
      return words.tokens().tokens();
    }

    @Override
    public NDArray loss(Step step) {
      NDArray logits = step.wide(words.logits(step, network, head));
      return Losses.crossEntropy(step, logits, words.targets(), options.labelSmoothing());
    }
  }
}
