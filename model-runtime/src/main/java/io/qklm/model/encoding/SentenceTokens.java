package io.qklm.model.encoding;

import io.qklm.text.Span;
import java.util.List;

/**
 * Which tokens of a text belong to which of its sentences; the same for training and the engine.
 */
public final class SentenceTokens {

  private final int[] from;
  private final int[] to;

  private SentenceTokens(int[] from, int[] to) {
    this.from = from;
    this.to = to;
  }

  /** The tokens of {@code sentences}, given in their order, UTF-16 units. */
  public static SentenceTokens of(Tokens tokens, List<Span> sentences) {
    int[] from = new int[sentences.size()];
    int[] to = new int[sentences.size()];
    for (int i = 0; i < from.length; i++) {
      from[i] = tokens.firstFrom(sentences.get(i).start());
      to[i] = tokens.firstFrom(sentences.get(i).end());
    }
    return new SentenceTokens(from, to);
  }

  /** Sentences. */
  public int sentences() {
    return from.length;
  }

  /** First token of a sentence. */
  public int from(int sentence) {
    return from[sentence];
  }

  /** Token after the last of a sentence. */
  public int to(int sentence) {
    return to[sentence];
  }

  /** Tokens of a sentence; 0 where the tokenizer leaves nothing of it. */
  public int size(int sentence) {
    return Math.max(0, to[sentence] - from[sentence]);
  }

  /**
   * The first token of a sentence in a window that has the tokens from {@code start} on.
   *
   * @return not before {@link #endIn} where the window has none of it
   */
  public int startIn(int sentence, int start) {
    return Math.max(from[sentence], start);
  }

  /** The token after the last of a sentence in a window that has the tokens before {@code end}. */
  public int endIn(int sentence, int end) {
    return Math.min(to[sentence], end);
  }
}
