package io.qklm.training.task.annotate;

import io.qklm.training.window.AnnotatedMention;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Candidate denoising: now and then a mention is left out, so that names are found without
 * knowledge too, and now and then the right candidates are, so that NIL is learned.
 *
 * @param leftOut share of mentions without candidates
 * @param hidden share of mentions without their right candidates
 */
public record CandidateNoise(double leftOut, double hidden) {

  /** No change. */
  public static final CandidateNoise NONE = new CandidateNoise(0, 0);

  public CandidateNoise {
    if (!(leftOut >= 0 && hidden >= 0 && leftOut + hidden < 1)) {
      throw new IllegalArgumentException(
          "shares of mentions left out and hidden are "
              + leftOut
              + " and "
              + hidden
              + "; they must be at least 0 and less than 1 together");
    }
  }

  List<AnnotatedMention> apply(List<AnnotatedMention> mentions, SplittableRandom random) {
    List<AnnotatedMention> kept = new ArrayList<>(mentions.size());
    for (AnnotatedMention mention : mentions) {
      double draw = random.nextDouble();
      boolean judged = mention.right().length > 0;
      if (draw >= (judged ? leftOut + hidden : leftOut)) {
        kept.add(mention);
      } else if (draw >= leftOut) {
        AnnotatedMention without = withoutRight(mention);
        if (without.ordinals().length > 0) {
          kept.add(without);
        }
      }
    }
    return kept;
  }

  private static AnnotatedMention withoutRight(AnnotatedMention mention) {
    List<Integer> wrong = new ArrayList<>();
    for (int place = 0; place < mention.ordinals().length; place++) {
      boolean right = false;
      for (int other : mention.right()) {
        right |= other == place;
      }
      if (!right) {
        wrong.add(place);
      }
    }
    int[] ordinals = wrong.stream().mapToInt(place -> mention.ordinals()[place]).toArray();
    float[][] features =
        wrong.stream().map(place -> mention.features()[place]).toArray(float[][]::new);
    return AnnotatedMention.of(
        mention.span(),
        mention.start(),
        mention.end(),
        ordinals,
        features,
        new int[] {ordinals.length});
  }
}
