package io.qklm.model.annotate;

import io.qklm.model.linking.CandidateMention;
import io.qklm.model.linking.LoadedEntities;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.model.onnx.WindowReading;
import io.qklm.model.onnx.WindowTensors;
import io.qklm.model.onnx.WordTable;
import io.qklm.model.window.Window;
import io.qklm.model.window.WindowMention;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the network on a window and reads names and links from what it says. Borrows graph and
 * table; safe for any number of threads.
 */
public final class WindowReader {

  private static final int LABELS = MentionLabel.values().length;

  private final NetworkGraph graph;
  private final WordTable words;
  private final int features;

  /**
   * A reader.
   *
   * @param features numbers known of a candidate
   */
  public WindowReader(NetworkGraph graph, WordTable words, int features) {
    this.graph = graph;
    this.words = words;
    this.features = features;
  }

  /** Runs one window. */
  public WindowReading run(Window window, LoadedEntities entities) {
    return run(tensors(window, entities));
  }

  /** Runs what {@link #tensors} made. */
  WindowReading run(WindowTensors window) {
    return graph.run(window);
  }

  /** A window as the graph takes it. */
  public WindowTensors tensors(Window window, LoadedEntities entities) {
    List<WindowMention> mentions = window.mentions();
    int count = mentions.size();
    int widest =
        mentions.stream().mapToInt(mention -> mention.mention().ordinals().length).max().orElse(1);
    long[] capitals = new long[window.size()];
    for (int i = 0; i < capitals.length; i++) {
      capitals[i] = window.capitals()[i];
    }
    long[] starts = new long[count];
    long[] ends = new long[count];
    long[] places = new long[count * widest];
    float[] known = new float[count * widest * features];
    Map<Integer, Integer> rows = new LinkedHashMap<>();
    for (int m = 0; m < count; m++) {
      WindowMention mention = mentions.get(m);
      starts[m] = mention.start();
      ends[m] = mention.end();
      int[] ordinals = mention.mention().ordinals();
      for (int c = 0; c < widest; c++) {
        int place = m * widest + c;
        if (c < ordinals.length) {
          places[place] = rows.computeIfAbsent(ordinals[c], missing -> rows.size());
          System.arraycopy(mention.mention().features()[c], 0, known, place * features, features);
        } else {
          places[place] = -1;
        }
      }
    }
    return new WindowTensors(
        window.size(),
        words.rows(window.ids()),
        capitals,
        starts,
        ends,
        rows.size(),
        vectors(rows, entities),
        widest,
        places,
        known);
  }

  private static float[] vectors(Map<Integer, Integer> rows, LoadedEntities entities) {
    int dimension = entities.vectors().length == 0 ? 0 : entities.vectors()[0].length;
    float[] vectors = new float[rows.size() * dimension];
    rows.forEach(
        (ordinal, row) ->
            System.arraycopy(entities.vector(ordinal), 0, vectors, row * dimension, dimension));
    return vectors;
  }

  /** The names of a window, in their order. */
  public static List<ScoredName> names(Window window, WindowReading reading) {
    return names(window, reading.labels());
  }

  /** The same from the logits of its tokens' labels, {@code [T, labels]} row-major. */
  static List<ScoredName> names(Window window, float[] labels) {
    List<float[]> logits = new ArrayList<>(window.words().length);
    for (int word : window.words()) {
      logits.add(Arrays.copyOfRange(labels, word * LABELS, (word + 1) * LABELS));
    }
    return NameReader.names(window.spans(), window.joints(), logits);
  }

  /** The mentions of a window as the network scores them. */
  static List<ScoredMention> scored(Window window, WindowReading reading) {
    List<ScoredMention> scored = new ArrayList<>();
    for (int m = 0; m < window.mentions().size(); m++) {
      CandidateMention mention = window.mentions().get(m).mention();
      int width = reading.links().length / window.mentions().size();
      int from = m * width;
      scored.add(
          new ScoredMention(
              mention,
              Arrays.copyOfRange(reading.links(), from, from + mention.ordinals().length),
              reading.links()[from + width - 1]));
    }
    return scored;
  }

  /** The likeliest entity of every mention of a window, overlapping ones too. */
  public static List<ScoredLink> links(
      Window window, WindowReading reading, Calibration calibration) {
    return scored(window, reading).stream().map(one -> one.likeliest(calibration)).toList();
  }
}
