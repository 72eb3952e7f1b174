package io.qklm.deploy.cli;

import io.qklm.deploy.metrics.MetricsServer;
import io.qklm.deploy.metrics.UpdateExposition;
import io.qklm.deploy.terminal.Interrupts;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.deploy.update.EmbedderOptions;
import io.qklm.deploy.update.UpdateArguments;
import io.qklm.deploy.update.UpdateJob;
import io.qklm.kafka.update.UpdateOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code qklm kg update}: the update job, in this process. */
@Command(
    name = "update",
    description =
        "Turn updates of a Kafka topic into epochs, publish and announce them, until Ctrl-C.",
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  qklm kg update --bootstrap-servers kafka:9092 --kg-updates-topic kg-updates \\",
      "    --kg-epochs-topic kg-epochs --repository /shared/knowledge",
      "",
      "One at a time: a job that is started takes over from the one before. It also announces what",
      "'qklm kg rollback' and 'qklm kg publish' put in force while it runs."
    })
final class KgUpdateCommand implements Callable<Integer> {

  private static final int INTERRUPTED = 130;

  private final Terminal terminal;

  @Mixin private UpdateArguments arguments = new UpdateArguments();
  @Mixin private ModelOption model = new ModelOption();

  KgUpdateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    UpdateOptions options;
    EmbedderOptions embedder;
    Optional<InetSocketAddress> metrics;
    try {
      options = arguments.toOptions();
      embedder = arguments.embedder(model.folder());
      metrics = arguments.metrics();
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
    UpdateJob job = new UpdateJob(options, terminal::note);
    AtomicInteger interrupts = new AtomicInteger();
    Interrupts.onInterrupt(
        () -> {
          if (interrupts.incrementAndGet() > 1) {
            System.exit(INTERRUPTED);
          }
          job.stop();
        });
    if (metrics.isPresent()) {
      try (MetricsServer server =
          MetricsServer.open(metrics.get(), new UpdateExposition(job.metrics()))) {
        terminal.note(
            "metrics are on http://"
                + metrics.get().getHostString()
                + ":"
                + server.port()
                + "/metrics");
        job.run(embedder);
      }
    } else {
      job.run(embedder);
    }
    return interrupts.get() > 0 ? INTERRUPTED : 0;
  }
}
