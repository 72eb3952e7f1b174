package io.qklm.model.encoding;

import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;

/** The mean of the hidden states of each sentence, gathered window by window. */
public final class SentencePooler {

  private final String text;
  private final List<Span> sentences;
  private final int read;
  private final SentenceTokens tokens;
  private final List<float[]> sums;

  /**
   * A pooler of a text.
   *
   * @param sentences in their order, UTF-16 units
   * @param hidden components of a state
   */
  public SentencePooler(String text, List<Span> sentences, Tokens tokens, int hidden) {
    this.text = text;
    this.sentences = sentences;
    this.read = tokens.size();
    this.tokens = SentenceTokens.of(tokens, sentences);
    this.sums = new ArrayList<>(sentences.size());
    for (int i = 0; i < sentences.size(); i++) {
      sums.add(new float[hidden]);
    }
  }

  /** First token of a sentence. */
  int from(int sentence) {
    return tokens.from(sentence);
  }

  /** Token after the last of a sentence. */
  int to(int sentence) {
    return tokens.to(sentence);
  }

  /**
   * Adds a window.
   *
   * @param states row-major, the state of token {@code start} in the second row
   * @param start its first token
   * @param end token after its last
   */
  public void add(float[] states, int start, int end) {
    for (int sentence = 0; sentence < sums.size() && tokens.from(sentence) < end; sentence++) {
      int last = tokens.endIn(sentence, end);
      for (int token = tokens.startIn(sentence, start); token < last; token++) {
        addRow(states, token - start + 1, sums.get(sentence));
      }
    }
  }

  /** Whether a sentence has any token. */
  public boolean hasTokens(int sentence) {
    return tokens.size(sentence) > 0;
  }

  /** The mean of a sentence's states, after every window was added once. */
  public float[] mean(int sentence) {
    float[] mean = sums.get(sentence).clone();
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= Math.max(1, tokens.size(sentence));
    }
    return mean;
  }

  /** The text's vectors, after every window was added once. */
  public EncodedDocument document() {
    float[] whole = new float[sums.isEmpty() ? 0 : sums.get(0).length];
    List<float[]> vectors = new ArrayList<>(sums.size());
    for (int i = 0; i < sums.size(); i++) {
      float[] vector = sums.get(i).clone();
      Vectors.normalize(vector);
      vectors.add(vector);
      // Long sentences carry more of the document, but not in proportion.
      Vectors.add(whole, vector, (float) Math.sqrt(Math.max(1, tokens.size(i))));
    }
    Vectors.normalize(whole);
    return new EncodedDocument(text, sentences, vectors, whole, read);
  }

  /**
   * The unit vector of a short text.
   *
   * @param states of all its tokens, row-major
   */
  public static float[] mean(float[] states, int hidden) {
    float[] vector = new float[hidden];
    for (int row = 0; row < states.length / hidden; row++) {
      addRow(states, row, vector);
    }
    Vectors.normalize(vector);
    return vector;
  }

  private static void addRow(float[] states, int row, float[] sum) {
    int offset = row * sum.length;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += states[offset + i];
    }
  }
}
