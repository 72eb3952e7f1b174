package io.qklm.deploy.follow;

import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerException;
import io.qklm.deploy.job.KafkaClientArguments;
import io.qklm.deploy.job.TimeSpan;
import io.qklm.deploy.terminal.Interrupts;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kafka.update.UpdateSender;
import io.qklm.kg.follow.FollowOptions;
import io.qklm.kg.follow.FollowPlace;
import io.qklm.kg.follow.Follower;
import io.qklm.kg.source.wikidata.WikidataOptions;
import io.qklm.kg.store.KnowledgeSnapshot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qklm kg follow wikidata}. */
@Command(
    name = "wikidata",
    description =
        "Read the stream of Wikidata's edits, fetch the items that the knowledge has, and send their"
            + " full records to a topic of updates, until Ctrl-C.",
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  qklm kg follow wikidata --knowledge /data/my-knowledge --bootstrap-servers kafka:9092 \\",
      "    --kg-updates-topic kg-updates --place /data/follow.place",
      "",
      "The knowledge is one whose ids are Wikidata's, such as 'qklm kg sources' tells how to build.",
      "Where it stopped it goes on, as long as the stream remembers: for about a week."
    })
final class FollowWikidataCommand implements Callable<Integer> {

  private static final int INTERRUPTED = 130;
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration TELL = Duration.ofMinutes(1);

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--knowledge",
      required = true,
      paramLabel = "DIR",
      description = "Snapshot whose items are followed; read once, for its ids.")
  private Path knowledge = Path.of("");

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT[,...]",
      description = "Kafka brokers to begin with.")
  private String bootstrapServers = "";

  @Option(
      names = "--kg-updates-topic",
      required = true,
      paramLabel = "TOPIC",
      description = "Topic that 'qklm kg update' reads; created, compacted, if missing.")
  private String updatesTopic = "";

  @Option(
      names = "--place",
      required = true,
      paramLabel = "FILE",
      description =
          "File that keeps how far the stream was followed; one that is missing means from now on.")
  private Path place = Path.of("");

  @Mixin private KafkaClientArguments client = new KafkaClientArguments();

  @Option(
      names = "--languages",
      split = ",",
      paramLabel = "CODE",
      description = "Languages of labels, aliases and descriptions. Default: en,zh.")
  private List<String> languages = WikidataOptions.defaults().languages();

  @Option(
      names = "--add-from",
      paramLabel = "N",
      description =
          "Add items that the knowledge lacks if N wiki pages or more are about them; each costs a"
              + " fetch. None are added when not given.")
  private @Nullable Integer addFrom;

  @Option(
      names = "--properties",
      split = ",",
      paramLabel = "ID",
      description = "Take statements of these properties alone. Default: all.")
  private Set<String> properties = new LinkedHashSet<>();

  @Option(
      names = "--gather",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = TimeSpan.class,
      description =
          "How long edits are gathered, so that an item edited several times is fetched once."
              + " Default: ${DEFAULT-VALUE}.")
  private Duration gather = Duration.ofSeconds(5);

  @Option(
      names = "--pages-per-second",
      paramLabel = "N",
      defaultValue = "5",
      description = "Pages fetched at most. Default: ${DEFAULT-VALUE}.")
  private double pagesPerSecond = 5;

  @Option(
      names = "--stream",
      paramLabel = "URL",
      defaultValue = FollowOptions.WIKIDATA_STREAM,
      description = "Stream of recent changes. Default: ${DEFAULT-VALUE}.")
  private URI stream = URI.create(FollowOptions.WIKIDATA_STREAM);

  @Option(
      names = "--pages",
      paramLabel = "URL",
      defaultValue = FollowOptions.WIKIDATA_PAGES,
      description = "Folder of items' pages. Default: ${DEFAULT-VALUE}.")
  private URI pages = URI.create(FollowOptions.WIKIDATA_PAGES);

  @Option(
      names = "--wiki",
      paramLabel = "NAME",
      defaultValue = "wikidatawiki",
      description = "Wiki of the stream whose edits are followed. Default: ${DEFAULT-VALUE}.")
  private String wiki = "wikidatawiki";

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description = "http://HOST:PORT that both are asked through.")
  private @Nullable URI proxy;

  FollowWikidataCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    FollowOptions options = options();
    Map<String, String> settings = settings();
    FollowPlace kept = new FollowPlace(place);
    createTopic(settings);
    AtomicBoolean stopped = new AtomicBoolean();
    Interrupts.onInterrupt(
        () -> {
          if (stopped.getAndSet(true)) {
            System.exit(INTERRUPTED);
          }
        });
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge);
        UpdateSender sender =
            new UpdateSender(bootstrapServers, updatesTopic, settings, terminal::note);
        Follower follower =
            Follower.start(
                options, id -> snapshot.ordinal(id).isPresent(), sender, kept, terminal::note)) {
      terminal.note(
          "following "
              + wiki
              + (kept.read().isEmpty() ? " from now on" : " from where it stopped")
              + "; Ctrl-C stops");
      long told = System.nanoTime();
      while (!stopped.get()) {
        follower.step();
        if (System.nanoTime() - told > TELL.toNanos()) {
          told = System.nanoTime();
          terminal.note(follower.counts().describe());
        }
      }
      terminal.note(follower.counts().describe());
    }
    return INTERRUPTED;
  }

  private FollowOptions options() {
    try {
      return new FollowOptions(
          stream,
          pages,
          wiki,
          Optional.ofNullable(proxy),
          new WikidataOptions(languages, addFrom == null ? 0 : addFrom),
          addFrom != null,
          properties,
          gather,
          pagesPerSecond);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Map<String, String> settings() {
    try {
      return client.settings();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void createTopic(Map<String, String> settings) throws KafkaBrokerException {
    try (KafkaAdmin admin = KafkaAdmin.connect(bootstrapServers, settings, ANSWER)) {
      if (admin.createTopic(updatesTopic, 1, Map.of("cleanup.policy", "compact"))) {
        terminal.note("created the topic '" + updatesTopic + "', compacted");
      }
    }
  }
}
