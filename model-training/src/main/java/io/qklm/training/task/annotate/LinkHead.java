package io.qklm.training.task.annotate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.qklm.training.engine.Lookup;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;
import io.qklm.training.model.CandidateScorer;
import io.qklm.training.model.Encoded;
import io.qklm.training.model.KnowledgeNetwork.Knowledge;
import io.qklm.training.model.MentionBatch;
import io.qklm.training.model.Mentions;
import java.util.Arrays;

/**
 * Which candidate a mention means, or NIL: the injection's attention once more, over the final
 * states, which have read the injected knowledge of every other mention. The context is the mean of
 * the mention's states beside the state of its text's first token.
 */
public final class LinkHead {

  private final CandidateScorer scorer;

  /** Registers {@code heads.link}. */
  public LinkHead(Parameters parameters, int hidden, Knowledge knowledge) {
    this.scorer =
        new CandidateScorer(
            parameters, "heads.link", 2 * hidden, knowledge.dimension(), knowledge.features());
  }

  /**
   * One logit a candidate, then NIL's.
   *
   * @param batch the mentions that {@code encoded} was made with, at least one
   * @return {@code [M, C + 1]}
   */
  public NDArray logits(Step step, Encoded encoded, MentionBatch batch) {
    Mentions mentions =
        encoded
            .mentions()
            .orElseThrow(() -> new IllegalArgumentException("there is no mention to link"));
    NDArray own = mentions.spans().means(encoded.states());
    long[] rows = Arrays.stream(batch.rows()).asLongStream().toArray();
    NDArray text = Lookup.rows(encoded.first(), step.longs(rows, rows.length));
    NDArray context = NDArrays.concat(new NDList(own, text), 1);
    return scorer.logits(step, mentions, step.drop(context, step.regularization().head()));
  }
}
