package io.qklm.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One text while it is summarized: its encoded states, and what the decoder keeps of the drafts so
 * far. Owns its tensors; used by one thread.
 */
public final class Decoding implements AutoCloseable {

  private static final String OF_TEXT = ".encoder.";

  private final EncoderDecoder network;
  private final int source;
  private final float[] encoded;
  private final long hidden;

  /** What is given to each run, for as many drafts as there were last. */
  private final Map<String, OnnxTensor> fixed = new HashMap<>();

  private int rows;

  /** States of the text by the names of the inputs, ours, a row for each draft. */
  private final Map<String, OnnxTensor> ofText = new HashMap<>();

  /** States of the drafts so far. */
  private final Map<String, OnnxTensor> ofDrafts = new HashMap<>();

  /** What the states of the drafts live in. */
  private AutoCloseable owner = () -> {};

  Decoding(EncoderDecoder network, int source, float[] encoded, long hidden) {
    this.network = network;
    this.source = source;
    this.encoded = encoded;
    this.hidden = hidden;
  }

  /**
   * Logits of the token behind each draft.
   *
   * @param drafts tokens so far, all of one length
   * @param parents for each draft the number of the one of the call before that it goes on from
   * @return a row of the vocabulary for each draft
   * @throws ModelException if the decoder fails, or gives no numbers
   */
  public float[][] next(List<long[]> drafts, int[] parents) {
    int length = drafts.get(0).length;
    boolean goesOn = !ofDrafts.isEmpty();
    try {
      prepare(drafts.size());
      if (goesOn) {
        choose(parents);
        return run(network.next().orElseThrow(), last(drafts), drafts.size(), true);
      }
      forget();
      long[] all = new long[drafts.size() * length];
      for (int i = 0; i < drafts.size(); i++) {
        System.arraycopy(drafts.get(i), 0, all, i * length, length);
      }
      return run(network.first(), all, drafts.size(), false);
    } catch (OrtException e) {
      throw new ModelException(
          "the summarizer's decoder failed at token " + length + ": " + e.getMessage(), e);
    }
  }

  private static long[] last(List<long[]> drafts) {
    return drafts.stream().mapToLong(draft -> draft[draft.length - 1]).toArray();
  }

  /** The encoded text once for each draft. */
  private void prepare(int drafts) throws OrtException {
    if (drafts == rows) {
      return;
    }
    fixed.values().forEach(OnnxTensor::close);
    fixed.clear();
    float[] states = new float[drafts * encoded.length];
    for (int row = 0; row < drafts; row++) {
      System.arraycopy(encoded, 0, states, row * encoded.length, encoded.length);
    }
    long[] ones = new long[drafts * source];
    java.util.Arrays.fill(ones, 1);
    OrtEnvironment environment = network.environment();
    fixed.put(EncoderDecoder.STATES, floats(environment, states, drafts, source, hidden));
    fixed.put(EncoderDecoder.MASK, longs(environment, ones, drafts));
    rows = drafts;
  }

