package io.qklm.model.annotate;

import io.qklm.document.SegmentedText;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.onnx.NameGraph;
import io.qklm.model.onnx.WordTable;
import io.qklm.model.window.Window;
import io.qklm.model.window.WindowLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads names with a network of its own, which is told nothing of candidates. Owns tokenizer and
 * graph; safe for any number of threads.
 */
public final class NameNetwork implements AutoCloseable {

  private final TextTokenizer tokenizer;
  private final WindowLayout layout;
  private final WordTable words;
  private final NameGraph graph;

  /**
   * A network that takes all over.
   *
   * @param windowTokens longest window, special tokens included
   */
  public NameNetwork(TextTokenizer tokenizer, int windowTokens, WordTable words, NameGraph graph) {
    this.tokenizer = tokenizer;
    this.layout = new WindowLayout(tokenizer, windowTokens);
    this.words = words;
    this.graph = graph;
  }

  /**
   * The names of {@code text}, in the order of its windows.
   *
   * @throws io.qklm.model.onnx.ModelException if the network fails on it
   */
  public List<ScoredName> names(SegmentedText text) {
    List<ScoredName> names = new ArrayList<>();
    for (Window window : layout.lay(text, List.of()).windows()) {
      names.addAll(WindowReader.names(window, logits(window)));
    }
    return names;
  }

  /** The logits of a window's tokens, {@code [T, labels]} row-major. */
  public float[] logits(Window window) {
    long[] capitals = new long[window.size()];
    for (int i = 0; i < capitals.length; i++) {
      capitals[i] = window.capitals()[i];
    }
    return graph.run(words.rows(window.ids()), capitals);
  }

  @Override
  public void close() {
    try (tokenizer) {
      graph.close();
    }
  }
}
