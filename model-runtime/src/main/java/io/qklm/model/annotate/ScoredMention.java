package io.qklm.model.annotate;

import io.qklm.model.linking.CandidateFeature;
import io.qklm.model.linking.CandidateMention;
import io.qklm.model.linking.LoadedEntities;
import io.qklm.model.linking.WeighedMention;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * A mention as the network scored it.
 *
 * @param logits of its candidates, in their order
 * @param nil logit of NIL
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one text, never compared
public record ScoredMention(CandidateMention mention, float[] logits, float nil) {

  /** Where it stands. */
  Span span() {
    return mention.span();
  }

  /** Whether the network is surer of a candidate here than in {@code other}. */
  ScoredMention surer(ScoredMention other) {
    return other.best() > best() ? other : this;
  }

  /** Probabilities of its candidates. */
  double[] shares(Calibration calibration) {
    return calibration.probabilities(logits, 0, logits.length, nil);
  }

  /** It with the likeliest of its entities. */
  ScoredLink likeliest(Calibration calibration) {
    return ScoredLink.likeliest(mention, shares(calibration));
  }

  /** It with all of its entities. */
  WeighedMention weighed(LoadedEntities entities, Calibration calibration) {
    double[] shares = shares(calibration);
    List<WeighedMention.Weighed> weighed = new ArrayList<>(shares.length);
    for (int c = 0; c < shares.length; c++) {
      weighed.add(
          new WeighedMention.Weighed(
              entities.entity(mention.ordinals()[c]),
              Math.exp(CandidateFeature.PRIOR.in(mention.features()[c])),
              shares[c]));
    }
    return WeighedMention.of(span(), weighed);
  }

  private double best() {
    double best = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      best = Math.max(best, logit - nil);
    }
    return best;
  }
}
