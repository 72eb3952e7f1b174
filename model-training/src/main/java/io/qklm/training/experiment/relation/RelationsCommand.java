package io.qklm.training.experiment.relation;

import io.qklm.kg.store.files.Sha256;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import io.qklm.training.data.DataFiles;
import io.qklm.training.data.TripleSet;
import io.qklm.training.data.TripleSets;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Torch;
import io.qklm.training.run.CodeDigest;
import io.qklm.training.run.ConsoleProgress;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Progress;
import io.qklm.training.run.RunDigests;
import io.qklm.training.run.RunFolder;
import io.qklm.training.run.Trainer;
import io.qklm.training.run.TrainingPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Learns relations between entities from their texts' vectors, and measures link prediction by what
 * a store would keep of the outcome.
 */
@Command(
    name = "relations",
    description =
        "Link prediction of entity vectors: trains relations over one set and prints filtered MRR"
            + " and hits, in both directions, of exact and of quantized vectors.",
    mixinStandardHelpOptions = true)
public final class RelationsCommand implements Callable<Integer> {

  private static final double UNSEEN_SHARE = 0.1;
  private static final int MOST_ASKED = 20_000;
  private static final int TUNING = 5_000;

  /** The draw of held-out facts and entities is the same for every run. */
  private static final long DRAW = 1;

  @Mixin private RelationOptions options = new RelationOptions();

  @Option(names = "--set", required = true, description = "fb15k237 or codex-m")
  private String set = "";

  @Option(
      names = "--split",
      description =
          "valid: learn train, ask valid; unseen: ask for entities that nothing is learned of;"
              + " tuning: ask a part of train; default: ${DEFAULT-VALUE}")
  private Split split = Split.valid;

  @Option(
      names = "--seeds",
      split = ",",
      defaultValue = "1",
      description = "a run each; default: ${DEFAULT-VALUE}")
  private List<Long> seeds = List.of();

  @Option(names = "--data", description = "data folder; default: $QKLM_DATA or ../shared/data")
  private @Nullable Path data;

  @Option(
      names = "--checkpoints",
      description = "where runs keep their folders; default: ${DEFAULT-VALUE}")
  private Path checkpoints = Path.of(".work", "checkpoints");

  @Option(names = "--threads", description = "default: ${DEFAULT-VALUE}")
  private int threads = 2;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  RelationsCommand() {}

  /** What is learned from and what is asked. */
  enum Split {
    valid,
    unseen,
    tuning;

    RelationSplit of(TripleSet set) {
      return switch (this) {
        case valid -> RelationSplit.valid(set);
        case unseen -> RelationSplit.unseen(set, UNSEEN_SHARE, MOST_ASKED, DRAW);
        case tuning -> RelationSplit.tuning(set, TUNING, DRAW);
      };
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    Files.createDirectories(checkpoints);
    TripleSet triples;
    float[][] texts;
    ModelBundle bundle = ModelBundle.zeroShot();
    try (BundleEmbedder embedder = BundleEmbedder.open(bundle, threads)) {
      triples =
          TripleSets.read(
              set, DataFiles.folder(data), entity -> embedder.verbalize(entity, List.of()));
      Path file = checkpoints.resolve("relations-" + set + "-texts.safetensors");
      texts = TextVectors.of(triples, embedder, file);
    }
    RelationSplit asked = split.of(triples);
    RelationTable table = new RelationTable(asked, options.dimension());
    try (Torch torch = Torch.open(threads)) {
      for (long seed : seeds) {
        run(torch, triples, texts, asked, seed, table, out);
      }
    }
    out.printf(
        Locale.ROOT,
        "%s, split %s; %s; texts by %s; date %s; seeds %s; model-training/run %s%n",
        set,
        split,
        triples.digest(),
        bundle.name(),
        LocalDate.now(ZoneOffset.UTC),
        seeds,
        String.join(" ", spec.commandLine().getParseResult().originalArgs()));
    out.printf(
        Locale.ROOT,
        "%d entities, %d of them unseen; %d relations; %d facts learned, %d asked, %d known%n",
        triples.entities(),
        asked.unseen().size(),
        triples.relations(),
        asked.learned().size(),
        asked.asked().size(),
        asked.known().size());
    table.print(out, DRAW);
    return 0;
  }

  private void run(
      Torch torch,
      TripleSet triples,
      float[][] texts,
      RelationSplit asked,
      long seed,
      RelationTable table,
      PrintStream out)
      throws IOException {
    try (Parameters parameters = new Parameters(torch, seed);
        Progress progress = new ConsoleProgress(out, false)) {
      RelationNetwork network = options.network(parameters, texts[0].length, triples.relations());
      RelationTask task = new RelationTask(options.task(seed), network, texts, asked.learned());
      RelationEvaluation evaluation =
          new RelationEvaluation("MRR/" + set, torch, parameters, network, texts, asked);
      network.entities().whiten(task.texts());
      boolean measures = split == Split.tuning;
      TrainingPlan plan = options.plan(task.batchesOfAnEpoch(), seed, measures);
      List<Evaluation> evaluations = measures ? List.of(evaluation) : List.of();
      RunDigests digests = digests(triples, seed);
      new Trainer(
              torch,
              parameters,
              plan,
              List.of(task),
              evaluations,
              new RunFolder(folder(digests, seed), digests),
              progress)
          .run();
      table.add(evaluation, seed);
    }
  }

  private RunDigests digests(TripleSet triples, long seed) throws IOException {
    String numbers = options + " " + set + " " + split + " " + seed;
    return new RunDigests(hash(numbers), hash(triples.digest()), "none", CodeDigest.current());
  }

  private static String hash(String words) {
    return Sha256.hexOf(words.getBytes(StandardCharsets.UTF_8));
  }

  /** A run with other numbers or other data gets a folder of its own. */
  private Path folder(RunDigests digests, long seed) {
    String numbers = hash(digests.configuration() + digests.data()).substring(0, 12);
    return checkpoints.resolve("relations-" + set + "-" + split + "-" + seed + "-" + numbers);
  }
}
