package io.qklm.training;

import io.qklm.training.data.NerForm;
import io.qklm.training.data.TaggedSentence;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Torch;
import io.qklm.training.head.TokenClassifier;
import io.qklm.training.model.Encoder;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.onnx.OnnxWeights;
import io.qklm.training.run.ConsoleProgress;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Progress;
import io.qklm.training.run.Task;
import io.qklm.training.run.Trainer;
import io.qklm.training.task.EncodedSentence;
import io.qklm.training.task.NerEvaluation;
import io.qklm.training.task.NerTask;
import io.qklm.training.task.SentenceEncoder;
import io.qklm.training.task.SpanScore;
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
        SentenceEncoder tokens = SentenceEncoder.miniLm();
        Parameters parameters = new Parameters(torch, run.seed());
        Progress progress = new ConsoleProgress(out, watched())) {
      EncoderShape shape = EncoderShape.miniLm();
      KnowledgeNetwork network =
          new KnowledgeNetwork(
              parameters, shape, new KnowledgeNetwork.Knowledge(shape.hidden(), 1, false));
      TokenClassifier head = new TokenClassifier(parameters, shape.hidden());
      Encoder.load(parameters, OnnxWeights.miniLm());
      List<Task> tasks = new ArrayList<>();
      for (TrainingConfiguration.TaskEntry entry : run.tasks()) {
        tasks.add(task(run, entry, network, head, tokens));
      }
      List<NerEvaluation> evaluations = new ArrayList<>();
      for (TrainingConfiguration.SetEntry set : run.evaluations()) {
        evaluations.add(
            new NerEvaluation(
                "F1/" + set.file().replace(',', ' '),
                torch,
                parameters,
                run.precisionOfProducts(),
                network,
                head,
                windows(set, tokens, 512)));
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
      for (NerEvaluation evaluation : evaluations) {
        SpanScore score = evaluation.score();
        out.printf(
            Locale.ROOT,
            "%s %.2f (precision %.2f, recall %.2f, %d names)%n",
            evaluation.name(),
            100 * score.f1(),
            100 * score.precision(),
            100 * score.recall(),
            score.gold());
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

  private NerTask task(
      TrainingConfiguration run,
      TrainingConfiguration.TaskEntry entry,
      KnowledgeNetwork network,
      TokenClassifier head,
      SentenceEncoder tokens)
      throws IOException {
    List<EncodedSentence> sentences = new ArrayList<>();
    for (TrainingConfiguration.SetEntry set : entry.data()) {
      windows(set, tokens, run.maxTokens()).forEach(sentences::addAll);
    }
    return new NerTask(
        new NerTask.Options(
            entry.name(), entry.weight(), run.batchTokens(), run.labelSmoothing(), run.seed()),
        network,
        head,
        sentences);
  }

  private List<List<EncodedSentence>> windows(
      TrainingConfiguration.SetEntry set, SentenceEncoder tokens, int limit) throws IOException {
    List<List<EncodedSentence>> windows = new ArrayList<>();
    for (TaggedSentence sentence : NerForm.named(set.form()).read(data().resolve(set.file()))) {
      windows.add(tokens.encode(sentence, limit));
    }
    return windows;
  }

  private Path data() {
    if (data != null) {
      return data;
    }
    String named = System.getProperty("qklm.data", System.getenv("QKLM_DATA"));
    return named == null ? Path.of("..", "shared", "data") : Path.of(named);
  }
}
