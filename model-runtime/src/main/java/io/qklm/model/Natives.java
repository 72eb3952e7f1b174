package io.qklm.model;

import io.qklm.model.encoding.DocumentEncoder;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.onnx.Encoder;
import java.io.IOException;

/** The native parts of an opened bundle, with one owner: whoever opened them. */
final class Natives implements AutoCloseable {

  private final TextTokenizer tokenizer;
  private final Encoder encoder;
  private final int windowTokens;

  private Natives(TextTokenizer tokenizer, Encoder encoder, int windowTokens) {
    this.tokenizer = tokenizer;
    this.encoder = encoder;
    this.windowTokens = windowTokens;
  }

  static Natives open(ModelBundle bundle, int threads) throws IOException {
    BundleManifest manifest = bundle.manifest();
    TextTokenizer tokenizer = new TextTokenizer(bundle.bytes("tokenizer"));
    try {
      Encoder encoder = new Encoder(bundle.bytes("encoder"), manifest.hidden(), threads);
      return new Natives(tokenizer, encoder, manifest.windowTokens());
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  DocumentEncoder documentEncoder() {
    return new DocumentEncoder(tokenizer, encoder, windowTokens);
  }

  /** The session first: it may hold results that were tokenized here. */
  @Override
  public void close() {
    try {
      encoder.close();
    } finally {
      tokenizer.close();
    }
  }
}
