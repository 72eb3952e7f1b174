package io.qklm.training;

import io.qklm.training.annotate.WordPieces;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Torch;
import io.qklm.training.model.Encoder;
import io.qklm.training.onnx.OnnxWeights;
import io.qklm.training.onnx.Weight;
import io.qklm.training.run.ConsoleProgress;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Progress;
import io.qklm.training.run.Trainer;
import io.qklm.training.store.Safetensors;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
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
      RunParts parts = new RunParts(run, torch, parameters, pieces, opened, data());
      Encoder.load(parameters, OnnxWeights.miniLm());
      if (run.start() != null) {
        load(parameters, checkpoints.resolve(run.start()).resolve("best.safetensors"));
      }
      List<Evaluation> evaluations = parts.evaluations();
      Trainer trainer =
          new Trainer(torch, parameters, run.plan(), parts.tasks(), evaluations, folder, progress);
      Trainer.Result result =
          trainer.run(run.steps(), () -> (System.nanoTime() - began) / 6e10 >= maxMinutes);
      out.printf(
          Locale.ROOT,
          "%d of %d steps done in %s, %d skipped%n",
          result.steps(),
          run.steps(),
          minutes(began),
          result.skipped());
      evaluations.forEach(evaluation -> evaluation.describe().forEach(out::println));
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

  /** Puts the weights that {@code file} has into the parameters of the same names. */
  private static void load(Parameters parameters, Path file) throws IOException {
    Safetensors weights = Safetensors.open(file);
    for (String name : weights.names()) {
      if (parameters.names().contains(name)) {
        Weight weight = weights.read(name);
        parameters.set(name, weight.shape(), weight.values());
      }
    }
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
    return OpenKnowledge.in(
        knowledge,
        run.knowledge().candidates(),
        run.knowledge().facts().stream().map(data()::resolve).toList());
  }

  private Path data() {
    if (data != null) {
      return data;
    }
    String named = System.getProperty("qklm.data", System.getenv("QKLM_DATA"));
    return named == null ? Path.of("..", "shared", "data") : Path.of(named);
  }
}
