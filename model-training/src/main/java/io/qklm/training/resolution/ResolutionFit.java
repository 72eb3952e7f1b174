package io.qklm.training.resolution;

import io.qklm.model.resolve.Beliefs;
import io.qklm.model.resolve.DecisionWeights;
import io.qklm.model.resolve.DocumentEvidence;
import io.qklm.model.resolve.LinkEvidence;
import io.qklm.model.resolve.OpenMention;
import io.qklm.model.resolve.ResolutionWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Weights of resolution: first those of mentions by themselves, then, round for round, those of
 * mentions that have heard each other with the weights so far. Which candidate is meant is fitted
 * on mentions whose entity is known, whether any is on all that texts tell of, near to what the
 * network says.
 */
final class ResolutionFit {

  private static final int ROUNDS = 3;
  private static final double DOCUMENT_PENALTY = 300;

  private final List<OpenCase> cases;
  private final List<Double> weightOf;
  private final double choicePenalty;
  private final double linkPenalty;

  /**
   * A fit to {@code cases}.
   *
   * @param weightOf how much a case counts, by its place
   * @param choicePenalty on weights of the choice of a candidate
   * @param linkPenalty on weights of linking at all, from those of the network
   */
  ResolutionFit(
      List<OpenCase> cases, List<Double> weightOf, double choicePenalty, double linkPenalty) {
    this.cases = List.copyOf(cases);
    this.weightOf = List.copyOf(weightOf);
    this.choicePenalty = choicePenalty;
    this.linkPenalty = linkPenalty;
  }

