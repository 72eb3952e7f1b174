package io.qklm.model.encoding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.text.CodePointIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Splits text into the vocabulary of the language model and keeps where each token stands. Owns the
 * native tokenizer; safe for any number of threads.
 */
public final class TextTokenizer implements AutoCloseable {

  private static final ObjectMapper FILES = new ObjectMapper();

  private final HuggingFaceTokenizer tokenizer;
  private final Optional<LatinTokenizer> latin;
  private final int first;
  private final int last;

  /**
   * Opens the tokenizer.
   *
   * @param json a {@code tokenizer.json} in Hugging Face's form
   * @throws IOException if it cannot be read
   */
  public TextTokenizer(byte[] json) throws IOException {
    this.tokenizer = open(json);
    long[] special = tokenizer.encode("").getIds();
    if (special.length != 2) {
      tokenizer.close();
      throw new IOException(
          "the tokenizer puts " + special.length + " special tokens around a text, expected 2");
    }
    this.first = (int) special[0];
    this.last = (int) special[1];
    this.latin = LatinTokenizer.of(FILES.readTree(json), this::nativeTokens);
  }

  /**
   * The native tokenizer, which cuts and pads nothing: that is decided text by text, whatever the
   * file says. The caller closes it.
   *
   * @param json a {@code tokenizer.json} in Hugging Face's form
   * @throws IOException if it cannot be read
   */
  public static HuggingFaceTokenizer open(byte[] json) throws IOException {
    keepOffline();
    return HuggingFaceTokenizer.newInstance(
        new ByteArrayInputStream(json), Map.of("truncation", "false", "padding", "false"));
  }

  /**
   * Left to itself, DJL asks the cloud it may run in for its region and reports its use, and where
   * it sees a graphics card it fetches another native library.
   */
  private static void keepOffline() {
    for (String property : List.of("OPT_OUT_TRACKING", "ai.djl.offline")) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, "true");
      }
    }
  }

  /** The special token before a text. */
  public int first() {
    return first;
  }

  /** The special token after a text. */
  public int last() {
    return last;
  }

  /** The tokens of a well-formed text. */
  public Tokens tokenize(String text) {
    return latin.isPresent() ? latin.get().tokenize(text) : nativeTokens(text);
  }

  /** What the native tokenizer makes of a text, the model for all that is done without it. */
  Tokens nativeTokens(String text) {
    Encoding encoding = tokenizer.encode(text, false, false);
    CharSpan[] spans = encoding.getCharTokenSpans();
    // The native side counts code points.
    CodePointIndex index = CodePointIndex.of(text);
    int[] starts = new int[spans.length];
    int[] ends = new int[spans.length];
    long[] wordIds = encoding.getWordIds();
    boolean[] words = new boolean[spans.length];
    for (int i = 0; i < spans.length; i++) {
      starts[i] = index.utf16(spans[i].getStart());
      ends[i] = index.utf16(spans[i].getEnd());
      words[i] = i == 0 || wordIds[i] != wordIds[i - 1];
    }
    return new Tokens(encoding.getIds(), starts, ends, words);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
