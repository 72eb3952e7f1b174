package io.qklm.training.window;

import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.model.Mention;
import io.qklm.training.model.MentionBatch;
import io.qklm.training.model.TokenBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Windows side by side, their mentions one after another.
 *
 * @param tokens of the windows
 * @param mentions of the windows, in their order
 * @param sources what each of {@code mentions} is
 * @param places where words begin, in the flattened states
 * @param targets label of each word in {@code labelled}
 * @param labelled which of {@code places} have a known label
 */
@SuppressWarnings("ArrayRecordComponent") // tensors in waiting, never compared
public record WindowBatch(
    TokenBatch tokens,
    MentionBatch mentions,
    List<AnnotatedMention> sources,
    long[] places,
    long[] targets,
    long[] labelled) {

  /**
   * Lays out {@code windows}.
   *
   * @param change what becomes of a window's mentions before they are laid out
   */
  public static WindowBatch of(
      List<AnnotatedWindow> windows,
      TrainingKnowledge knowledge,
      UnaryOperator<List<AnnotatedMention>> change) {
    TokenBatch tokens = TokenBatch.of(windows.stream().map(AnnotatedWindow::row).toList());
    List<Mention> mentions = new ArrayList<>();
    List<AnnotatedMention> sources = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    List<Long> targets = new ArrayList<>();
    List<Long> labelled = new ArrayList<>();
    for (int row = 0; row < windows.size(); row++) {
      AnnotatedWindow window = windows.get(row);
      for (int word = 0; word < window.words().length; word++) {
        if (window.labels().length > 0 && window.labels()[word] != AnnotatedWindow.UNKNOWN) {
          labelled.add((long) places.size());
          targets.add((long) window.labels()[word]);
        }
        places.add((long) row * tokens.columns() + window.words()[word]);
      }
      for (AnnotatedMention mention : change.apply(window.mentions())) {
        float[][] vectors = new float[mention.ordinals().length][knowledge.dimension()];
        knowledge.vectors(mention.ordinals(), vectors);
        mentions.add(new Mention(row, mention.start(), mention.end(), vectors, mention.features()));
        sources.add(mention);
      }
    }
    return new WindowBatch(
        tokens,
        MentionBatch.of(mentions, knowledge.dimension(), knowledge.features()),
        List.copyOf(sources),
        longs(places),
        longs(targets),
        longs(labelled));
  }

  private static long[] longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  /** The mentions whose entity is known, as rows of their logits. */
  public long[] judged() {
    return java.util.stream.IntStream.range(0, sources.size())
        .filter(mention -> sources.get(mention).right().length > 0)
        .asLongStream()
        .toArray();
  }

  /** What is right of {@code judged} mentions, {@code [judged, C + 1]} row-major. */
  public float[] right(long[] judged) {
    int width = mentions.candidates() + 1;
    float[] right = new float[judged.length * width];
    for (int i = 0; i < judged.length; i++) {
      AnnotatedMention mention = sources.get((int) judged[i]);
      for (int place : mention.right()) {
        boolean nil = place == mention.ordinals().length;
        right[i * width + (nil ? width - 1 : place)] = 1;
      }
    }
    return right;
  }
}
