package io.qklm.training.resolution;

import io.qklm.model.resolve.Beliefs;
import io.qklm.model.resolve.OpenCandidate;
import io.qklm.model.resolve.OpenMention;
import io.qklm.model.resolve.Resolver;
import io.qklm.model.resolve.SaidName;
import io.qklm.text.Span;
import io.qklm.text.SpanSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How good the links of decided cases are, at one threshold. */
final class LinkFigures {

  private static final int BINS = 15;

  private int right;
  private int said;
  private int covered;
  private int givenRight;
  private int withCandidate;
  private int offered;
  private int chosenRight;
  private int priorRight;
  private int nilRight;
  private int nilSaid;
  private int gold;
  private int goldCovered;
  private final double[] sure = new double[BINS];
  private final double[] hits = new double[BINS];

  /** A mention that is said. */
  private record Said(int mention, int candidate, double share) {}

  void add(OpenCase one, Resolver.Resolution resolution, double least) {
    List<OpenMention> mentions = resolution.document().mentions();
    Beliefs beliefs = resolution.beliefs();
    List<Said> all = new ArrayList<>();
    for (int m = 0; m < mentions.size(); m++) {
      double[] shares = beliefs.shares()[m];
      int best = 0;
      for (int c = 1; c < shares.length; c++) {
        best = shares[c] > shares[best] ? c : best;
      }
      if (shares.length > 0) {
        if (shares[best] >= least) {
          all.add(new Said(m, best, shares[best]));
        }
        choice(one, mentions.get(m), best);
      }
    }
    all.sort(
        Comparator.comparingDouble((Said link) -> -link.share())
            .thenComparing(link -> mentions.get(link.mention()).span()));
    SpanSet taken = new SpanSet();
    Set<Span> spans = new HashSet<>();
    for (Said link : all) {
      OpenMention mention = mentions.get(link.mention());
      if (!mention.title() && taken.add(mention.span())) {
        spans.add(mention.span());
        said(one, mention, mention.candidates().get(link.candidate()).ordinal(), link.share());
      }
    }
    for (SaidName name : resolution.document().names()) {
      if (taken.isFree(name.span())) {
        spans.add(name.span());
        nilSaid++;
        boolean nil =
            one.gold().stream()
                .anyMatch(g -> g.span().equals(name.span()) && g.ordinals().isEmpty());
        nilRight += nil ? 1 : 0;
        givenRight += nil ? 1 : 0;
      }
    }
    for (OpenMention mention : mentions) {
      boolean said = !mention.title() && spans.contains(mention.span());
      offered += said && holds(mention.candidates(), one.meant(mention)) ? 1 : 0;
    }
    gold += one.gold().size();
    goldCovered += (int) one.gold().stream().filter(g -> !g.ordinals().isEmpty()).count();
  }

  private void choice(OpenCase one, OpenMention mention, int best) {
    Set<Integer> meant = one.meant(mention);
    if (meant.isEmpty()) {
      return;
    }
    covered++;
    List<OpenCandidate> candidates = mention.candidates();
    if (holds(candidates, meant)) {
      withCandidate++;
      chosenRight += meant.contains(candidates.get(best).ordinal()) ? 1 : 0;
      OpenCandidate prior =
          candidates.stream()
              .filter(OpenCandidate::scored)
              .max(Comparator.comparingDouble(OpenCandidate::logPrior))
              .orElse(candidates.get(0));
      priorRight += meant.contains(prior.ordinal()) ? 1 : 0;
    }
  }

  private static boolean holds(List<OpenCandidate> candidates, Set<Integer> meant) {
    return candidates.stream().anyMatch(candidate -> meant.contains(candidate.ordinal()));
  }

  private void said(OpenCase one, OpenMention mention, int ordinal, double share) {
    boolean hit = one.meant(mention).contains(ordinal);
    boolean judged = one.kind(mention) != OpenCase.Kind.UNJUDGED;
    if (judged) {
      said++;
      right += hit ? 1 : 0;
      int bin = Math.min(BINS - 1, (int) (share * BINS));
      sure[bin] += share;
      hits[bin] += hit ? 1 : 0;
    }
    if (one.kind(mention) == OpenCase.Kind.LINK) {
      givenRight += hit ? 1 : 0;
    }
  }

  double f1() {
    return 200.0 * right / Math.max(1, said + goldCovered);
  }

  String line() {
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(sure[bin] - hits[bin]);
    }
    return String.format(
        Locale.ROOT,
        "F1 covered %.1f (P %.1f R %.1f)  F1 NIL %.1f  given right %.1f  choice %.1f prior %.1f"
            + "  candidate recall given a found span %.1f, end to end %.1f, of found %.1f  ECE %.3f",
        f1(),
        100.0 * right / Math.max(1, said),
        100.0 * right / Math.max(1, goldCovered),
        200.0 * (right + nilRight) / Math.max(1, said + nilSaid + gold),
        100.0 * givenRight / Math.max(1, gold),
        100.0 * chosenRight / Math.max(1, withCandidate),
        100.0 * priorRight / Math.max(1, withCandidate),
        100.0 * withCandidate / Math.max(1, goldCovered),
        100.0 * offered / Math.max(1, goldCovered),
        100.0 * covered / Math.max(1, goldCovered),
        error / Math.max(1, said));
  }
}
