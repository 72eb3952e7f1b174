package io.qklm.training.release;

import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.BundleManifest;
import io.qklm.model.ModelBundle;
import io.qklm.model.annotate.Calibration;
import io.qklm.model.linking.CandidateFeature;
import io.qklm.training.base.BaseModels;
import io.qklm.training.base.PublishedWords;
import io.qklm.training.export.NetworkExport;
import io.qklm.training.export.NetworkExport.Numbers;
import io.qklm.training.export.NetworkShape;
import io.qklm.training.export.WeightSource;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.onnx.Weight;
import io.qklm.training.task.answer.AnswerKind;
import io.qklm.training.task.salience.SalienceKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Bundles of a network of two thin layers with random weights, and a few entities to link to. */
public final class TrainedBundles {

  public static final int FEATURES = CandidateFeature.count();

  private static final String ENTITIES =
      """
      {"id":"Q64","labels":{"en":"Berlin"},"descriptions":{"en":"capital of Germany"},"kind":"LOC","rank":0.9}
      {"id":"Q183","labels":{"en":"Germany"},"descriptions":{"en":"country in Europe"},"kind":"LOC","rank":0.9}
      {"id":"Q90","labels":{"en":"Paris"},"descriptions":{"en":"capital of France"},"kind":"LOC","rank":0.9}
      {"id":"Q830149","labels":{"en":"Paris"},"descriptions":{"en":"city in Texas"},"kind":"LOC","rank":0.2}
      {"id":"Q567","labels":{"en":"Angela Merkel"},"descriptions":{"en":"politician"},"kind":"PER","rank":0.7}
      """;

  private static final String FACTS =
      """
      Q64\tP1376\tentity\tQ183\t
      Q64\tP1082\tquantity\t3677472\t
      Q183\tP36\tentity\tQ64\t
      Q567\tP27\tentity\tQ183\t
      """;

  private static final EncoderShape ENCODER = new EncoderShape(30522, 64, 384, 2, 12, 96, 1);

  private TrainedBundles() {}

  public static NetworkShape shape(int features) {
    return new NetworkShape(ENCODER, new KnowledgeNetwork.Knowledge(384, features, true), 48);
  }

  static KnowledgeSnapshot knowledge(Path folder) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("entities.jsonl"), ENTITIES);
    Files.writeString(source.resolve("facts.tsv"), FACTS);
    Path output = folder.resolve("knowledge");
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 2)) {
      new KnowledgeBuild(
              KnowledgeBuild.Options.into(output, 1),
              embedder,
              Optional.empty(),
              BuildProgress.SILENT)
          .run(List.of(new JsonlSource(source)));
    }
    return KnowledgeSnapshot.open(output);
  }

  /** Random weights of the shape's sizes; those in {@code fixed} are all of one value. */
  public static WeightSource weights(NetworkShape shape, Map<String, Float> fixed) {
    return new WeightSource() {
      @Override
      public Weight read(String name) {
        throw new IllegalStateException("the export asked for " + name + " without a shape");
      }

      @Override
      public Weight read(String name, long... sides) {
        int size = 1;
        for (long side : sides) {
          size *= (int) side;
        }
        SplittableRandom random = new SplittableRandom(name.hashCode());
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
          float noise = 0.1f * (float) random.nextGaussian();
          values[i] = fixed.getOrDefault(name, name.endsWith("LayerNorm.weight") ? 1 : noise);
        }
        return new Weight(name, sides, values);
      }
    };
  }

  /** Without heads for summaries and questions. */
  static ModelBundle write(Path folder, byte[] network) throws IOException {
    return write(new BundleWriter(folder), network, false);
  }

  /** The older form: what version 2 could say, its manifest as that version wrote it. */
  static ModelBundle writeVersion2(Path folder) throws IOException {
    NetworkShape shape = shape(FEATURES);
    write(folder, NetworkExport.export(weights(shape, Map.of()), shape, Numbers.INT8));
    Path manifest = folder.resolve("manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace(
                "\"formatVersion\" : " + BundleManifest.FORMAT_VERSION, "\"formatVersion\" : 2"));
    return ModelBundle.open(folder);
  }

  private static ModelBundle write(BundleWriter writer, byte[] network, boolean heads)
      throws IOException {
    PublishedWords words = BaseModels.DEFAULT.published().orElseThrow().words();
    return writer
        .add("network", "network.onnx", network)
        .add("card", "MODEL_CARD.md", "# A test\n".getBytes(StandardCharsets.UTF_8))
        .add(BaseModels.DEFAULT.published().orElseThrow())
        .finish(
            new BundleManifest(
                BundleManifest.FORMAT_VERSION,
                BundleManifest.QKLM,
                "qklm-test",
                "random",
                "Apache-2.0",
                384,
                48,
                new BundleManifest.Network(
                    384,
                    FEATURES,
                    16,
                    ModelBundle.zeroShot().embeddingDigest(),
                    words.place(),
                    Calibration.NONE,
                    heads ? new BundleManifest.Salience(2400) : null,
                    heads ? new BundleManifest.Answer(64) : null),
                null,
                List.of()));
  }

  static ModelBundle write(Path folder, Numbers numbers, Map<String, Float> fixed)
      throws IOException {
    NetworkShape shape = shape(FEATURES);
    WeightSource weights = weights(shape, fixed);
    BundleWriter writer =
        new BundleWriter(folder)
            .add(
                "salience",
                "salience.onnx",
                new SalienceKind().head().orElseThrow().export(weights, shape))
            .add(
                "answer",
                "answer.onnx",
                new AnswerKind().head().orElseThrow().export(weights, shape));
    return write(writer, NetworkExport.export(weights, shape, numbers), true);
  }
}
