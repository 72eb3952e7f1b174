package io.qklm.training.base;

import java.io.IOException;

/**
 * The int8 encoder of a base model that the engine has on its class path, so that a bundle need not
 * bring words and tokenizer.
 *
 * @param encoder name of the ONNX file, whose word embeddings the engine reads
 * @param tokenizer name of the {@code tokenizer.json}
 * @param artefact the jar that has both
 */
public record PublishedEncoder(String encoder, String tokenizer, String artefact) {

  /**
   * The word embeddings.
   *
   * @throws IOException if the file is missing or has no such table
   */
  public PublishedWords words() throws IOException {
    return PublishedWords.read(encoder, bytes(encoder));
  }

  /**
   * The tokenizer's file.
   *
   * @throws IOException if it is missing
   */
  public byte[] tokenizerFile() throws IOException {
    return bytes(tokenizer);
  }

  private byte[] bytes(String file) throws IOException {
    return ClassPathFile.read(file, artefact);
  }
}
