package io.qklm.training.base;

import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.large.BaseArtifact;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.onnx.Weight;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A published encoder that runs start from. */
public sealed interface BaseModel permits MiniLm, BertBaseCased {

  /** What configurations call it. */
  String name();

  /** What its publishers call it. */
  String title();

  /** SPDX identifier of its weights. */
  String licence();

  /** Its sizes, and where knowledge enters. */
  EncoderShape shape();

  /** Whether its vocabulary tells capitals from small letters. */
  boolean cased();

  /** The pieces of its vocabulary that are no words. */
  SpecialPieces pieces();

  /**
   * Its tokenizer, the same that the engine reads texts with; the caller closes it.
   *
   * @throws IOException if the base model is not there
   */
  TextTokenizer tokenizer() throws IOException;

  /**
   * Hands out its weights under BERT's names, as {@code
   * encoder.layer.0.attention.self.query.weight} {@code [outputs, inputs]}, those of the head for
   * hidden words as {@code heads.words}, if it has one. Whatever else is published of it is left
   * out.
   *
   * @throws IOException if the base model is not there, or damaged
   */
  void weights(Consumer<Weight> each) throws IOException;

  /**
   * SHA-256 of what its weights and its vocabulary are read from, in hex.
   *
   * @throws IOException if the base model is not there
   */
  String digest() throws IOException;

  /** The artefact that a bundle of changes names as its base; empty where there is none. */
  default Optional<BaseArtifact> artifact() {
    return Optional.empty();
  }

  /**
   * Where its weights stand in the artefact's file, in bytes, by BERT's names; none where it has
   * none.
   *
   * @throws IOException if the base model is not there, or damaged
   */
  default Map<String, Long> places() throws IOException {
    return Map.of();
  }

  /** What of it the engine has on its class path; empty where a bundle has to bring it. */
  Optional<PublishedEncoder> published();
}
