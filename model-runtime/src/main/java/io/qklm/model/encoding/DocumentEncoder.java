package io.qklm.model.encoding;

import io.qklm.model.onnx.Encoder;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the language model over a text in windows of whole sentences and takes the mean of the
 * hidden states of each sentence. A sentence longer than a window is read in pieces. Windows are
 * laid out from the text alone, so the result never depends on what else is being encoded.
 */
public final class DocumentEncoder {

  private final TextTokenizer tokenizer;
  private final Encoder encoder;
  private final int windowTokens;

  /**
   * Borrows both natives; the caller closes them.
   *
   * @param windowTokens tokens of a window, the two special ones included
   */
  public DocumentEncoder(TextTokenizer tokenizer, Encoder encoder, int windowTokens) {
    this.tokenizer = tokenizer;
    this.encoder = encoder;
    this.windowTokens = windowTokens;
  }

  /** Components of a vector. */
  public int dimension() {
    return encoder.hidden();
  }

  /** Encodes {@code text}, whose sentences are given. */
  public EncodedDocument encode(String text, List<Span> sentences) {
    Tokens tokens = tokenizer.tokenize(text);
    SentencePooler pooler = new SentencePooler(text, sentences, tokens, encoder.hidden());
    for (Span window : layout(pooler, sentences.size())) {
      float[] states = encoder.encode(window(tokens, window.start(), window.end()));
      pooler.add(states, window.start(), window.end());
    }
    return pooler.document();
  }

  /** The token ids of each window that {@link #encode} runs. */
  public List<long[]> windows(String text, List<Span> sentences) {
    Tokens tokens = tokenizer.tokenize(text);
    SentencePooler pooler = new SentencePooler(text, sentences, tokens, encoder.hidden());
    return layout(pooler, sentences.size()).stream()
        .map(window -> window(tokens, window.start(), window.end()))
        .toList();
  }

  /** Runs the model on a window and drops what it says. */
  public void run(long[] ids) {
    encoder.encode(ids);
  }

  /** The windows in tokens of the text. */
  private List<Span> layout(SentencePooler pooler, int sentences) {
    List<Span> windows = new ArrayList<>();
    int room = windowTokens - 2;
    int first = 0;
    while (first < sentences) {
      int begin = pooler.from(first);
      int last = first + 1;
      while (last < sentences && pooler.to(last) - begin <= room) {
        last++;
      }
      // One window, or several for a single long sentence.
      int end = pooler.to(last - 1);
      for (int start = begin; start < end; start += room) {
        windows.add(new Span(start, Math.min(end, start + room)));
      }
      first = last;
    }
    return windows;
  }

  /** The unit vector of a short text, cut to {@code maxTokens}. */
  public float[] encodeShort(String text, int maxTokens) {
    Tokens tokens = tokenizer.tokenize(text);
    int size = Math.min(tokens.size(), maxTokens);
    return SentencePooler.mean(encoder.encode(window(tokens, 0, size)), encoder.hidden());
  }

  private long[] window(Tokens tokens, int start, int end) {
    long[] ids = new long[end - start + 2];
    ids[0] = tokenizer.first();
    System.arraycopy(tokens.ids(), start, ids, 1, end - start);
    ids[ids.length - 1] = tokenizer.last();
    return ids;
  }
}
