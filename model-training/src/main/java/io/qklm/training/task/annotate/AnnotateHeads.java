package io.qklm.training.task.annotate;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Lookup;
import io.qklm.training.engine.Step;
import io.qklm.training.model.Encoded;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.task.RunContext;
import io.qklm.training.window.WindowBatch;

/**
 * The network and the heads that annotate.
 *
 * @param network one pass for both heads
 * @param words a label for each word
 * @param links a candidate or NIL for each mention
 */
public record AnnotateHeads(KnowledgeNetwork network, TokenClassifier words, LinkHead links) {

  /** The heads of a run, registered once. */
  public static AnnotateHeads of(RunContext context) {
    return context.shared(
        AnnotateHeads.class,
        () ->
            new AnnotateHeads(
                context.network(),
                new TokenClassifier(context.parameters(), context.hidden()),
                new LinkHead(
                    context.parameters(), context.hidden(), context.network().knowledge())));
  }

  /** Logits of every word of {@code batch}, {@code [words, labels]}. */
  NDArray labels(Step step, Encoded encoded, WindowBatch batch) {
    NDArray states = encoded.states();
    NDArray flat = states.reshape(-1, states.getShape().getLastDimension());
    NDArray read = Lookup.rows(flat, step.longs(batch.places(), batch.places().length));
    return step.wide(words.logits(step, read));
  }
}
