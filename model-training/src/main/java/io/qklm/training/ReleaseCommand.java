package io.qklm.training;

import io.qklm.model.BundleManifest;
import io.qklm.model.ModelBundle;
import io.qklm.model.annotate.Calibration;
import io.qklm.model.linking.CandidateReader;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.training.annotate.WindowEncoder;
import io.qklm.training.annotate.WordPieces;
import io.qklm.training.answer.QuestionEncoder;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.export.ActivationRanges;
import io.qklm.training.export.BundleWriter;
import io.qklm.training.export.CalibrationFit;
import io.qklm.training.export.HeadExport;
import io.qklm.training.export.JudgedKind;
import io.qklm.training.export.JudgedMention;
import io.qklm.training.export.NetworkExport;
import io.qklm.training.export.NetworkExport.Numbers;
import io.qklm.training.export.NetworkShape;
import io.qklm.training.export.PublishedWords;
import io.qklm.training.export.WeightSource;
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
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a bundle of learned weights. */
@Command(
    name = "release",
    description =
        "Makes a model bundle of a run's weights; with --knowledge it measures the graphs first.",
    mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = {"--weights", "--checkpoint"},
      description = "a safetensors file; default: the best weights of the run")
  private @Nullable Path weights;

  @Option(names = "--output", required = true, description = "the bundle's folder, a new one")
  private Path output = Path.of("");

  @Option(names = "--name", description = "what provenance calls it; default: qklm-RUN")
  private @Nullable String name;

  @Option(
      names = "--numbers",
      description = "numbers of the released graph: int8 or float32; default: ${DEFAULT-VALUE}")
  private String numbers = "int8";

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    TrainingConfiguration run = TrainingConfiguration.read(options.config());
    Safetensors learned = Safetensors.open(weights != null ? weights : options.best(run.name()));
    PublishedWords words = PublishedWords.miniLm();
    words.requireUnchanged(learned.read("embeddings.word_embeddings.weight"));
    EncoderShape encoder = EncoderShape.miniLm();
    boolean injects = run.knowledge() != null && run.knowledge().injects();
    NetworkShape shape =
        new NetworkShape(
            encoder,
            new KnowledgeNetwork.Knowledge(encoder.hidden(), CandidateReader.FEATURES, injects),
            run.maxTokens());
    Measured measured = measure(run, shape, words, learned::read);
    List<String> figures = measured.figures();
    figures.forEach(out::println);
    BundleWriter writer =
        new BundleWriter(output).add("network", "network.onnx", measured.network());
    int hidden = encoder.hidden();
    if (run.learns(TrainingConfiguration.Kind.SALIENCE)) {
      writer.add("salience", "salience.onnx", HeadExport.salience(learned::read, hidden));
    }
    if (run.learns(TrainingConfiguration.Kind.ANSWER)) {
      writer.add("answer", "answer.onnx", HeadExport.answer(learned::read, hidden, hidden));
    }
    ModelBundle bundle =
        writer
            .add(
                "card",
                "MODEL_CARD.md",
                ModelCard.of(run, learned.metadata(), chosen(), figures)
                    .getBytes(StandardCharsets.UTF_8))
            .addTokenizer()
            .addPublished("words", PublishedWords.FILE, words.file())
            .finish(manifest(run, shape, words, measured.calibration()));
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
      TrainingConfiguration run, NetworkShape shape, PublishedWords words, Calibration calibration)
      throws IOException {
    int candidates = run.knowledge() == null ? 16 : run.knowledge().candidates();
    return new BundleManifest(
        BundleManifest.FORMAT_VERSION,
        BundleManifest.QKLM,
        name == null ? "qklm-" + run.name() : name,
        "QKLM: all-MiniLM-L6-v2 with knowledge injected, trained for names and links"
            + (run.learns(TrainingConfiguration.Kind.SALIENCE) ? ", summaries" : "")
            + (run.learns(TrainingConfiguration.Kind.ANSWER) ? ", questions" : "")
            + "; "
            + (chosen() == Numbers.INT8 ? "int8 per channel" : "32-bit floats"),
        ModelCard.licence(run),
        shape.encoder().hidden(),
        shape.windowTokens(),
        new BundleManifest.Network(
            shape.knowledge().dimension(),
            shape.knowledge().features(),
            candidates,
            ModelBundle.zeroShot().embeddingDigest(),
            words.place(),
            calibration,
            run.learns(TrainingConfiguration.Kind.SALIENCE)
                ? new BundleManifest.Salience(run.maxCharacters())
                : null,
            run.learns(TrainingConfiguration.Kind.ANSWER)
                ? new BundleManifest.Answer(QuestionEncoder.TOKENS)
                : null),
        List.of());
  }

  /**
   * The chosen graph, the fitted calibration and the figures of the configuration's sets with names
   * or links.
   */
  @SuppressWarnings("ArrayRecordComponent") // a file on its way, never compared
  private record Measured(byte[] network, Calibration calibration, List<String> figures) {}

  /** Without a knowledge nothing is measured, nor are the ranges that int8 is made for. */
  private Measured measure(
      TrainingConfiguration run, NetworkShape shape, PublishedWords words, WeightSource learned)
      throws IOException {
    Optional<Path> knowledge = options.knowledge();
    if (knowledge.isEmpty() || run.knowledge() == null) {
      return new Measured(
          NetworkExport.export(learned, shape, chosen()), Calibration.NONE, List.of());
    }
    List<String> figures = new ArrayList<>();
    Path folder = options.data();
    if (!Files.isDirectory(folder)) {
      throw new IOException("the data folder " + folder + " does not exist; name one with --data");
    }
    NetworkGraph.Sizes sizes = NetworkExport.sizes(shape);
    byte[] exact = NetworkExport.export(learned, shape, Numbers.FLOAT32);
    try (WordPieces pieces = WordPieces.miniLm();
        OpenKnowledge opened =
            OpenKnowledge.in(
                knowledge.get(),
                run.knowledge().candidates(),
                List.of(),
                run.knowledge().vectors().measured());
        NetworkGraph exactGraph = new NetworkGraph(exact, sizes, 1)) {
      AnnotatedSets sets = new AnnotatedSets(folder);
      ReleaseMeasure plain =
          new ReleaseMeasure(
              new WindowEncoder(pieces, opened.knowledge(), run.maxTokens()),
              opened.knowledge(),
              words.table(),
              Calibration.NONE);
      HeldOut heldOut =
          new HeldOut(
              sets.calibrating(run.tasks(), sets.countryWords(run)),
              sets.heldOutNames(run.tasks(), sets.countryWords(run)));
      ActivationRanges ranges =
          ActivationRanges.of(learned, shape, plain.windows(exactGraph, heldOut.named()));
      byte[] small = NetworkExport.int8(learned, shape, ranges);
      try (NetworkGraph smallGraph = new NetworkGraph(small, sizes, 1)) {
        Calibration calibration = fitted(plain, smallGraph, heldOut, figures);
        ReleaseMeasure measure = plain.with(calibration);
        for (TrainingConfiguration.SetEntry set : run.evaluations()) {
          if (AnnotatedSets.annotates(set)) {
            figures.addAll(measure.compare(set.file(), sets.read(set), exactGraph, smallGraph));
          }
        }
        return new Measured(chosen() == Numbers.INT8 ? small : exact, calibration, figures);
      }
    }
  }

  /**
   * Texts that the run learned nothing from.
   *
   * @param linked judge links
   * @param named judge names
   */
  private record HeldOut(List<AnnotatedText> linked, List<AnnotatedText> named) {}

  private static Calibration fitted(
      ReleaseMeasure plain, NetworkGraph graph, HeldOut heldOut, List<String> figures) {
    List<JudgedMention> mentions = plain.judged(graph, heldOut.linked());
    Calibration links =
        mentions.isEmpty()
            ? Calibration.NONE
            : CalibrationFit.withSoleNames(
                CalibrationFit.fit(mentions), plain.judged(graph, heldOut.named()));
    figures.add("calibration fitted on " + mentions.size() + " mentions of held out texts");
    List<JudgedKind> names = plain.with(links).kinds(graph, heldOut.named());
    Calibration calibration = links.withKindWeight(CalibrationFit.kindWeight(names));
    figures.add(kinds(names, calibration.kindWeight()));
    return calibration;
  }

  private static String kinds(List<JudgedKind> names, double weight) {
    return String.format(
        Locale.ROOT,
        "an entity's kind weighs %.1f nats, fitted on %d linked names of held out texts: %d called"
            + " what they are by the text alone, %d with it",
        weight,
        names.size(),
        right(names, 0),
        right(names, weight));
  }

  private static long right(List<JudgedKind> names, double weight) {
    return names.stream().filter(judged -> judged.holds(weight)).count();
  }
}
