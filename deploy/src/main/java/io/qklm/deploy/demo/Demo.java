package io.qklm.deploy.demo;

import io.qklm.deploy.Distribution;
import io.qklm.deploy.TemporaryFolder;
import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.deploy.job.EpochTopics;
import io.qklm.deploy.local.LocalCluster;
import io.qklm.deploy.local.LocalJob;
import io.qklm.deploy.local.Starting;
import io.qklm.deploy.page.LivePage;
import io.qklm.deploy.terminal.Ink;
import io.qklm.deploy.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.AppInfoParser;

/** Starts all of it, shows what comes out, and takes all of it away again. */
public final class Demo {

  private static final Duration ASK = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Distribution distribution;
  private final Terminal terminal;
  private final DemoOptions options;
  private final Steps steps;
  private volatile boolean stopped;

  public Demo(Distribution distribution, Terminal terminal, DemoOptions options) {
    this.distribution = distribution;
    this.terminal = terminal;
    this.options = options;
    this.steps = new Steps(terminal);
  }

  /** Asks the demo to end; {@link #run} returns within seconds. Any thread may call it. */
  public void stop() {
    stopped = true;
  }

  /**
   * Runs until all documents went through or {@link #stop} is called. Broker, cluster and engine
   * start beside each other, because each takes seconds; they stop in the order that lets each
   * finish what it does with the next.
   *
   * @throws IOException if a part does not start or fails on the way; the message says which
   */
  public void run() throws IOException, InterruptedException {
    Optional<LivePage> page = openPage();
    terminal.out().println("Starting Kafka and Flink on this machine ...");
    page.ifPresent(open -> terminal.out().println("The page is at " + open.address()));
    terminal.out().flush();
    try (TemporaryFolder folder = TemporaryFolder.create("qklm-demo-");
        Starting<KafkaBrokerProcess> broker = Starting.of("Kafka", this::startBroker);
        Starting<LocalCluster> cluster = Starting.of("Flink", () -> startCluster(folder.path()))) {
      var serving = broker.await(() -> stopped);
      var ready = cluster.await(() -> stopped);
      if (serving.isPresent() && ready.isPresent()) {
        show(serving.get(), ready.get(), page, folder.path());
      }
    } finally {
      page.ifPresent(LivePage::close);
    }
  }

  private Optional<LivePage> openPage() throws IOException {
    return options.page().isPresent()
        ? Optional.of(LivePage.open(options.page().get()))
        : Optional.empty();
  }

  private KafkaBrokerProcess startBroker() throws IOException {
    Steps.Step step = steps.begin();
    KafkaBrokerProcess broker =
        KafkaBrokerProcess.start(
            KafkaBrokerOptions.of(distribution.broker())
                .withSetting("message.max.bytes", String.valueOf(Feeder.LARGEST_RECORD)));
    try (KafkaAdmin admin = KafkaAdmin.connect(broker.bootstrapServers(), Map.of(), ASK)) {
      admin.createTopic(DemoTopics.DOCUMENTS, options.parallelism(), Map.of());
      admin.createTopic(DemoTopics.ENRICHED, 1, Map.of());
      admin.createTopic(DemoTopics.DEAD_LETTERS, 1, Map.of());
      if (options.page().isPresent()) {
        admin.createTopic(DemoTopics.KG_UPDATES, 1, Map.of("cleanup.policy", "compact"));
        admin.createTopic(DemoTopics.KG_UPDATES_DEAD_LETTERS, 1, Map.of());
        EpochTopics.check(DemoTopics.KG_EPOCHS, admin);
      }
    } catch (IOException e) {
      broker.close();
      throw e;
    }
    step.done("Kafka " + AppInfoParser.getVersion() + " on " + broker.bootstrapServers());
    return broker;
  }

  private LocalCluster startCluster(Path folder) throws IOException {
    Steps.Step step = steps.begin();
    LocalCluster cluster = LocalCluster.start(folder, options.parallelism());
    step.done("Flink " + EnvironmentInformation.getVersion() + " in this process");
    return cluster;
  }

  private void show(
      KafkaBrokerProcess broker, LocalCluster cluster, Optional<LivePage> page, Path folder)
      throws IOException, InterruptedException {
    Steps.Step step = steps.begin();
    String servers = broker.bootstrapServers();
    LocalJob job =
        cluster.submit(DemoJob.plan(servers, options, page.map(open -> folder.resolve("epochs"))));
    step.done("job submitted: " + DemoTopics.DOCUMENTS + " -> " + DemoTopics.ENRICHED);
    NewsFeed feed =
        options.input().isPresent()
            ? NewsFeed.file(options.input().get())
            : NewsFeed.sample(options.loop());
    LiveView view = new LiveView(terminal);
    try (Audience audience = audience(page, servers, folder);
        Feeder feeder =
            new Feeder(
                feed,
                servers,
                DemoTopics.DOCUMENTS,
                options.documents(),
                options.rate(),
                audience::sending);
        ResultStream results = new ResultStream(servers, topics(audience))) {
      feeder.start();
      terminal.out().println();
      while (!stopped && !(feeder.finished() && view.seen() >= feeder.sent() + audience.sent())) {
        for (ConsumerRecord<byte[], byte[]> record : results.poll(POLL)) {
          show(view, record);
          audience.came(record);
        }
        audience.step(feeder.sent() + audience.sent(), view.enriched(), view.dead());
        feeder.arrived(view.seen());
        view.status(feeder.sent() + audience.sent());
        stopWithoutReader();
        feeder.check();
        check(job, broker);
      }
      view.clearStatus();
      terminal.out().println(view.counts(feeder.sent() + audience.sent()));
      if (feeder.refused() > 0) {
        terminal.note("left out, too large for this Kafka: " + feeder.refused());
      }
      terminal.out().flush();
    } finally {
      view.clearStatus();
      stop(job);
    }
  }

  /** Whoever read the output may have gone, as {@code head} does; nothing is shown to nobody. */
  private void stopWithoutReader() {
    if (terminal.out().checkError()) {
      terminal.note("nobody reads the output any more; stopping");
      stopped = true;
    }
  }

  private Audience audience(Optional<LivePage> page, String servers, Path folder) {
    return page.isPresent() ? new DemoPage(page.get(), servers, options, folder) : Audience.NONE;
  }

  private static List<String> topics(Audience audience) {
    List<String> topics = new ArrayList<>(List.of(DemoTopics.ENRICHED, DemoTopics.DEAD_LETTERS));
    topics.addAll(audience.topics());
    return topics;
  }

  private static void show(LiveView view, ConsumerRecord<byte[], byte[]> record)
      throws IOException {
    if (record.topic().equals(DemoTopics.ENRICHED)) {
      view.enriched(record);
    } else if (record.topic().equals(DemoTopics.DEAD_LETTERS)) {
      view.dead(record);
    }
  }

  private static void check(LocalJob job, KafkaBrokerProcess broker)
      throws IOException, InterruptedException {
    if (job.finished()) {
      throw new IOException("the job ended before its documents did");
    }
    if (!broker.isAlive()) {
      throw new IOException("the Kafka broker ended by itself; its log was " + broker.logFile());
    }
  }

  /** While the broker still answers, so that the job's clients close at once. */
  private void stop(LocalJob job) {
    terminal.out().println(terminal.ink("stopping ...", Ink.FAINT));
    terminal.out().flush();
    try {
      job.cancel();
    } catch (IOException e) {
      System.getLogger(Demo.class.getName())
          .log(System.Logger.Level.WARNING, "the job was not cancelled in order", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
