package io.qklm.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;

/**
 * A BERT-like encoder as an ONNX graph with the inputs {@code input_ids}, {@code attention_mask}
 * and {@code token_type_ids}, each int64 {@code [1, tokens]}, and the output {@code
 * last_hidden_state}, float32 {@code [1, tokens, hidden]}. One text a run: dynamic int8 quantizes
 * activations over the whole tensor, so a neighbour or padding in the run would change the result.
 * Safe for any number of threads.
 */
public final class Encoder implements AutoCloseable {

  private static final String NAME = "encoder graph";
  private static final String OUTPUT = "last_hidden_state";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int hidden;

  /**
   * Opens a session.
   *
   * @param graph the ONNX file's bytes
   * @param hidden components of a hidden state
   * @param threads threads used for one run
   * @throws ModelException if the graph cannot be loaded
   */
  public Encoder(byte[] graph, int hidden, int threads) {
    this.hidden = hidden;
    this.environment = OrtEnvironment.getEnvironment();
    this.session = Sessions.open(NAME, graph, threads);
    if (!session.getOutputNames().contains(OUTPUT)) {
      close();
      throw new ModelException(
          "the encoder graph has the outputs "
              + session.getOutputNames()
              + "; "
              + OUTPUT
              + " is needed");
    }
  }

  /** Components of a hidden state. */
  public int hidden() {
    return hidden;
  }

  /**
   * Hidden states of one text.
   *
   * @param ids token ids with the special tokens, at least one
   * @return row-major {@code [ids.length][hidden]}
   */
  public float[] encode(long[] ids) {
    long[] shape = {1, ids.length};
    long[] ones = new long[ids.length];
    java.util.Arrays.fill(ones, 1);
    try (OnnxTensor inputIds = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", inputIds, "attention_mask", mask, "token_type_ids", types))) {
      OnnxTensor states =
          (OnnxTensor)
              result
                  .get(OUTPUT)
                  .orElseThrow(() -> new ModelException("the encoder gave no " + OUTPUT));
      FloatBuffer values = states.getFloatBuffer();
      float[] copy = new float[ids.length * hidden];
      if (values.remaining() != copy.length) {
        throw new ModelException(
            "the encoder gave "
                + values.remaining()
                + " numbers for "
                + ids.length
                + " tokens; "
                + copy.length
                + " were expected");
      }
      values.get(copy);
      return copy;
    } catch (OrtException e) {
      throw new ModelException(
          "the encoder failed on " + ids.length + " tokens: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    Sessions.close(NAME, session);
  }
}
