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
    int hidden = encoder.hidden();
    List<float[]> sums = new ArrayList<>(sentences.size());
    int[] from = new int[sentences.size()];
    int[] to = new int[sentences.size()];
    for (int i = 0; i < sentences.size(); i++) {
      from[i] = tokens.firstFrom(sentences.get(i).start());
      to[i] = tokens.firstFrom(sentences.get(i).end());
      sums.add(new float[hidden]);
    }
    int room = windowTokens - 2;
    int first = 0;
    while (first < sentences.size()) {
      int last = first + 1;
      while (last < sentences.size() && to[last] - from[first] <= room) {
        last++;
      }
      // One window, or several for a single long sentence.
      int end = to[last - 1];
      for (int start = from[first]; start < end; start += room) {
        addWindow(tokens, start, Math.min(end, start + room), from, to, first, last, sums);
      }
      first = last;
    }
    float[] documentVector = new float[hidden];
    for (int i = 0; i < sums.size(); i++) {
      Vectors.normalize(sums.get(i));
      // Long sentences carry more of the document, but not in proportion.
      Vectors.add(documentVector, sums.get(i), (float) Math.sqrt(Math.max(1, to[i] - from[i])));
    }
    Vectors.normalize(documentVector);
    return new EncodedDocument(text, sentences, sums, documentVector, tokens.size());
  }

  /** The unit vector of a short text, cut to {@code maxTokens}. */
  public float[] encodeShort(String text, int maxTokens) {
    Tokens tokens = tokenizer.tokenize(text);
    int size = Math.min(tokens.size(), maxTokens);
    float[] states = encoder.encode(window(tokens, 0, size));
    float[] vector = new float[encoder.hidden()];
    for (int row = 0; row < size + 2; row++) {
      addRow(states, row, vector);
    }
    Vectors.normalize(vector);
    return vector;
  }

  private void addWindow(
      Tokens tokens,
      int start,
      int end,
      int[] from,
      int[] to,
      int firstSentence,
      int lastSentence,
      List<float[]> sums) {
    float[] states = encoder.encode(window(tokens, start, end));
    for (int sentence = firstSentence; sentence < lastSentence; sentence++) {
      int tokenEnd = Math.min(to[sentence], end);
      for (int token = Math.max(from[sentence], start); token < tokenEnd; token++) {
        addRow(states, token - start + 1, sums.get(sentence));
      }
    }
  }

  private long[] window(Tokens tokens, int start, int end) {
    long[] ids = new long[end - start + 2];
    ids[0] = tokenizer.first();
    System.arraycopy(tokens.ids(), start, ids, 1, end - start);
    ids[ids.length - 1] = tokenizer.last();
    return ids;
  }

  private void addRow(float[] states, int row, float[] sum) {
    int offset = row * sum.length;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += states[offset + i];
    }
  }
}
