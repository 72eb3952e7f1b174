package io.qklm.training.task.salience;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.Linear;
import io.qklm.training.engine.Lookup;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;
import java.util.Arrays;

/**
 * Whether a sentence belongs into the summary: from the mean of its final states, that of its
 * document, their product, and what is known of its place (BertSumExt, Liu and Lapata 2019, without
 * layers of its own).
 */
public final class SalienceHead {

  /** Components between its two maps. */
  public static final int INNER = 128;

  private final int features;
  private final Linear inner;
  private final Linear place;
  private final Linear output;

  /**
   * Registers {@code heads.salience}.
   *
   * @param features numbers known of a sentence beside its words, at least 1
   */
  public SalienceHead(Parameters parameters, int hidden, int features) {
    this.features = features;
    Initializer normal = Initializer.normal(0.02f);
    this.inner = new Linear(parameters, "heads.salience.inner", 3 * hidden, INNER, normal);
    this.place = new Linear(parameters, "heads.salience.place", features, INNER, normal);
    this.output = new Linear(parameters, "heads.salience.output", INNER, 1, normal);
  }

  /**
   * One logit a sentence.
   *
   * @param sentences {@code [n, hidden]}, means of final states, any number of windows together
   * @param document the document of each sentence, numbered from 0 without gaps
   * @param places {@code [n, features]} row-major
   * @return {@code [n]}
   */
  public NDArray logits(Step step, NDArray sentences, int[] document, float[] places) {
    int documents = Arrays.stream(document).max().orElse(0) + 1;
    int[] sizes = new int[documents];
    for (int number : document) {
      sizes[number]++;
    }
    float[] average = new float[documents * document.length];
    for (int sentence = 0; sentence < document.length; sentence++) {
      int number = document[sentence];
      average[number * document.length + sentence] = 1f / sizes[number];
    }
    NDArray means = step.floats(average, documents, document.length).matMul(sentences);
    long[] owners = Arrays.stream(document).asLongStream().toArray();
    NDArray whole = Lookup.rows(means, step.longs(owners, owners.length));
    NDArray read = NDArrays.concat(new NDList(sentences, whole, sentences.mul(whole)), 1);
    NDArray known = place.apply(step, step.floats(places, document.length, features));
    NDArray hidden = Activation.gelu(inner.apply(step, read).add(known));
    return output.apply(step, step.drop(hidden, step.regularization().head())).reshape(-1);
  }
}
