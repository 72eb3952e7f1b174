package io.qklm.training.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.model.onnx.WindowTensors;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How large the inputs of a network's products become on texts. */
public final class ActivationRanges {

  /** Nothing is known of any product. */
  public static final ActivationRanges NONE = new ActivationRanges(Map.of());

  private final Map<String, float[]> ranges;

  /** By the names of maps; borrows the arrays. */
  ActivationRanges(Map<String, float[]> ranges) {
    this.ranges = Map.copyOf(ranges);
  }

  /** The largest magnitude of each input of the map called {@code name}. */
  Optional<float[]> of(String name) {
    return Optional.ofNullable(ranges.get(name));
  }

  /**
   * Watches a network read {@code windows}; those without a mention are passed by.
   *
   * @throws IOException if a weight is missing or has another shape, or the graph does not run
   */
  public static ActivationRanges of(
      WeightSource weights, NetworkShape shape, List<WindowTensors> windows) throws IOException {
    byte[] graph = NetworkExport.export(weights, shape, new WatchedProducts());
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, float[]> ranges = new HashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(graph, options)) {
        for (WindowTensors window : windows) {
          if (window.mentions() > 0) {
            watch(environment, session, NetworkExport.sizes(shape), window, ranges);
          }
        }
      }
    } catch (OrtException e) {
      throw new IOException("the network does not run: " + e.getMessage(), e);
    }
    return new ActivationRanges(ranges);
  }

  private static void watch(
      OrtEnvironment environment,
      OrtSession session,
      NetworkGraph.Sizes sizes,
      WindowTensors window,
      Map<String, float[]> ranges)
      throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      Ends ends = new Ends(environment, inputs);
      long mentions = window.mentions();
      long candidates = window.candidates();
      ends.put(NetworkGraph.WORDS, window.words(), window.tokens(), sizes.hidden());
      ends.put(NetworkGraph.CAPITALS, window.capitals(), window.tokens());
      ends.put(NetworkGraph.STARTS, window.starts(), mentions);
      ends.put(NetworkGraph.ENDS, window.ends(), mentions);
      ends.put(NetworkGraph.VECTORS, window.vectors(), window.entities(), sizes.dimension());
      ends.put(NetworkGraph.PLACES, window.places(), mentions, candidates);
      ends.put(NetworkGraph.FEATURES, window.features(), mentions, candidates, sizes.features());
      try (OrtSession.Result result = session.run(inputs)) {
        for (Map.Entry<String, OnnxValue> output : result) {
          if (output.getKey().startsWith(WatchedProducts.PREFIX)) {
            String map = output.getKey().substring(WatchedProducts.PREFIX.length());
            FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
            widen(ranges.computeIfAbsent(map, name -> new float[values.remaining()]), values);
          }
        }
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static void widen(float[] range, FloatBuffer values) {
    for (int i = 0; i < range.length; i++) {
      range[i] = Math.max(range[i], values.get(i));
    }
  }

  /** Tensors of a run, by the names of the graph's inputs. */
  private record Ends(OrtEnvironment environment, Map<String, OnnxTensor> tensors) {

    void put(String name, float[] values, long... shape) throws OrtException {
      tensors.put(name, OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape));
    }

    void put(String name, long[] values, long... shape) throws OrtException {
      tensors.put(name, OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape));
    }
  }
}
