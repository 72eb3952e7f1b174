package io.qklm.deploy.cli;

import io.qklm.deploy.job.EnrichmentJobOptions;
import io.qklm.deploy.job.JobArguments;
import io.qklm.deploy.job.JobChecks;
import io.qklm.deploy.run.KafkaRun;
import io.qklm.deploy.terminal.Interrupts;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.flink.EpochSettings;
import io.qklm.flink.KnowledgeMode;
import io.qklm.flink.QklmSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qklm run}: the job against the user's own Kafka, in this process. */
@Command(
    name = "run",
    description = "Enrich documents of one Kafka topic into another, exactly once, until Ctrl-C.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  qklm run --bootstrap-servers kafka:9092 --input-topic news --output-topic enriched",
      "  qklm run ... --kafka-config client.properties --state /var/lib/qklm",
      "",
      "Readers of the output set isolation.level=read_committed. A cluster of machines runs the",
      "same job by 'flink run'; see the README."
    })
final class RunCommand implements Callable<Integer> {

  private static final int INTERRUPTED = 130;

  private final Terminal terminal;

  @Mixin private JobArguments job = new JobArguments();

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Keep checkpoints here and go on from the last one. Without it the job goes on from its"
              + " committed offsets, and a crash (not Ctrl-C) may lose or double the records of the"
              + " last checkpoint.")
  private @Nullable Path state;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description =
          "Serve metrics for Prometheus on http://127.0.0.1:PORT/metrics, and on /ready whether all"
              + " subtasks are ready. Default: not at all.")
  private @Nullable Integer metricsPort;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description =
          "'file': the log goes to a file beside qklm, in lines for people. 'json': it goes to"
              + " standard output, a JSON object a line. Default: ${DEFAULT-VALUE}.",
      defaultValue = "file")
  private LogFormat logFormat = LogFormat.FILE;

  @Mixin private KnowledgeOption knowledge = new KnowledgeOption();
  @Mixin private ModelOption model = new ModelOption();

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    logFormat.apply();
    KafkaRun run = new KafkaRun(terminal, options(), Optional.ofNullable(state), metricsPort());
    AtomicInteger interrupts = new AtomicInteger();
    Interrupts.onInterrupt(
        () -> {
          if (interrupts.incrementAndGet() > 1) {
            System.exit(INTERRUPTED);
          }
          run.stop();
        });
    run.run();
    return interrupts.get() > 0 ? INTERRUPTED : 0;
  }

  private OptionalInt metricsPort() {
    if (metricsPort == null) {
      return OptionalInt.empty();
    }
    if (metricsPort < 1 || metricsPort > 65_535) {
      throw CommandFailure.usage(
          "'" + metricsPort + "' is no port; --metrics-port takes 1 to 65535");
    }
    return OptionalInt.of(metricsPort);
  }

  private EnrichmentJobOptions options() throws IOException {
    if (knowledge.given()) {
      return options(QklmSettings.of(knowledge.folder(terminal).toAbsolutePath().toString()));
    }
    if (job.followsEpochs()) {
      return options(QklmSettings.followingEpochs(EpochSettings.of(KnowledgeMode.LATEST)));
    }
    // Building the starter knowledge takes a while; what else can be wrong is told before.
    JobChecks.kafka(options(QklmSettings.of("the starter knowledge")));
    return options(QklmSettings.of(knowledge.folder(terminal).toAbsolutePath().toString()));
  }

  private EnrichmentJobOptions options(QklmSettings engine) throws IOException {
    QklmSettings settings =
        engine.withModel(model.folder().map(Path::toString).orElse(QklmSettings.BUNDLED));
    try {
      return job.toOptions(settings);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }
}
