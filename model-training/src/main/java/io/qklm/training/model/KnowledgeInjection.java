package io.qklm.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.Linear;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;

/**
 * QKLM's heart: a mention's context attends over its candidates' dequantized vectors and NIL, and
 * what comes out is added to the states of the mention's tokens through a learned gate, so that the
 * layers above read it (after KnowBERT's recontextualisation, Peters et al. 2019, and ERNIE's
 * fusion, Zhang et al. 2019).
 *
 * <pre>
 *   c_m = mean of the states x_t of the mention's tokens
 *   k_m = sum_i softmax(logits(c_m))_i (W_v v_i + W_f f_i)   candidates and NIL
 *   g_t = sigmoid(w_x x_t + sum over t's mentions of w_k k_m + b)
 *   x_t = x_t + g_t (sum over t's mentions of W_o k_m
 *                + sum over those that t begins of W_b k_m + over those it ends of W_e k_m)
 * </pre>
 *
 * {@code W_o}, {@code W_b} and {@code W_e} start at zero, so an untrained injection changes
 * nothing. That a token begins or ends what is known matters where names are read (as in the word
 * sets of SoftLexicon, Ma et al. 2020).
 */
public final class KnowledgeInjection {

  private final CandidateScorer scorer;
  private final Linear value;
  private final Linear featureValue;
  private final Linear output;
  private final Linear begin;
  private final Linear end;
  private final Linear stateGate;
  private final Linear knowledgeGate;

  /** Registers everything under {@code injection}. */
  public KnowledgeInjection(Parameters parameters, int hidden, int dimension, int featureCount) {
    this.scorer = new CandidateScorer(parameters, "injection", hidden, dimension, featureCount);
    // A unit vector of 384 components is mapped to states, whose components are about 1.
    Initializer lifting = Initializer.normal(1);
    this.value = new Linear(parameters, "injection.value", dimension, hidden, lifting);
    this.featureValue =
        new Linear(
            parameters, "injection.value.features", featureCount, hidden, Initializer.normal(0.1f));
    Initializer zero = Initializer.constant(0);
    this.output = new Linear(parameters, "injection.output", hidden, hidden, zero);
    this.begin = new Linear(parameters, "injection.begin", hidden, hidden, zero);
    this.end = new Linear(parameters, "injection.end", hidden, hidden, zero);
    this.stateGate = new Linear(parameters, "injection.gate.state", hidden, 1, zero);
    this.knowledgeGate = new Linear(parameters, "injection.gate.knowledge", hidden, 1, zero);
  }

  /**
   * States that know.
   *
   * @param injected {@code [B, T, hidden]}
   * @param logits {@code [M, C + 1]}, what the mentions were taken for at this depth
   * @param gate {@code [B, T, 1]}; means something only where a mention stands
   */
  record Injected(NDArray injected, NDArray logits, NDArray gate) {}

  /** Adds what is known of {@code mentions} to {@code states [B, T, hidden]}. */
  Injected apply(Step step, NDArray states, Mentions mentions) {
    NDArray context = mentions.spans().means(states);
    NDArray logits = scorer.logits(step, mentions, context);
    CandidateScorer.Mixture meant = scorer.mixture(mentions, logits);
    NDArray knowledge =
        value.apply(step, meant.vector()).add(featureValue.apply(step, meant.features()));
    NDArray known = mentions.spans().spread(step, knowledgeGate.apply(step, knowledge));
    NDArray gate = Activation.sigmoid(stateGate.apply(step, states).add(known));
    NDArray update =
        mentions
            .spans()
            .spread(step, output.apply(step, knowledge))
            .add(mentions.firsts().spread(step, begin.apply(step, knowledge)))
            .add(mentions.lasts().spread(step, end.apply(step, knowledge)));
    return new Injected(states.add(update.mul(gate)), logits, gate);
  }
}
