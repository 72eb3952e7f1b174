package io.qklm.deploy.cli;

import io.qklm.deploy.Distribution;
import io.qklm.deploy.demo.Demo;
import io.qklm.deploy.demo.DemoOptions;
import io.qklm.deploy.page.PageOptions;
import io.qklm.deploy.starter.StarterKnowledge;
import io.qklm.deploy.terminal.Interrupts;
import io.qklm.deploy.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qklm demo}: all of it on this machine, live. */
@Command(
    name = "demo",
    description =
        "Start a Kafka broker and the job, send news through them, show what comes out: here and on"
            + " a page.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  qklm demo                                sample news, about two a second, until Ctrl-C",
      "  qklm demo --documents 20 --rate 10       twenty of them, then stop",
      "  qklm demo --input docs.jsonl             your own documents, then stop",
      "",
      "Broker, job and page listen on 127.0.0.1 alone; nothing is left behind."
    })
final class DemoCommand implements Callable<Integer> {

  /** What shells give for a command that Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  private static final double NEWS_RATE = 2;

  private final Terminal terminal;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Send these documents, one JSON object a line, plain or gzip, once through.")
  private @Nullable Path input;

  @Option(
      names = "--documents",
      paramLabel = "N",
      description = "Stop after so many documents; 0 for no limit (default: ${DEFAULT-VALUE}).")
  private long documents;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Documents a second; 0 for as fast as they go (default: 2 for the sample news, 0 for a"
              + " file).")
  private @Nullable Double rate;

  @Option(
      names = {"--once", "--no-loop"},
      description = "Send the sample news once instead of in loops.")
  private boolean once;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks beside each other (default: ${DEFAULT-VALUE}).")
  private int parallelism = 1;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Port of the page on 127.0.0.1; 0 for any that is free (default: 8642, or any that is"
              + " free when that is taken).")
  private @Nullable Integer port;

  @Option(names = "--no-page", description = "Serve no page.")
  private boolean noPage;

  @Mixin private KnowledgeOption knowledge = new KnowledgeOption();
  @Mixin private ModelOption model = new ModelOption();

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Checks.atLeast("--documents", 0, documents);
    Checks.atLeast("--parallelism", 1, parallelism);
    Optional<PageOptions> page = page();
    if (input != null && !Files.isReadable(input)) {
      throw new NoSuchFileException(input.toString());
    }
    Optional<Path> bundle = model.folder();
    Path snapshot = knowledge.folder(terminal);
    if (knowledge.starter()) {
      terminal.out().println(StarterKnowledge.CREDIT);
      terminal.out().flush();
    }
    Demo demo = new Demo(Distribution.current(), terminal, options(snapshot, bundle, page));
    AtomicInteger interrupts = new AtomicInteger();
    Interrupts.onInterrupt(
        () -> {
          if (interrupts.incrementAndGet() > 1) {
            // Somebody is in a hurry: the shutdown hooks still take broker and folders away.
            System.exit(INTERRUPTED);
          }
          demo.stop();
        });
    demo.run();
    sayWhatNext();
    return interrupts.get() > 0 ? INTERRUPTED : 0;
  }

  private DemoOptions options(Path snapshot, Optional<Path> bundle, Optional<PageOptions> page) {
    double perSecond = rate != null ? rate : input != null ? 0 : NEWS_RATE;
    if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
      throw CommandFailure.usage("--rate is " + perSecond + "; 0 or more is allowed");
    }
    return new DemoOptions(
        snapshot,
        bundle,
        Optional.ofNullable(input),
        documents,
        perSecond,
        !once,
        parallelism,
        page);
  }

  private Optional<PageOptions> page() {
    if (noPage) {
      if (port != null) {
        throw CommandFailure.usage("--port is for the page, and --no-page leaves it out; give one");
      }
      return Optional.empty();
    }
    if (port == null) {
      return Optional.of(PageOptions.usual());
    }
    if (port < 0 || port > 65_535) {
      throw CommandFailure.usage("--port is " + port + "; 0 (any) to 65535 is allowed");
    }
    return Optional.of(PageOptions.on(port));
  }

  private void sayWhatNext() {
    if (knowledge.starter()) {
      terminal.out().println(StarterKnowledge.CREDIT);
    }
    terminal.out().println("Try next:");
    terminal.out().println("  ./qklm demo --input docs.jsonl     your own documents");
    terminal.out().println("  ./qklm kg lookup Berlin --facts    what the knowledge says");
    terminal.out().println("  ./qklm kg build --help             your own entities");
    terminal.out().println("  ./qklm run --help                  your own Kafka");
    terminal.out().flush();
  }
}
