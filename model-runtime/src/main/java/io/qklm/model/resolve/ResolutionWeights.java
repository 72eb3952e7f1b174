package io.qklm.model.resolve;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How evidence is weighed, as a bundle's manifest has it under {@code resolution}. Names are those
 * of {@link LinkEvidence#key()}; one that is missing weighs nothing.
 *
 * @param rounds how often the mentions of a document hear each other, at least 0
 * @param alone weights of a mention by itself
 * @param together weights of mentions that have heard each other
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ResolutionWeights(int rounds, Decision alone, Decision together) {

  private static final int MOST_ROUNDS = 8;

  /**
   * Weights of one decision by the names of evidence.
   *
   * @param choice which candidate, if any
   * @param link whether any
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Decision(Map<String, Double> choice, Map<String, Double> link) {

    public Decision {
      if (choice == null || link == null) {
        throw new IllegalArgumentException(
            "a decision of its resolution needs the weights 'choice' and 'link'");
      }
      choice = checked(choice);
      link = checked(link);
    }

    /** By the indices of evidence. */
    public DecisionWeights weights() {
      return new DecisionWeights(values(choice), values(link));
    }

    /** The same by names, without what weighs nothing. */
    public static Decision of(DecisionWeights weights) {
      return new Decision(named(weights.choice()), named(weights.link()));
    }
  }

  public ResolutionWeights {
    if (rounds < 0 || rounds > MOST_ROUNDS || alone == null || together == null) {
      throw new IllegalArgumentException(
          "its resolution needs rounds of 0 to "
              + MOST_ROUNDS
              + " and the decisions 'alone' and 'together'");
    }
  }

  private static Map<String, Double> checked(Map<String, Double> weights) {
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      boolean known =
          LinkEvidence.all().stream().anyMatch(one -> one.key().equals(weight.getKey()));
      if (!known || weight.getValue() == null || !Double.isFinite(weight.getValue())) {
        throw new IllegalArgumentException(
            "its resolution weighs '"
                + weight.getKey()
                + "' by "
                + weight.getValue()
                + ", which this code cannot; use a newer QKLM Streams");
      }
    }
    return Collections.unmodifiableMap(new TreeMap<>(weights));
  }

  private static double[] values(Map<String, Double> weights) {
    double[] values = new double[LinkEvidence.count()];
    for (LinkEvidence evidence : LinkEvidence.all()) {
      values[evidence.index()] = weights.getOrDefault(evidence.key(), 0.0);
    }
    return values;
  }

  private static Map<String, Double> named(double[] values) {
    Map<String, Double> named = new TreeMap<>();
    for (LinkEvidence evidence : LinkEvidence.all()) {
      if (values[evidence.index()] != 0) {
        named.put(evidence.key(), values[evidence.index()]);
      }
    }
    return named;
  }
}