  private float[][] run(OrtSession session, long[] ids, int drafts, boolean goesOn)
      throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>(fixed);
    List<OnnxTensor> own = new ArrayList<>();
    OrtSession.Result result;
    try {
      OnnxTensor tokens = longs(network.environment(), ids, drafts);
      own.add(tokens);
      inputs.put(EncoderDecoder.IDS, tokens);
      if (network.isMerged()) {
        OnnxTensor branch = OnnxTensor.createTensor(network.environment(), new boolean[] {goesOn});
        own.add(branch);
        inputs.put(EncoderDecoder.USE_CACHE, branch);
      }
      inputs.putAll(ofText);
      inputs.putAll(ofDrafts);
      for (String input : session.getInputNames()) {
        if (input.startsWith(EncoderDecoder.PAST) && !inputs.containsKey(input)) {
          if (goesOn) {
            throw new ModelException("the summarizer's decoder gave no state for " + input);
          }
          OnnxTensor none = network.nothing(input, drafts);
          own.add(none);
          inputs.put(input, none);
        }
      }
      result = session.run(EncoderDecoder.given(session, inputs));
    } finally {
      own.forEach(OnnxTensor::close);
    }
    try {
      float[][] logits = logits(result, drafts);
      keep(result, goesOn);
      return logits;
    } catch (OrtException | RuntimeException e) {
      result.close();
      throw e;
    }
  }

  private static float[][] logits(OrtSession.Result result, int drafts) throws OrtException {
    Optional<OnnxValue> found = result.get(EncoderDecoder.LOGITS);
    OnnxTensor tensor =
        (OnnxTensor)
            found.orElseThrow(() -> new ModelException("the summarizer's decoder gave no logits"));
    long[] shape = tensor.getInfo().getShape();
    int tokens = Math.toIntExact(shape[1]);
    int vocabulary = Math.toIntExact(shape[2]);
    FloatBuffer values = tensor.getFloatBuffer();
    float[][] logits = new float[drafts][vocabulary];
    for (int row = 0; row < drafts; row++) {
      values.position((row * tokens + tokens - 1) * vocabulary);
      values.get(logits[row]);
      for (float logit : logits[row]) {
        if (Float.isNaN(logit)) {
          throw new ModelException("the summarizer's decoder gave logits that are no numbers");
        }
      }
    }
    return logits;
  }

  /**
   * Keeps a run's states for the next. Those of the text are the first run's for good: a graph that
   * goes on need not give them again.
   */
  private void keep(OrtSession.Result result, boolean goesOn) throws OrtException {
    if (network.next().isEmpty()) {
      result.close();
      return;
    }
    Map<String, OnnxTensor> states = new HashMap<>();
    for (Map.Entry<String, OnnxValue> output : result) {
      String name = output.getKey();
      if (!name.startsWith(EncoderDecoder.PRESENT)) {
        continue;
      }
      String input = EncoderDecoder.PAST + name.substring(EncoderDecoder.PRESENT.length());
      if (!name.contains(OF_TEXT)) {
        states.put(input, (OnnxTensor) output.getValue());
      } else if (!goesOn) {
        OnnxTensor state = (OnnxTensor) output.getValue();
        ofText.put(
            input,
            floats(network.environment(), GraphSession.floats(state), state.getInfo().getShape()));
      }
    }
    replace(states, result);
  }

  private void replace(Map<String, OnnxTensor> states, AutoCloseable newOwner) {
    close(owner);
    owner = newOwner;
    ofDrafts.clear();
    ofDrafts.putAll(states);
  }

  /** Puts the states of each draft's parent in its place. */
  private void choose(int[] parents) throws OrtException {
    boolean same = true;
    for (int i = 0; i < parents.length; i++) {
      same &= parents[i] == i;
    }
    long before = ofDrafts.values().iterator().next().getInfo().getShape()[0];
    if (before != parents.length) {
      for (Map.Entry<String, OnnxTensor> state : ofText.entrySet()) {
        // All drafts have the states of the same text.
        OnnxTensor one = state.getValue();
        state.setValue(gathered(one, new int[parents.length]));
        one.close();
      }
    } else if (same) {
      return;
    }
    Map<String, OnnxTensor> chosen = new HashMap<>();
    for (Map.Entry<String, OnnxTensor> state : ofDrafts.entrySet()) {
      chosen.put(state.getKey(), gathered(state.getValue(), parents));
    }
    List<OnnxTensor> made = List.copyOf(chosen.values());
    replace(chosen, () -> made.forEach(OnnxTensor::close));
  }

  private OnnxTensor gathered(OnnxTensor state, int[] rowsOf) throws OrtException {
    long[] shape = state.getInfo().getShape();
    float[] values = GraphSession.floats(state);
    int stride = values.length / Math.toIntExact(shape[0]);
    float[] gathered = new float[rowsOf.length * stride];
    for (int row = 0; row < rowsOf.length; row++) {
      System.arraycopy(values, rowsOf[row] * stride, gathered, row * stride, stride);
    }
    long[] sides = shape.clone();
    sides[0] = rowsOf.length;
    return floats(network.environment(), gathered, sides);
  }

  static OnnxTensor floats(OrtEnvironment environment, float[] values, long... shape)
      throws OrtException {
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
  }

  /** {@code values} in rows. */
  static OnnxTensor longs(OrtEnvironment environment, long[] values, int rows) throws OrtException {
    long[] shape = {rows, values.length / rows};
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  private void forget() {
    replace(Map.of(), () -> {});
    ofText.values().forEach(OnnxTensor::close);
    ofText.clear();
  }

  private static void close(AutoCloseable states) {
    try {
      states.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ModelException("states of a summary cannot be given back: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    forget();
    fixed.values().forEach(OnnxTensor::close);
    fixed.clear();
  }
}
