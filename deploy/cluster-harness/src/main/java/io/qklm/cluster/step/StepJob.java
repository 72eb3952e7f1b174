package io.qklm.cluster.step;

import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.job.EpochTopics;
import io.qklm.kafka.update.UpdateLoop;
import io.qklm.kafka.update.UpdateOptions;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.epoch.UpdateWindow;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.FolderStore;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** An update job with topics and a repository of its own, on a thread. */
final class StepJob implements AutoCloseable {

  private static final Duration ANSWER = Duration.ofSeconds(20);

  /** What is waited for, cut down so that a hang takes seconds. */
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "request.timeout.ms", "2000",
          "default.api.timeout.ms", "4000",
          "max.block.ms", "4000",
          "delivery.timeout.ms", "4000",
          "linger.ms", "0",
          "transaction.timeout.ms", "4000",
          "reconnect.backoff.max.ms", "200");

  /** Where a job's repository is. */
  enum Place {
    /** In a folder. */
    FOLDER,
    /** In a folder, with the lock of stores that have none. */
    LEASED,
    /** In an S3 server, behind its proxy. */
    S3
  }

  /**
   * What a job is made of.
   *
   * @param name of its topics
   * @param folder for its repository, if that is in a folder, and more
   * @param work where it makes snapshots
   * @param first snapshot of the first epoch
   * @param steps told before each step
   */
  record Setup(
      StepStage stage,
      String name,
      Path folder,
      Path work,
      Path first,
      EntityEmbedder embedder,
      Place place,
      Clock clock,
      Steps steps) {}

  private final String servers;
  private final String name;
  private final String repository;
  private final Path work;
  private final Trouble trouble = new Trouble();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final UpdateLoop loop;
  private final Thread thread;
  private volatile @Nullable Throwable failure;

  /** Makes topics and repository; the job begins with {@link #start}. */
  StepJob(Setup setup) throws IOException {
    this.servers = setup.stage().direct();
    this.name = setup.name();
    this.work = setup.work();
    try (KafkaAdmin admin = KafkaAdmin.connect(servers, Map.of(), ANSWER)) {
      admin.createTopic(name + "-updates", 2, Map.of("cleanup.policy", "compact"));
      admin.createTopic(name + "-updates-dead-letters", 1, Map.of());
      EpochTopics.check(name + "-epochs", admin);
    }
    this.repository =
        setup.place() == Place.S3
            ? setup.stage().directS3(name)
            : setup.folder().resolve("repository").toString();
    try (SnapshotRepository made = SnapshotRepository.create(repository)) {
      new EpochPublisher(made).publish(setup.first());
    }
    UpdateOptions options =
        UpdateOptions.of(setup.stage().proxied(), name + "-updates", name + "-epochs", repository)
            .withProperties(IMPATIENT)
            .withWindow(UpdateWindow.Limits.of(Duration.ofMillis(300), 1_000))
            .withWork(work);
    this.loop = new UpdateLoop(options, notes::add, setup.clock(), setup.steps());
    SnapshotRepository troubled = troubled(setup);
    EntityEmbedder embedder = setup.embedder();
    this.thread =
        new Thread(
            () -> {
              try {
                loop.run(troubled, new TroubledEmbedder(embedder, trouble));
              } catch (IOException | InterruptedException | RuntimeException e) {
                failure = e;
              }
            },
            "update job " + name);
    thread.setDaemon(true);
  }

  private SnapshotRepository troubled(Setup setup) throws IOException {
    if (setup.place() == Place.S3) {
      return SnapshotRepository.open(setup.stage().proxiedS3(name));
    }
    FolderStore store = FolderStore.create(Path.of(repository), Steps.NONE);
    boolean leased = setup.place() == Place.LEASED;
    return new SnapshotRepository(new TroubledStore(store, trouble, leased, setup.clock()));
  }

  void start() {
    thread.start();
  }

  Trouble trouble() {
    return trouble;
  }

  List<String> notes() {
    return notes;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  String topic() {
    return name + "-epochs";
  }

  String letters() {
    return name + "-updates-dead-letters";
  }

  /** Where those who look on reach it. */
  String repository() {
    return repository;
  }

  Path work() {
    return work;
  }

  /** Sends an update of an entity, or of none that can be read. */
  void send(String id, boolean readable) throws IOException, InterruptedException {
    String value =
        readable ? "{\"id\":\"" + id + "\",\"labels\":{\"en\":\"Thing " + id + "\"}}" : "{";
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  name + "-updates",
                  id.getBytes(StandardCharsets.UTF_8),
                  value.getBytes(StandardCharsets.UTF_8)))
          .get();
    } catch (ExecutionException e) {
      throw new IOException("an update could not be sent", e);
    }
  }

  @Override
  public void close() {
    loop.stop();
    try {
      thread.join(ANSWER.toMillis());
      thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
