package io.qklm.deploy.job;

import io.qklm.flink.EpochSettings;
import io.qklm.flink.KnowledgeMode;
import io.qklm.flink.QklmSettings;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The job's arguments for {@code flink run qklm-job.jar ...}. */
@Command(
    name = "qklm-job",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Enriches documents of one Kafka topic into another, exactly once.")
final class JobCommand implements Callable<Integer> {

  @Mixin private JobArguments arguments = new JobArguments();

  @Option(
      names = "--knowledge",
      paramLabel = "DIR",
      description =
          "Folder of the knowledge snapshot, under this path on every worker. Needed unless"
              + " --kg-epochs-topic is given; with it, serves until the first announcement.")
  private String knowledge = "";

  @Option(
      names = "--model",
      paramLabel = "DIR",
      defaultValue = QklmSettings.BUNDLED,
      description =
          "Folder of the model bundle on every worker, or zero-shot for the published encoder alone."
              + " Default: the trained one in this jar.")
  private String model = QklmSettings.BUNDLED;

  /** Submits the job and returns; {@code flink run} reports what throws. */
  static void run(String[] args) {
    CommandLine command = new CommandLine(new JobCommand());
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          // Flink's client prints the message and gives the exit code.
          throw failure;
        });
    int exitCode = command.execute(args);
    if (exitCode != CommandLine.ExitCode.OK) {
      throw new IllegalArgumentException("the job was not submitted; see the message above");
    }
  }

  EnrichmentJobOptions options() {
    QklmSettings engine =
        knowledge.isBlank() && arguments.followsEpochs()
            ? QklmSettings.followingEpochs(EpochSettings.of(KnowledgeMode.LATEST))
            : QklmSettings.of(knowledge);
    return arguments.toOptions(engine.withModel(model));
  }

  // Flink declares Exception on execute.
  @Override
  public Integer call() throws Exception {
    EnrichmentJobOptions asked = options();
    check(asked);
    EnrichmentJobOptions options = JobChecks.schema(asked);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    EnrichmentJob.define(environment, options);
    environment.execute(options.name());
    return CommandLine.ExitCode.OK;
  }

  private static void check(EnrichmentJobOptions options) throws IOException {
    // The knowledge lies on the workers, which need not be this machine.
    JobChecks.kafka(options);
  }
}
