package io.qklm.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The graphs of an encoder-decoder as Hugging Face Optimum exports them, for one text a run.
 *
 * <pre>
 *   encoder  in   input_ids, attention_mask             int64 [1, S]
 *            out  last_hidden_state                     float32 [1, S, hidden]
 *   decoder  in   input_ids                             int64 [B, T]; with states of before [B, 1]
 *                 encoder_attention_mask                int64 [B, S]
 *                 encoder_hidden_states                 float32 [B, S, hidden]
 *                 past_key_values.N.decoder.key, .value float32 [B, heads, T, size]
 *                 past_key_values.N.encoder.key, .value float32 [B, heads, S, size]
 *                 use_cache_branch                      bool [1], of a merged graph
 *            out  logits                                float32 [B, T, vocabulary]
 *                 present.N.decoder.key, ...            the states for the next run
 * </pre>
 *
 * Inputs that a graph does not have are not given. Safe for any number of threads.
 */
public final class EncoderDecoder implements AutoCloseable {

  static final String IDS = "input_ids";
  static final String MASK = "encoder_attention_mask";
  static final String STATES = "encoder_hidden_states";
  static final String USE_CACHE = "use_cache_branch";
  static final String PAST = "past_key_values.";
  static final String PRESENT = "present.";
  static final String LOGITS = "logits";
  private static final String ENCODER_MASK = "attention_mask";
  private static final String ENCODED = "last_hidden_state";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final Heads heads;
  private final OrtSession encoder;
  private final OrtSession decoder;
  private final Optional<OrtSession> withPast;
  private final boolean merged;

  /**
   * Where the graphs are.
   *
   * @param decoder the one that begins, or a merged one that also goes on
   * @param withPast the one that goes on from the states of before; empty where there is none
   */
  public record Files(Path encoder, Path decoder, Optional<Path> withPast) {}

  /**
   * The sides of a state, where a graph leaves them free; 0 where they are not known.
   *
   * @param count heads of a layer
   * @param size components of a head
   */
  public record Heads(int count, int size) {}

  /**
   * Opens the sessions.
   *
   * @param heads of a merged graph's states
   * @param threads threads used for one run
   * @throws ModelException if a graph cannot be loaded, or takes what is not known here
   */
  public EncoderDecoder(Files files, Heads heads, int threads) {
    this.heads = heads;
    this.encoder = Sessions.open("summarizer's encoder", files.encoder(), threads);
    OrtSession opened = null;
    OrtSession past = null;
    try {
      opened = Sessions.open("summarizer's decoder", files.decoder(), threads);
      if (files.withPast().isPresent()) {
        past = Sessions.open("summarizer's decoder with past", files.withPast().get(), threads);
      }
      require("encoder", encoder, Set.of(IDS, ENCODER_MASK), ENCODED);
      require("decoder", opened, Set.of(IDS, MASK, STATES, USE_CACHE), LOGITS);
      if (past != null) {
        require("decoder with past", past, Set.of(IDS, MASK, STATES), LOGITS);
      }
    } catch (RuntimeException | Error e) {
      closeIfOpen(past);
      closeIfOpen(opened);
      closeIfOpen(encoder);
      throw e;
    }
    this.decoder = opened;
    this.withPast = Optional.ofNullable(past);
    this.merged = opened.getInputNames().contains(USE_CACHE);
  }

  private static void closeIfOpen(@org.jspecify.annotations.Nullable OrtSession session) {
    if (session != null) {
      Sessions.close("summarizer", session);
    }
  }

  private static void require(String name, OrtSession session, Set<String> known, String output) {
    Set<String> unknown = new TreeSet<>(session.getInputNames());
    unknown.removeAll(known);
    unknown.removeIf(input -> input.startsWith(PAST));
    if (!unknown.isEmpty()) {
      throw new ModelException(
          "its "
              + name
              + " takes "
              + unknown
              + ", which is not known here; known are "
              + new TreeSet<>(known)
              + " and "
              + PAST
              + "*");
    }
    if (!session.getOutputNames().contains(output)) {
      throw new ModelException(
          "its "
              + name
              + " has the outputs "
              + session.getOutputNames()
              + "; "
              + output
              + " is needed");
    }
    try {
      for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
        if (input.getKey().startsWith(PAST)
            && (!(input.getValue().getInfo() instanceof TensorInfo tensor)
                || tensor.type != OnnxJavaType.FLOAT)) {
          throw new ModelException(
              "its " + name + " keeps states that are not float32; export it without --dtype fp16");
        }
      }
    } catch (OrtException e) {
      throw new ModelException("its " + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Encodes a text and stands ready to write.
   *
   * @param source token ids with the special tokens, at least one
   * @throws ModelException if the encoder fails on it
   */
  public Decoding decode(long[] source) {
    long[] ones = new long[source.length];
    java.util.Arrays.fill(ones, 1);
    try (OnnxTensor ids = Decoding.longs(environment, source, 1);
        OnnxTensor mask = Decoding.longs(environment, ones, 1);
        OrtSession.Result result =
            encoder.run(given(encoder, Map.of(IDS, ids, ENCODER_MASK, mask)))) {
      OnnxTensor states =
          (OnnxTensor)
              result
                  .get(ENCODED)
                  .orElseThrow(() -> new ModelException("the encoder gave no " + ENCODED));
      return new Decoding(
          this, source.length, GraphSession.floats(states), states.getInfo().getShape()[2]);
    } catch (OrtException e) {
      throw new ModelException(
          "the summarizer's encoder failed on " + source.length + " tokens: " + e.getMessage(), e);
    }
  }

  /** Of some inputs those that a graph takes. */
  static Map<String, OnnxTensor> given(OrtSession session, Map<String, OnnxTensor> inputs) {
    Map<String, OnnxTensor> taken = new java.util.LinkedHashMap<>(inputs);
    taken.keySet().retainAll(session.getInputNames());
    return taken;
  }

  OrtEnvironment environment() {
    return environment;
  }

  OrtSession first() {
    return decoder;
  }

  /** The graph that goes on from states of before; empty where each run begins anew. */
  Optional<OrtSession> next() {
    return merged ? Optional.of(decoder) : withPast;
  }

  boolean isMerged() {
    return merged;
  }

  /** States of before for the first run of a merged graph, which does not read them. */
  OnnxTensor nothing(String input, int rows) throws OrtException {
    NodeInfo node = decoder.getInputInfo().get(input);
    long[] sides =
        node != null && node.getInfo() instanceof TensorInfo tensor
            ? tensor.getShape()
            : new long[0];
    long count = sides.length == 4 && sides[1] > 0 ? sides[1] : heads.count();
    long size = sides.length == 4 && sides[3] > 0 ? sides[3] : heads.size();
    if (count < 1 || size < 1) {
      throw new ModelException(
          "neither the summarizer's graph nor its config.json says how many heads it has and how"
              + " large they are");
    }
    float[] zeros = new float[Math.toIntExact(rows * count * size)];
    return Decoding.floats(environment, zeros, rows, count, 1, size);
  }

  @Override
  public void close() {
    try {
      withPast.ifPresent(session -> Sessions.close("summarizer's decoder with past", session));
    } finally {
      try {
        Sessions.close("summarizer's decoder", decoder);
      } finally {
        Sessions.close("summarizer's encoder", encoder);
      }
    }
  }
}
