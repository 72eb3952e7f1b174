package io.qklm.cluster.step;

import io.qklm.kg.EntityId;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochMessageJson;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Holds what a job left in Kafka and in its repository against what was sent. */
final class StepAudit {

  private static final Duration POLL = Duration.ofMillis(100);

  private final String servers;
  private final StepJob job;
  private final Path cache;

  StepAudit(String servers, StepJob job, Path cache) {
    this.servers = servers;
    this.job = job;
    this.cache = cache;
  }

  /** What was announced so far, in its order. */
  List<EpochAnnouncement> announced() {
    List<EpochAnnouncement> announced = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : committed(job.topic())) {
      if (EpochMessageJson.read(record.value()) instanceof EpochAnnouncement announcement) {
        announced.add(announcement);
      }
    }
    return announced;
  }

  private List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", servers,
            "isolation.level", "read_committed",
            "enable.auto.commit", "false");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition only = new TopicPartition(topic, 0);
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
      while (consumer.position(only) < end) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  /** Whether the newest epoch announced knows an entity. */
  boolean isKnown(String id) throws IOException {
    List<EpochAnnouncement> announced = announced();
    if (announced.isEmpty()) {
      return false;
    }
    try (SnapshotRepository repository = SnapshotRepository.open(job.repository());
        KnowledgeSnapshot newest =
            KnowledgeSnapshot.open(
                new EpochFetcher(repository, Files.createDirectories(cache), Steps.NONE)
                    .fetch(announced.get(announced.size() - 1).epoch())
                    .folder())) {
      return newest.ordinal(new EntityId(id)).isPresent();
    }
  }

  /**
   * One sentence for each promise that is broken.
   *
   * @param known entities that the newest epoch must know
   * @param letters keys that must be in the dead letters, once each, and nothing else
   */
  List<String> problems(Set<String> known, Set<String> letters) throws IOException {
    List<String> problems = new ArrayList<>();
    for (String id : known) {
      if (!isKnown(id)) {
        problems.add("the newest epoch does not know " + id);
      }
    }
    List<String> aside =
        committed(job.letters()).stream()
            .map(record -> new String(record.key(), StandardCharsets.UTF_8))
            .sorted()
            .toList();
    if (!aside.equals(letters.stream().sorted().toList())) {
      problems.add("the dead letters are " + aside + " and not " + letters);
    }
    chain(problems);
    disk(problems);
    return problems;
  }

  /** Each announced epoch was made out of the one announced before it. */
  private void chain(List<String> problems) throws IOException {
    try (SnapshotRepository repository = SnapshotRepository.open(job.repository())) {
      EpochCatalog catalog = new EpochCatalog(repository);
      List<EpochAnnouncement> announced = announced();
      for (int i = 1; i < announced.size(); i++) {
        SnapshotManifest manifest = catalog.manifest(announced.get(i).epoch());
        String before = announced.get(i - 1).epoch().digest();
        if (!manifest.parent().equals(Optional.of(before))) {
          problems.add(
              "epoch "
                  + manifest.epoch()
                  + " was not made out of epoch "
                  + announced.get(i - 1).epoch().number()
                  + ", announced before it");
        }
      }
      if (!announced.isEmpty()
          && !repository.head().equals(Optional.of(announced.get(announced.size() - 1).epoch()))) {
        problems.add("the epoch announced last is not in force: " + repository.head());
      }
    }
  }

  /** The parent is on the disk, and nothing else. */
  private void disk(List<String> problems) throws IOException {
    try (Stream<Path> slots = Files.walk(job.work(), 3)) {
      List<Path> built =
          slots
              .filter(
                  path ->
                      String.valueOf(path.getParent()).endsWith("built")
                          && String.valueOf(path.getFileName()).startsWith("snapshot-"))
              .toList();
      if (built.size() > 1) {
        problems.add("snapshots stay on the disk: " + built);
      }
    }
  }
}
