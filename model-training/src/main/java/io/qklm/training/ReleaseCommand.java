package io.qklm.training;

import io.qklm.model.BundleManifest;
import io.qklm.model.ModelBundle;
import io.qklm.model.annotate.Calibration;
import io.qklm.model.linking.CandidateReader;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.training.annotate.WindowEncoder;
import io.qklm.training.annotate.WordPieces;
import io.qklm.training.export.BundleWriter;
import io.qklm.training.export.NetworkExport;
import io.qklm.training.export.NetworkExport.Numbers;
import io.qklm.training.export.NetworkShape;
import io.qklm.training.export.PublishedWords;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.store.Safetensors;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code model-training/release}: learned weights become a bundle. */
@Command(
    name = "model-training/release",
    description =
        "Makes a model bundle of a run's weights; with --knowledge it measures the graphs first.",
    mixinStandardHelpOptions = true)
public final class ReleaseCommand implements Callable<Integer> {

  @Option(names = "--config", required = true, description = "the run, a JSON file")
  private Path config = Path.of("");

  @Option(
      names = "--checkpoint",
      required = true,
      description = "the run's weights, such as best.safetensors")
  private Path checkpoint = Path.of("");

  @Option(names = "--output", required = true, description = "the bundle's folder, a new one")
  private Path output = Path.of("");

  @Option(names = "--name", description = "what provenance calls it; default: qklm-RUN")
  private @Nullable String name;

  @Option(
      names = "--numbers",
      description = "numbers of the released graph: int8 or float32; default: ${DEFAULT-VALUE}")
  private String numbers = "int8";

  @Option(
      names = "--knowledge",
      description = "snapshot to measure with, on the sets of the configuration")
  private @Nullable Path knowledge;

  @Option(names = "--data", description = "data folder; default: $QKLM_DATA or ../shared/data")
  private @Nullable Path data;

  private ReleaseCommand() {}

  /** Starts the command. */
  public static void main(String[] arguments) {
    System.exit(Commands.run(new ReleaseCommand(), "model-training/release", arguments));
  }

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    TrainingConfiguration run = TrainingConfiguration.read(config);
    Safetensors weights = Safetensors.open(checkpoint);
    PublishedWords words = PublishedWords.miniLm();
    words.requireUnchanged(weights.read("embeddings.word_embeddings.weight"));
    EncoderShape encoder = EncoderShape.miniLm();
    boolean injects = run.knowledge() != null && run.knowledge().injects();
    NetworkShape shape =
        new NetworkShape(
            encoder,
            new KnowledgeNetwork.Knowledge(encoder.hidden(), CandidateReader.FEATURES, injects),
            run.maxTokens());
    byte[] exact = NetworkExport.export(weights::read, shape, Numbers.FLOAT32);
    byte[] small = NetworkExport.export(weights::read, shape, Numbers.INT8);
    List<String> figures = measure(run, shape, words, exact, small);
    figures.forEach(out::println);
    ModelBundle bundle =
        new BundleWriter(output)
            .add("network", "network.onnx", chosen() == Numbers.INT8 ? small : exact)
            .add(
                "card",
                "MODEL_CARD.md",
                ModelCard.of(run, weights.metadata(), chosen(), figures)
                    .getBytes(StandardCharsets.UTF_8))
            .addTokenizer()
            .addPublished("words", PublishedWords.FILE, words.file())
            .finish(manifest(run, shape, words));
    out.printf("bundle %s in %s, digest %s%n", bundle.name(), output, bundle.digest());
    for (BundleManifest.File file : bundle.manifest().files()) {
      out.printf(
          "  %-10s %-32s %,12d bytes%s%n",
          file.role(), file.path(), file.size(), file.published() ? " (published, not here)" : "");
    }
    return 0;
  }

  private Numbers chosen() {
    return switch (numbers) {
      case "int8" -> Numbers.INT8;
      case "float32" -> Numbers.FLOAT32;
      default ->
          throw new IllegalArgumentException(
              "unknown numbers '" + numbers + "', expected one of [int8, float32]");
    };
  }

  private BundleManifest manifest(
      TrainingConfiguration run, NetworkShape shape, PublishedWords words) throws IOException {
    int candidates = run.knowledge() == null ? 16 : run.knowledge().candidates();
    return new BundleManifest(
        BundleManifest.FORMAT_VERSION,
        BundleManifest.QKLM,
        name == null ? "qklm-" + run.name() : name,
        "QKLM: all-MiniLM-L6-v2 with knowledge injected, trained for names and links; "
            + (chosen() == Numbers.INT8 ? "int8 per channel" : "32-bit floats"),
        ModelCard.licence(run),
        shape.encoder().hidden(),
        shape.windowTokens(),
        new BundleManifest.Network(
            shape.knowledge().dimension(),
            shape.knowledge().features(),
            candidates,
            ModelBundle.bundled().embeddingDigest(),
            words.place(),
            Calibration.NONE),
        List.of());
  }

  /** The figures of the configuration's sets with names or links; none without a knowledge. */
  private List<String> measure(
      TrainingConfiguration run,
      NetworkShape shape,
      PublishedWords words,
      byte[] exact,
      byte[] small)
      throws IOException {
    if (knowledge == null || run.knowledge() == null) {
      return List.of();
    }
    List<String> figures = new ArrayList<>();
    Path folder = Commands.data(data);
    if (!Files.isDirectory(folder)) {
      throw new IOException("the data folder " + folder + " does not exist; name one with --data");
    }
    NetworkGraph.Sizes sizes = NetworkExport.sizes(shape);
    try (WordPieces pieces = WordPieces.miniLm();
        OpenKnowledge opened =
            OpenKnowledge.in(knowledge, run.knowledge().candidates(), List.of());
        NetworkGraph exactGraph = new NetworkGraph(exact, sizes, 1);
        NetworkGraph smallGraph = new NetworkGraph(small, sizes, 1)) {
      WindowEncoder encoder = new WindowEncoder(pieces, opened.knowledge(), run.maxTokens());
      ReleaseMeasure measure = new ReleaseMeasure(encoder, opened.knowledge(), words.table());
      AnnotatedSets sets = new AnnotatedSets(folder);
      for (TrainingConfiguration.SetEntry set : run.evaluations()) {
        if (AnnotatedSets.annotates(set)) {
          figures.addAll(measure.compare(set.file(), sets.read(set), exactGraph, smallGraph));
        }
      }
    }
    return figures;
  }
}
