package io.qklm.model.abstractive;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.qklm.model.encoding.TextTokenizer;
import java.io.IOException;

/** The tokenizer of an encoder-decoder. Owns the native one; safe for any number of threads. */
final class SourceTokenizer implements AutoCloseable {

  private final HuggingFaceTokenizer tokenizer;
  private final int special;

  /**
   * Opens it.
   *
   * @param json a {@code tokenizer.json} in Hugging Face's form
   * @throws IOException if it cannot be read
   */
  SourceTokenizer(byte[] json) throws IOException {
    this.tokenizer = TextTokenizer.open(json);
    this.special = tokenizer.encode("", true, false).getIds().length;
  }

  /** Tokens that are put around every text. */
  int special() {
    return special;
  }

  /** How many tokens a text has without those around it. */
  int count(String text) {
    return tokenizer.encode(text, false, false).getIds().length;
  }

  /** The tokens of a text, with those around it. */
  long[] encode(String text) {
    return tokenizer.encode(text, true, false).getIds();
  }

  /** The text of tokens, special ones left out. */
  String decode(long[] tokens) {
    return tokenizer.decode(tokens, true).strip();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
