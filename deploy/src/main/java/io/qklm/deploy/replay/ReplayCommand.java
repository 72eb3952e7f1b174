package io.qklm.deploy.replay;

import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.job.KafkaClientArguments;
import io.qklm.deploy.terminal.Plural;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.document.Rejection.Cause;
import io.qklm.kafka.replay.DeadLetterReplay;
import io.qklm.kafka.replay.Letter;
import io.qklm.kafka.replay.LetterFilter;
import io.qklm.kafka.replay.OffsetRange;
import io.qklm.kafka.replay.ReplayOptions;
import io.qklm.kafka.replay.ReplayReport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qklm dead-letters replay}. */
@Command(
    name = "replay",
    description =
        "Send dead letters back to the topic they came from: the original key, value, headers and"
            + " time, each letter once.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  qklm dead-letters replay --bootstrap-servers kafka:9092 \\",
      "    --dead-letter-topic enriched-dead-letters --dry-run",
      "  qklm dead-letters replay --bootstrap-servers kafka:9092 \\",
      "    --dead-letter-topic enriched-dead-letters --cause MODEL_FAILURE --since"
          + " 2026-12-01T00:00:00Z",
      "",
      "Which letters were sent is noted, in the same transaction, in a topic beside the letters; a",
      "letter that is noted is not sent again, whatever it is chosen by. One that was cut because"
          + " it",
      "was too large is told and left: send the original again."
    })
final class ReplayCommand implements Callable<Integer> {

  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT[,...]",
      description = "Kafka brokers to begin with.")
  private String bootstrapServers = "";

  @Option(
      names = "--dead-letter-topic",
      required = true,
      paramLabel = "TOPIC",
      description = "Topic of the letters, of an enrichment job or of an update job.")
  private String deadLetterTopic = "";

  @Option(
      names = "--input-topic",
      paramLabel = "TOPIC",
      description = "Topic to send to. Default: the one that each letter came from.")
  private @Nullable String inputTopic;

  @Option(
      names = "--note-topic",
      paramLabel = "TOPIC",
      description =
          "Topic, of one partition, that keeps which letters were sent back; created if missing."
              + " Default: LETTERS-replayed.")
  private @Nullable String noteTopic;

  @Mixin private KafkaClientArguments client = new KafkaClientArguments();

  @Option(
      names = "--cause",
      split = ",",
      paramLabel = "CAUSE",
      description = "Only letters with this class of error: ${COMPLETION-CANDIDATES}; repeatable.")
  private Set<Cause> causes = new TreeSet<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only records of this time or later, such as 2026-12-01T08:30:00Z.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Only records of before this time.")
  private @Nullable String until;

  @Option(
      names = "--offsets",
      split = ",",
      paramLabel = "PARTITION:FROM-TO",
      description =
          "Only letters at these offsets of the topic of dead letters, both included; repeatable.")
  private List<String> offsets = new ArrayList<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Letters at most; the next call goes on. Default: ${DEFAULT-VALUE}.")
  private int limit = 10_000;

  @Option(
      names = "--dry-run",
      description = "Say which letters would be sent, one a line, and send none.")
  private boolean dryRun;

  ReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    ReplayOptions options = options();
    // A broker that is away, a login that is refused and a secret that is missing are told at once.
    try (KafkaAdmin kafka =
        KafkaAdmin.connect(options.bootstrapServers(), options.properties(), ANSWER)) {
      var unused = kafka.partitions(options.deadLetterTopic());
    }
    ReplayReport report = new DeadLetterReplay(options, this::tell).run();
    terminal.note(sentence(report));
    return 0;
  }

  private ReplayOptions options() {
    try {
      return new ReplayOptions(
          bootstrapServers,
          deadLetterTopic,
          Optional.ofNullable(inputTopic),
          noteTopic == null ? ReplayOptions.defaultNoteTopic(deadLetterTopic) : noteTopic,
          client.settings(),
          new LetterFilter(
              causes,
              time("--since", since),
              time("--until", until),
              offsets.stream().map(OffsetRange::of).toList()),
          limit,
          dryRun);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Optional<Instant> time(String option, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          option
              + " is '"
              + text
              + "', which is no time; write it with its zone, such as 2026-12-01T08:30:00Z",
          e);
    }
  }

  /** Letters that cannot be sent are told in any case, the others where nothing is sent. */
  private void tell(Letter letter) {
    if (!letter.whole()) {
      terminal.note(
          letter
              + " is not there as it was, since it was too large; send the original again, which"
              + " was "
              + letter.origin());
    } else if (dryRun) {
      terminal
          .out()
          .println(
              letter + "\t" + letter.origin() + "\t" + letter.causeName() + "\t" + oneLine(letter));
    }
  }

  private static String oneLine(Letter letter) {
    return letter.message().replaceAll("\\s+", " ");
  }

  private String sentence(ReplayReport report) {
    StringBuilder text = new StringBuilder();
    text.append(Plural.of(report.total(), "letter"))
        .append(dryRun ? " would be sent back" : " sent back");
    if (report.total() > 0) {
      text.append(" to ").append(String.join(", ", report.sent().keySet()));
    }
    append(text, report.before(), "sent back before");
    append(text, report.filtered(), "not asked for");
    append(text, report.cut(), "cut, and left");
    append(text, report.foreign(), "without the headers of a dead letter, and left");
    if (report.limited()) {
      text.append("; there are more, which the next call sends (--limit ")
          .append(limit)
          .append(')');
    }
    return text.toString();
  }

  private static void append(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append("; ").append(count).append(' ').append(what);
    }
  }
}
