package io.qklm.deploy.cli;

import io.qklm.deploy.job.EnrichmentJobOptions;
import io.qklm.deploy.job.JobArguments;
import io.qklm.deploy.run.KafkaRun;
import io.qklm.deploy.terminal.Interrupts;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.flink.EpochSettings;
import io.qklm.flink.KnowledgeMode;
import io.qklm.flink.QklmSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
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
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "Settings of the Kafka clients as a properties file; --kafka-property wins.")
  private @Nullable Path kafkaConfig;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Keep checkpoints here and go on from the last one. Without it the job goes on from its"
              + " committed offsets, and a crash (not Ctrl-C) may lose or double the records of the"
              + " last checkpoint.")
  private @Nullable Path state;

  @Mixin private KnowledgeOption knowledge = new KnowledgeOption();
  @Mixin private ModelOption model = new ModelOption();

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    KafkaRun run = new KafkaRun(terminal, options(), Optional.ofNullable(state));
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

  private EnrichmentJobOptions options() throws IOException {
    Map<String, String> properties = new HashMap<>();
    if (kafkaConfig != null) {
      Properties read = new Properties();
      try (Reader reader = Files.newBufferedReader(kafkaConfig)) {
        read.load(reader);
      }
      read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
    }
    QklmSettings engine =
        (job.followsEpochs() && !knowledge.given()
                ? QklmSettings.followingEpochs(EpochSettings.of(KnowledgeMode.LATEST))
                : QklmSettings.of(knowledge.folder(terminal).toAbsolutePath().toString()))
            .withModel(
                model
                    .folder()
                    .map(path -> path.toAbsolutePath().toString())
                    .orElse(QklmSettings.BUNDLED));
    EnrichmentJobOptions options;
    try {
      options = job.toOptions(engine);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
    properties.putAll(options.kafka().properties());
    return options.withKafka(options.kafka().withProperties(properties));
  }
}
