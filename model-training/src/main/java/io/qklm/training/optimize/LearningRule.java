package io.qklm.training.optimize;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How the parameters whose name matches learn.
 *
 * @param names a regular expression over the whole name
 * @param rate share of the run's learning rate; 0 freezes
 * @param decay share of the run's weight decay
 */
public record LearningRule(Pattern names, double rate, double decay) {

  /** Biases, normalisations and embeddings are pulled towards zero by nobody (as in BERT). */
  private static final Pattern UNDECAYED =
      Pattern.compile(".*(\\.bias|LayerNorm\\.weight|embeddings\\.weight|\\.scale|nil\\.vector)");

  public LearningRule {
    if (!(rate >= 0) || !(decay >= 0)) {
      throw new IllegalArgumentException(
          "rate and decay of '" + names + "' must be at least 0, but are " + rate + ", " + decay);
    }
  }

  /** A rule for {@code names}, with the usual exclusions from decay. */
  public static LearningRule of(String names, double rate) {
    return new LearningRule(Pattern.compile(names), rate, 1);
  }

  /**
   * The first of {@code rules} that matches {@code name}; full rate and decay if none does.
   * Whatever the rule says, what is never decayed stays so.
   */
  static LearningRule find(List<LearningRule> rules, String name) {
    LearningRule found =
        rules.stream()
            .filter(rule -> rule.names().matcher(name).matches())
            .findFirst()
            .orElseGet(() -> of(".*", 1));
    return UNDECAYED.matcher(name).matches()
        ? new LearningRule(found.names(), found.rate(), 0)
        : found;
  }
}
