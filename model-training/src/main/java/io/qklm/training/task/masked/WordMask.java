package io.qklm.training.task.masked;

import io.qklm.training.base.SpecialPieces;
import io.qklm.training.window.AnnotatedMention;
import io.qklm.training.window.AnnotatedWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Hides whole words (Devlin et al. 2019; whole words as in its later release): of those chosen, 8
 * in 10 are written as {@code [MASK]}, 1 in 10 as other word pieces, 1 in 10 as they are. How a
 * word is capitalised stays. A mention that a chosen word stands in is left out, for what it may
 * mean says what is hidden.
 *
 * @param share of a window's tokens that are chosen, above 0 and at most a half
 * @param pieces of the vocabulary
 */
public record WordMask(double share, SpecialPieces pieces) {

  private static final double MASKED = 0.8;
  private static final double REPLACED = 0.9;

  public WordMask {
    if (!(share > 0 && share <= 0.5)) {
      throw new IllegalArgumentException(
          "the share of hidden words is " + share + "; it must be above 0 and at most 0.5");
    }
  }

  /**
   * A window with words hidden.
   *
   * @param window as the network reads it, without the mentions of hidden words
   * @param columns of the chosen tokens, ascending
   * @param targets what stood in each of {@code columns}
   */
  @SuppressWarnings("ArrayRecordComponent") // on the way into a tensor, never compared
  record Masked(AnnotatedWindow window, int[] columns, int[] targets) {}

  /**
   * Hides words of {@code window}, at least one.
   *
   * @param vocabulary word pieces
   */
  Masked apply(AnnotatedWindow window, int vocabulary, SplittableRandom random) {
    int[] words = window.words();
    int end = window.row().size() - 1;
    int wanted = (int) Math.max(1, Math.round(share * (end - 1)));
    int[] ids = window.row().ids().clone();
    boolean[] chosen = new boolean[ids.length];
    int count = 0;
    for (int word : shuffled(words.length, random)) {
      int next = word + 1 < words.length ? words[word + 1] : end;
      int size = next - words[word];
      // A long word that would hide too much waits for a shorter one.
      if (count == 0 || count + size <= wanted) {
        double draw = random.nextDouble();
        for (int column = words[word]; column < next; column++) {
          chosen[column] = true;
          if (draw < MASKED) {
            ids[column] = pieces.mask();
          } else if (draw < REPLACED) {
            ids[column] = random.nextInt(pieces.firstOrdinary(), vocabulary);
          }
        }
        count += size;
      }
    }
    int[] columns = new int[count];
    int[] targets = new int[count];
    int at = 0;
    for (int column = 0; column < ids.length; column++) {
      if (chosen[column]) {
        columns[at] = column;
        targets[at++] = window.row().ids()[column];
      }
    }
    return new Masked(
        new AnnotatedWindow(
            window.window().with(ids), new int[0], visible(window.mentions(), chosen)),
        columns,
        targets);
  }

  private static int[] shuffled(int count, SplittableRandom random) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    for (int last = count - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int kept = order[last];
      order[last] = order[other];
      order[other] = kept;
    }
    return order;
  }

  private static List<AnnotatedMention> visible(List<AnnotatedMention> mentions, boolean[] chosen) {
    List<AnnotatedMention> kept = new ArrayList<>();
    for (AnnotatedMention mention : mentions) {
      boolean hidden = false;
      for (int column = mention.start(); column < mention.end(); column++) {
        hidden |= chosen[column];
      }
      if (!hidden) {
        kept.add(mention);
      }
    }
    return kept;
  }
}
