package io.qklm.model;

import io.qklm.model.annotate.MentionLabel;
import io.qklm.model.annotate.NameNetwork;
import io.qklm.model.encoding.CasedTokenizer;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.large.BaseArtifact;
import io.qklm.model.large.BaseJar;
import io.qklm.model.large.MergePlan;
import io.qklm.model.large.MergedCache;
import io.qklm.model.large.MergedWeights;
import io.qklm.model.onnx.ModelException;
import io.qklm.model.onnx.NameGraph;
import io.qklm.model.onnx.WordTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network of a bundle of the kind {@value BundleManifest#NAMES}: its base with its changes,
 * made ready once for a user and kept.
 */
public final class LargeNames {

  /** The file of changes. */
  public static final String CHANGES = "changes";

  /** The base's word pieces, one a line. */
  public static final String VOCABULARY = "vocabulary";

  private static final Logger LOG = LoggerFactory.getLogger(LargeNames.class);

  private LargeNames() {}

  /**
   * The file of the merged weights, made if it is not there yet.
   *
   * @param jar the base's; asked only when the file has to be made
   * @param tell hears what is done
   * @throws IOException if the base is not there or was altered, or nothing can be kept
   */
  public static Path prepare(
      ModelBundle bundle, MergedCache cache, BaseSource jar, Consumer<String> tell)
      throws IOException {
    MergePlan plan = plan(bundle);
    return cache.file(
        bundle.name(),
        plan,
        (file, progress) ->
            MergedWeights.write(plan, jar.of(base(bundle)), bundle.bytes(CHANGES), file, progress),
        tell);
  }

  /** Says where a base's jar is. */
  @FunctionalInterface
  public interface BaseSource {
    /**
     * @throws IOException if it is nowhere; the message says how it is fetched
     */
    BaseJar of(BaseArtifact artifact) throws IOException;
  }

  static NameNetwork open(ModelBundle bundle, int threads) throws IOException {
    Path weights = prepare(bundle, MergedCache.ofUser(), BaseJar::find, LOG::info);
    String vocabulary = new String(bundle.bytes(VOCABULARY), StandardCharsets.UTF_8);
    TextTokenizer tokenizer = new TextTokenizer(CasedTokenizer.file(vocabulary.lines().toList()));
    try {
      BundleManifest manifest = bundle.manifest();
      return new NameNetwork(
          tokenizer,
          manifest.windowTokens(),
          words(plan(bundle).words(), weights),
          new NameGraph(
              bundle.bytes(TrainedModel.NETWORK),
              weights.toAbsolutePath().resolveSibling(""),
              manifest.hidden(),
              MentionLabel.values().length,
              threads));
    } catch (ModelException e) {
      tokenizer.close();
      throw new BundleException(
          "the model bundle " + bundle.name() + " cannot be used: " + e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      tokenizer.close();
      throw e;
    }
  }

  private static WordTable words(MergePlan.Words words, Path weights) throws IOException {
    try (FileChannel channel = FileChannel.open(weights, StandardOpenOption.READ)) {
      byte[] codes = new byte[Math.multiplyExact(words.rows(), words.width())];
      read(channel, ByteBuffer.wrap(codes), words.codes());
      ByteBuffer bytes =
          ByteBuffer.allocate(words.rows() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      read(channel, bytes, words.scales());
      float[] scales = new float[words.rows()];
      bytes.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(scales);
      return new WordTable(codes, scales);
    }
  }

  private static void read(FileChannel channel, ByteBuffer bytes, long from) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new IOException("the merged weights end too early; delete the file and start again");
      }
    }
  }

  private static BaseArtifact base(ModelBundle bundle) throws BundleException {
    BaseArtifact base = bundle.manifest().base();
    if (base == null) {
      throw new BundleException("the model bundle " + bundle.name() + " names no base model");
    }
    return base;
  }

  private static MergePlan plan(ModelBundle bundle) throws BundleException {
    MergePlan plan = bundle.manifest().changes();
    if (plan == null) {
      throw new BundleException("the model bundle " + bundle.name() + " has no changes");
    }
    return plan;
  }
}
