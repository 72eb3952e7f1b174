package io.qklm.training.command;

import io.qklm.model.BundleManifest;
import io.qklm.model.ModelBundle;
import io.qklm.model.annotate.Calibration;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.linking.CandidateFeature;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.training.base.BaseModel;
import io.qklm.training.base.BaseModels;
import io.qklm.training.base.PublishedEncoder;
import io.qklm.training.base.PublishedWords;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.data.AnnotatedSets;
import io.qklm.training.data.SetEntry;
import io.qklm.training.export.ActivationRanges;
import io.qklm.training.export.NetworkExport;
import io.qklm.training.export.NetworkExport.Numbers;
import io.qklm.training.export.NetworkShape;
import io.qklm.training.export.WeightSource;
import io.qklm.training.knowledge.OpenKnowledge;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.release.BundleWriter;
import io.qklm.training.release.CalibrationFit;
import io.qklm.training.release.JudgedKind;
import io.qklm.training.release.JudgedMention;
import io.qklm.training.release.ModelCard;
import io.qklm.training.release.ReleaseMeasure;
import io.qklm.training.rewriting.RewritingContext;
import io.qklm.training.rewriting.RewritingSequence;
import io.qklm.training.run.RunDigests;
import io.qklm.training.store.Safetensors;
import io.qklm.training.task.ReleasedHead;
import io.qklm.training.task.annotate.HeldOutTexts;
import io.qklm.training.window.WindowEncoder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
public final class ReleaseCommand implements Callable<Integer> {

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
    TrainingConfiguration run = TaskKinds.read(options.config());
    Path source = weights != null ? weights : options.best(run.name());
    Safetensors learned = Safetensors.open(source);
    Optional<RunDigests> made = RunDigests.of(learned.metadata());
    if (made.isPresent()) {
      LearnedBy.require(made.get(), run, source, "release them with the configuration as it was");
    }
    BaseModel base = BaseModels.named(run.base());
    if (run.rank() > 0) {
      ModelBundle bundle =
          new ChangedRelease(run, base, new AnnotatedSets(options.data()), learned)
              .write(output, name == null ? "qklm-" + run.name() : name);
      tell(out, bundle);
      return 0;
    }
    PublishedEncoder published = published(base);
    PublishedWords words = published.words();
    words.requireUnchanged(learned.read("embeddings.word_embeddings.weight"));
    NetworkShape shape =
        new NetworkShape(
            base.shape(),
            new KnowledgeNetwork.Knowledge(
                ModelBundle.zeroShot().manifest().hidden(),
                CandidateFeature.count(),
                run.injects()),
            run.maxTokens());
    List<ReleasedHead> heads = TaskKinds.heads(run);
    Measured measured = measure(run, base, shape, words, learned::read);
    List<String> figures = measured.figures();
    figures.forEach(out::println);
    BundleWriter writer =
        new BundleWriter(output).add("network", "network.onnx", measured.network());
    for (ReleasedHead head : heads) {
      writer.add(head.role(), head.file(), head.export(learned::read, shape));
    }
    ModelBundle bundle =
        writer
            .add(
                "card",
                "MODEL_CARD.md",
                ModelCard.of(run, base, heads, learned.metadata(), chosen(), figures)
                    .getBytes(StandardCharsets.UTF_8))
            .add(published)
            .finish(manifest(run, base, shape, words, measured.calibration()));
    tell(out, bundle);
    return 0;
  }

  private void tell(PrintStream out, ModelBundle bundle) {
    out.printf("bundle %s in %s, digest %s%n", bundle.name(), output, bundle.digest());
    for (BundleManifest.File file : bundle.manifest().files()) {
      out.printf(
          "  %-10s %-32s %,12d bytes%s%n",
          file.role(), file.path(), file.size(), file.published() ? " (published, not here)" : "");
    }
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

  private static PublishedEncoder published(BaseModel base) throws IOException {
    return base.published()
        .orElseThrow(
            () ->
                new IOException(
                    "a bundle of "
                        + base.name()
                        + " cannot be made yet: the engine has no words of it on its class path"));
  }

  private BundleManifest manifest(
      TrainingConfiguration run,
      BaseModel base,
      NetworkShape shape,
      PublishedWords words,
      Calibration calibration)
      throws IOException {
    int candidates = run.knowledge() == null ? 16 : run.knowledge().candidates();
    BundleManifest.Network network =
        new BundleManifest.Network(
            shape.knowledge().dimension(),
            shape.knowledge().features(),
            candidates,
            ModelBundle.zeroShot().embeddingDigest(),
            words.place(),
            calibration,
            null,
            null);
    StringBuilder purposes = new StringBuilder();
    for (ReleasedHead head : TaskKinds.heads(run)) {
      network = head.described(network, run);
      purposes.append(", ").append(head.purpose());
    }
    return new BundleManifest(
        BundleManifest.FORMAT_VERSION,
        BundleManifest.QKLM,
        name == null ? "qklm-" + run.name() : name,
        "QKLM: "
            + base.title()
            + " with knowledge injected, trained for names and links"
            + purposes
            + "; "
            + (chosen() == Numbers.INT8 ? "int8 per channel" : "32-bit floats"),
        ModelCard.licence(run),
        shape.encoder().hidden(),
        shape.windowTokens(),
        network,
        null,
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
      TrainingConfiguration run,
      BaseModel base,
      NetworkShape shape,
      PublishedWords words,
      WeightSource learned)
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
    try (TextTokenizer tokenizer = base.tokenizer();
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
              new WindowEncoder(tokenizer, opened.knowledge(), run.maxTokens()),
              opened.knowledge(),
              words.table(),
              Calibration.NONE);
      HeldOutTexts heldOut =
          HeldOutTexts.of(
              run,
              sets,
              RewritingSequence.of(
                  run.rewriting(),
                  new RewritingContext(opened.knowledge(), Map.of(), folder, run.seed())));
      ActivationRanges ranges =
          ActivationRanges.of(learned, shape, plain.windows(exactGraph, heldOut.named()));
      byte[] small = NetworkExport.int8(learned, shape, ranges);
      try (NetworkGraph smallGraph = new NetworkGraph(small, sizes, 1)) {
        Calibration calibration = fitted(plain, smallGraph, heldOut, figures);
        ReleaseMeasure measure = plain.with(calibration);
        for (SetEntry set : run.evaluations()) {
          if (AnnotatedSets.annotates(set.form())) {
            figures.addAll(measure.compare(set.file(), sets.read(set), exactGraph, smallGraph));
          }
        }
        return new Measured(chosen() == Numbers.INT8 ? small : exact, calibration, figures);
      }
    }
  }

  private static Calibration fitted(
      ReleaseMeasure plain, NetworkGraph graph, HeldOutTexts heldOut, List<String> figures) {
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