  ResolutionWeights fit() {
    DecisionWeights start = start();
    List<DocumentEvidence> heard = new ArrayList<>();
    List<double[][][]> rows = new ArrayList<>();
    for (OpenCase one : cases) {
      DocumentEvidence evidence = DocumentEvidence.of(one.document(), start);
      heard.add(evidence);
      rows.add(evidence.alone());
    }
    DecisionWeights alone = decision(heard, rows, false);
    List<Beliefs> beliefs = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      heard.set(i, DocumentEvidence.of(cases.get(i).document(), alone));
      beliefs.add(Beliefs.of(heard.get(i).alone(), alone));
    }
    DecisionWeights together = alone;
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < cases.size(); i++) {
        rows.set(i, heard.get(i).given(beliefs.get(i)));
      }
      together = decision(heard, rows, true);
      for (int i = 0; i < cases.size(); i++) {
        beliefs.set(i, Beliefs.of(rows.get(i), together));
      }
    }
    return new ResolutionWeights(
        ROUNDS, ResolutionWeights.Decision.of(alone), ResolutionWeights.Decision.of(together));
  }

  /** What the network alone would decide. */
  static DecisionWeights start() {
    DecisionWeights start = DecisionWeights.none();
    start.choice()[LinkEvidence.NETWORK.index()] = 2;
    start.link()[LinkEvidence.NETWORK_LINKS.index()] = 1;
    start.link()[LinkEvidence.MENTION.index()] = -0.8;
    return start;
  }

  /**
   * The same beside what relations were found to be worth by hand, without a text: one for a fact
   * between what two names mean, beside the logarithm of the prior.
   */
  static DecisionWeights center() {
    DecisionWeights center = start();
    double[] choice = center.choice();
    choice[LinkEvidence.TONGUE.index()] = 7;
    choice[LinkEvidence.TONGUE_UNSAID.index()] = -2;
    choice[LinkEvidence.DIRECT_RARE.index()] = 1.5;
    choice[LinkEvidence.DIRECT.index()] = 0.3;
    choice[LinkEvidence.SHARED.index()] = 0.7;
    choice[LinkEvidence.BESIDE.index()] = 4;
    choice[LinkEvidence.SAME_SPELLING.index()] = 2;
    choice[LinkEvidence.SURNAME_OF.index()] = 3;
    choice[LinkEvidence.END_OF.index()] = 1.5;
    choice[LinkEvidence.INITIALS_OF.index()] = 2;
    double[] link = center.link();
    link[LinkEvidence.TONGUE.index()] = 3;
    link[LinkEvidence.SURNAME_OF.index()] = 1;
    link[LinkEvidence.INITIALS_OF.index()] = 1;
    link[LinkEvidence.UNKNOWN_PERSON.index()] = -2;
    link[LinkEvidence.SOLE_LONG.index()] = 1;
    return center;
  }

  private DecisionWeights decision(
      List<DocumentEvidence> heard, List<double[][][]> rows, boolean together) {
    DecisionWeights center = together ? center() : withoutDocument(center());
    WeightFit choice = new WeightFit(penalty(choicePenalty), center.choice(), free(true, together));
    for (int i = 0; i < cases.size(); i++) {
      choices(choice, i, heard.get(i), rows.get(i));
    }
    double[] chosen = choice.fit();
    WeightFit link = new WeightFit(penalty(linkPenalty), center.link(), free(false, together));
    for (int i = 0; i < cases.size(); i++) {
      links(link, i, heard.get(i), rows.get(i), chosen);
    }
    return new DecisionWeights(chosen, link.fit());
  }

  /** Open texts are short and link a name once, so that they say little of other mentions. */
  private static double[] penalty(double local) {
    double[] penalty = new double[LinkEvidence.count()];
    for (LinkEvidence evidence : LinkEvidence.all()) {
      penalty[evidence.index()] = evidence.ofDocument() ? DOCUMENT_PENALTY : local;
    }
    return penalty;
  }

  private static DecisionWeights withoutDocument(DecisionWeights weights) {
    DecisionWeights alone = new DecisionWeights(weights.choice().clone(), weights.link().clone());
    for (LinkEvidence evidence : LinkEvidence.all()) {
      if (evidence.ofDocument()) {
        alone.choice()[evidence.index()] = 0;
        alone.link()[evidence.index()] = 0;
      }
    }
    return alone;
  }

  private static boolean[] free(boolean choice, boolean together) {
    boolean[] free = new boolean[LinkEvidence.count()];
    for (LinkEvidence evidence : LinkEvidence.all()) {
      free[evidence.index()] =
          (together || !evidence.ofDocument()) && (!choice || evidence.ofCandidate());
    }
    return free;
  }

  private void choices(WeightFit fit, int i, DocumentEvidence evidence, double[][][] rows) {
    List<OpenMention> mentions = evidence.document().mentions();
    for (int m = 0; m < mentions.size(); m++) {
      boolean[] right = right(cases.get(i), mentions.get(m));
      int hits = 0;
      for (boolean hit : right) {
        hits += hit ? 1 : 0;
      }
      if (hits > 0 && hits < right.length) {
        double[][] candidates = Arrays.copyOf(rows[m], right.length);
        fit.add(new WeightFit.Choice(candidates, right, weightOf.get(i)));
      }
    }
  }

  private void links(
      WeightFit fit, int i, DocumentEvidence evidence, double[][][] rows, double[] chosen) {
    List<OpenMention> mentions = evidence.document().mentions();
    for (int m = 0; m < mentions.size(); m++) {
      OpenMention mention = mentions.get(m);
      if (mention.candidates().isEmpty() || cases.get(i).kind(mention) == OpenCase.Kind.UNJUDGED) {
        continue;
      }
      boolean[] right = right(cases.get(i), mention);
      double[] shares = Beliefs.choice(rows[m], chosen);
      boolean hit = false;
      for (boolean one : right) {
        hit |= one;
      }
      double[][] two = {Beliefs.expected(rows[m], shares), new double[LinkEvidence.count()]};
      fit.add(new WeightFit.Choice(two, new boolean[] {hit, !hit}, weightOf.get(i)));
    }
  }

  private static boolean[] right(OpenCase one, OpenMention mention) {
    Set<Integer> meant = one.meant(mention);
    boolean[] right = new boolean[mention.candidates().size()];
    for (int c = 0; c < right.length; c++) {
      right[c] = meant.contains(mention.candidates().get(c).ordinal());
    }
    return right;
  }
}
