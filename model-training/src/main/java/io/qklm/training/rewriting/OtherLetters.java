package io.qklm.training.rewriting;

import io.qklm.training.data.AnnotatedText;
import io.qklm.training.run.Seeds;
import java.util.SplittableRandom;

/**
 * Writes some texts in capitals, in small letters, or with every word capitalized, so that names
 * are found where letters say little. Offsets stay.
 */
public final class OtherLetters implements TextRewriting {

  private static final int LOT = 13;

  private final double share;
  private final long seed;

  /**
   * Other letters by lot, each of the three ways as often.
   *
   * @param share of texts, from 0 to 1
   * @param seed of which texts
   */
  public OtherLetters(double share, long seed) {
    RewritingEntry.requireShare(share, "in other letters");
    this.share = share;
    this.seed = seed;
  }

  @Override
  public AnnotatedText apply(AnnotatedText text, long number) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed + LOT, number));
    if (random.nextDouble() >= share) {
      return text;
    }
    LetterCase[] ways = LetterCase.values();
    return ways[random.nextInt(ways.length)].write(text);
  }
}
