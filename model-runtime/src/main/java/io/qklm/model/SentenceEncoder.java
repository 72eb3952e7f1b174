package io.qklm.model;

import io.qklm.model.encoding.DocumentEncoder;
import io.qklm.model.encoding.EncodedDocument;
import io.qklm.text.Span;
import java.io.IOException;
import java.util.List;

/** A bundle's encoder without any knowledge, for those who measure the heads on their own. */
public final class SentenceEncoder implements AutoCloseable {

  private final Natives natives;
  private final DocumentEncoder encoder;

  private SentenceEncoder(Natives natives) {
    this.natives = natives;
    this.encoder = natives.documentEncoder();
  }

  /**
   * Opens the bundle's encoder.
   *
   * @param threads threads used for one run
   */
  public static SentenceEncoder open(ModelBundle bundle, int threads) throws IOException {
    return new SentenceEncoder(Natives.open(bundle, threads));
  }

  /** Encodes a text whose sentences are given as UTF-16 spans. */
  public EncodedDocument encode(String text, List<Span> sentences) {
    return encoder.encode(text, sentences);
  }

  @Override
  public void close() {
    natives.close();
  }
}
