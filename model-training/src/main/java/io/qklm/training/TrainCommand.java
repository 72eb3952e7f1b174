package io.qklm.training;

import io.qklm.training.annotate.AnnotateEvaluation;
import io.qklm.training.annotate.AnnotateHeads;
import io.qklm.training.annotate.AnnotateTask;
import io.qklm.training.annotate.AnnotatedWindow;
import io.qklm.training.annotate.Annotator;
import io.qklm.training.annotate.CandidateNoise;
import io.qklm.training.annotate.LinkScore;
import io.qklm.training.annotate.SpanScore;
import io.qklm.training.annotate.WindowEncoder;
import io.qklm.training.annotate.WordPieces;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Torch;
import io.qklm.training.head.LinkHead;
import io.qklm.training.head.TokenClassifier;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.model.Encoder;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.onnx.OnnxWeights;
import io.qklm.training.run.ConsoleProgress;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Progress;
import io.qklm.training.run.Task;
import io.qklm.training.run.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code model-training/run}: trains what a configuration says, or goes on with it. */
@Command(
    name = "model-training/run",
    description = "Trains QKLM; started again with the same folder, it goes on where it stopped.",
    mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {

  @Option(names = "--config", required = true, description = "the run, a JSON file")
  private Path config = Path.of("");

  @Option(names = "--data", description = "data folder; default: $QKLM_DATA or ../shared/data")
  private @Nullable Path data;

  @Option(names = "--knowledge", description = "folder of the snapshot that the run learns with")
  private @Nullable Path knowledge;

  @Option(
      names = "--checkpoints",
      description = "where runs keep their folders; default: ${DEFAULT-VALUE}")
  private Path checkpoints = Path.of(".work", "checkpoints");

  @Option(
      names = "--max-minutes",
      description = "stop with a checkpoint after so long; default: at the last step")
  private double maxMinutes = Double.POSITIVE_INFINITY;

  @Option(names = "--threads", description = "default: ${DEFAULT-VALUE}")
  private int threads = 2;

  private TrainCommand() {}

  /** Starts the command. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new TrainCommand());
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          line.getErr().println("model-training: " + failure.getMessage());
          return line.getCommandSpec().exitCodeOnExecutionException();
        });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    long began = System.nanoTime();
    TrainingConfiguration run = TrainingConfiguration.read(config);
    Path folder = checkpoints.resolve(run.name());
    PrintStream out = System.out;
    try (Torch torch = Torch.open(threads);
        WordPieces pieces = WordPieces.miniLm();
        Parameters parameters = new Parameters(torch, run.seed());
        OpenKnowledge opened = open(run);
        Progress progress = new ConsoleProgress(out, watched())) {
      EncoderShape shape = EncoderShape.miniLm();
      TrainingKnowledge epoch = opened.knowledge();
      boolean injects = run.knowledge() != null && run.knowledge().injects();
      KnowledgeNetwork.Knowledge known =
          new KnowledgeNetwork.Knowledge(epoch.dimension(), epoch.features(), injects);
      AnnotateHeads heads =
          new AnnotateHeads(
              new KnowledgeNetwork(parameters, shape, known),
              new TokenClassifier(parameters, shape.hidden()),
              new LinkHead(parameters, shape.hidden(), known));
      Encoder.load(parameters, OnnxWeights.miniLm());
      AnnotatedSets sets = new AnnotatedSets(data());
      WindowEncoder encoder = new WindowEncoder(pieces, epoch, run.maxTokens());
      List<Task> tasks = new ArrayList<>();
      for (TrainingConfiguration.TaskEntry entry : run.tasks()) {
        tasks.add(task(run, entry, heads, epoch, sets, encoder));
      }
      Annotator annotator =
          new Annotator(torch, parameters, run.precisionOfProducts(), heads, epoch);
      List<AnnotateEvaluation> evaluations = new ArrayList<>();
      for (TrainingConfiguration.SetEntry set : run.evaluations()) {
        evaluations.add(
            new AnnotateEvaluation(
                "F1/" + set.file().replace(',', ' '), annotator, encoder, sets.read(set)));
      }
      Trainer trainer =
          new Trainer(
              torch,
              parameters,
              run.plan(),
              tasks,
              List.<Evaluation>copyOf(evaluations),
              folder,
              progress);
      Trainer.Result result =
          trainer.run(run.steps(), () -> (System.nanoTime() - began) / 6e10 >= maxMinutes);
      out.printf(
          Locale.ROOT,
          "%d of %d steps done in %s, %d skipped%n",
          result.steps(),
          run.steps(),
          minutes(began),
          result.skipped());
      for (AnnotateEvaluation evaluation : evaluations) {
        say(out, evaluation);
      }
      out.println("curve: " + folder.resolve("curve.csv") + ", " + folder.resolve("curve.png"));
    }
    return 0;
  }

  /**
   * Whether a person watches; model-training/run sets jdk.console so that Java 22 and later agree.
   */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean watched() {
    return System.console() != null;
  }

  private static String minutes(long began) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  private static void say(PrintStream out, AnnotateEvaluation evaluation) {
    AnnotateEvaluation.Score score =
        evaluation.scores(AnnotateEvaluation.THRESHOLD).stream()
            .reduce(AnnotateEvaluation.Score.NONE, AnnotateEvaluation.Score::plus);
    SpanScore names = score.names();
    LinkScore links = score.links();
    out.println(evaluation.name());
    if (names.gold() > 0) {
      out.printf(
          Locale.ROOT,
          "  names F1 %.2f (precision %.2f, recall %.2f, %d names)%n",
          100 * names.f1(),
          100 * names.precision(),
          100 * names.recall(),
          names.gold());
    }
    if (links.all() > 0) {
      out.printf(
          Locale.ROOT,
          "  links F1 %.2f of covered gold, %.2f of all (%d right of %d predicted; gold %d covered,"
              + " %d among candidates, %d in all)%n",
          100 * links.coveredF1(),
          100 * links.allF1(),
          links.right(),
          links.predicted(),
          links.covered(),
          links.reachable(),
          links.all());
    }
  }

  private static AnnotateTask task(
      TrainingConfiguration run,
      TrainingConfiguration.TaskEntry entry,
      AnnotateHeads heads,
      TrainingKnowledge epoch,
      AnnotatedSets sets,
      WindowEncoder encoder)
      throws IOException {
    List<AnnotatedWindow> windows = new ArrayList<>();
    for (TrainingConfiguration.SetEntry set : entry.data()) {
      sets.read(set).forEach(text -> windows.addAll(encoder.encode(text)));
    }
    return new AnnotateTask(
        new AnnotateTask.Options(
            entry.name(),
            entry.weight(),
            run.batchTokens(),
            run.labelSmoothing(),
            entry.linkWeight(),
            new CandidateNoise(entry.leftOut(), entry.hidden()),
            run.seed()),
        heads,
        epoch,
        windows);
  }

  private OpenKnowledge open(TrainingConfiguration run) throws IOException {
    if (run.knowledge() == null) {
      return OpenKnowledge.none();
    }
    if (knowledge == null) {
      throw new IOException(
          "the run '"
              + run.name()
              + "' learns with knowledge; name the snapshot's folder with --knowledge"
              + " (./qklm kg build makes one)");
    }
    return OpenKnowledge.in(knowledge, run.knowledge().candidates());
  }

  private Path data() {
    if (data != null) {
      return data;
    }
    String named = System.getProperty("qklm.data", System.getenv("QKLM_DATA"));
    return named == null ? Path.of("..", "shared", "data") : Path.of(named);
  }
}
