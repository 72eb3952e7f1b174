package io.qklm.training.export;

import io.qklm.model.annotate.MentionLabel;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.training.export.GraphBuilder.Element;
import io.qklm.training.model.EncoderShape;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The encoder with the head for names as an ONNX graph for one window; see {@link
 * io.qklm.model.onnx.NameGraph} for its ends.
 */
public final class NameExport {

  private NameExport() {}

  /**
   * A graph whose large weights stand in a file beside it.
   *
   * @param graph the ONNX file
   * @param products the weights, as they are laid out
   * @param size bytes of the file beside
   */
  @SuppressWarnings("ArrayRecordComponent") // a file on its way, never compared
  public record Outside(byte[] graph, List<Product> products, long size) {}

  /**
   * One product's weights in the file beside.
   *
   * @param name of the map
   * @param outputs all that are multiplied at once
   * @param factors what the columns of each input are multiplied with
   * @param apart inputs that are multiplied in floats
   * @param codes where its bytes go
   * @param scales where their scales go
   * @param rows where what is apart goes
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers on their way to a file, never compared
  public record Product(
      String name, int outputs, float[] factors, int[] apart, long codes, long scales, long rows) {}

  /** The graph in 32-bit floats, with all of its weights. */
  public static byte[] floats(WeightSource weights, EncoderShape shape, int windowTokens)
      throws IOException {
    return export(weights, shape, windowTokens, new FloatProducts());
  }

  /** The graph in int8 for inputs as large as {@code ranges}, with all of its weights. */
  public static byte[] int8(
      WeightSource weights, EncoderShape shape, int windowTokens, ActivationRanges ranges)
      throws IOException {
    return export(weights, shape, windowTokens, new Int8Products(127, ranges));
  }

  /** The same graph without its large weights. */
  public static Outside outside(
      WeightSource weights, EncoderShape shape, int windowTokens, ActivationRanges ranges)
      throws IOException {
    OutsideWeights outside = new OutsideWeights();
    byte[] graph = export(weights, shape, windowTokens, new Int8Products(127, ranges, outside));
    return new Outside(graph, outside.products(), outside.end());
  }

  /** Runs one window through a watched graph. */
  @FunctionalInterface
  public interface Watch {
    /**
     * @param watched lengths of the further outputs, by name
     * @return for each window all further outputs, by name
     */
    Iterable<Map<String, float[]>> outputs(byte[] graph, Map<String, Integer> watched)
        throws IOException;
  }

  /** How large the products' inputs become on the windows that {@code watch} runs. */
  public static ActivationRanges ranges(
      WeightSource weights, EncoderShape shape, int windowTokens, Watch watch) throws IOException {
    WatchedProducts products = new WatchedProducts();
    byte[] graph = export(weights, shape, windowTokens, products);
    Map<String, float[]> ranges = new HashMap<>();
    for (Map<String, float[]> found : watch.outputs(graph, products.watched())) {
      found.forEach(
          (map, values) ->
              ActivationRanges.widen(
                  ranges.computeIfAbsent(map, name -> new float[values.length]), values));
    }
    return new ActivationRanges(ranges);
  }

  private static byte[] export(
      WeightSource weights, EncoderShape shape, int windowTokens, Products products)
      throws IOException {
    GraphBuilder graph = new GraphBuilder();
    graph.input(NetworkGraph.WORDS, Element.FLOAT, -1, shape.hidden());
    graph.input(NetworkGraph.CAPITALS, Element.INT64, -1);
    EncoderGraph layers = new EncoderGraph(graph, weights, products, shape);
    String tokens = graph.node("Shape", List.of(NetworkGraph.CAPITALS));
    String states = layers.layers(layers.embeddings(tokens, windowTokens), 0, shape.layers());
    int labels = MentionLabel.values().length;
    String logits =
        products.linear(
            graph, states, LinearMap.read(weights, "heads.tokens", shape.hidden(), labels));
    graph.output(NetworkGraph.LABELS, logits, Element.FLOAT, -1, labels);
    return graph.build("qklm", Map.of()).toByteArray();
  }
}
