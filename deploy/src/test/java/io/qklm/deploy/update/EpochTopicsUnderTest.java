package io.qklm.deploy.update;

import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.job.TestTopic;
import io.qklm.kafka.update.UpdateOptions;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochMessageJson;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A topic of updates, one of epochs and a repository, all of one name. */
record EpochTopicsUnderTest(String servers, String name, Path repository) {

  /** Makes the topics, and the repository with a first epoch. */
  static EpochTopicsUnderTest make(String servers, String name, Path folder, Path first)
      throws Exception {
    Path repository = folder.resolve(name);
    new EpochPublisher(SnapshotRepository.create(repository.toString())).publish(first);
    try (KafkaAdmin admin = KafkaAdmin.connect(servers, Map.of(), Duration.ofSeconds(20))) {
      admin.createTopic(name + "-updates", 2, Map.of("cleanup.policy", "compact"));
      admin.createTopic(
          name + "-epochs", 1, Map.of("cleanup.policy", "delete", "retention.ms", "-1"));
      admin.createTopic(name + "-epochs-status", 1, Map.of());
    }
    return new EpochTopicsUnderTest(servers, name, repository);
  }

  UpdateOptions options() {
    return UpdateOptions.of(servers, name + "-updates", epochsTopic(), repository.toString())
        .withWindow(io.qklm.kg.epoch.UpdateWindow.Limits.of(Duration.ofMillis(300), 1_000));
  }

  String epochsTopic() {
    return name + "-epochs";
  }

  void send(String key, String value) throws Exception {
    TestTopic.write(
        servers,
        List.of(
            new ProducerRecord<>(
                name + "-updates",
                key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8))));
  }

  /** An organisation of this name. */
  void upsert(String id, String label) throws Exception {
    send(
        id,
        "{\"id\":\"%s\",\"labels\":{\"en\":\"%s\"},\"kind\":\"ORG\",\"rank\":0.5}"
            .formatted(id, label));
  }

  /** What was announced so far. */
  List<EpochAnnouncement> announced() {
    List<EpochAnnouncement> announced = new ArrayList<>();
    try (TestTopic.Reader reader = new TestTopic.Reader(servers, List.of(epochsTopic()))) {
      reader.readFor(Duration.ofMillis(600));
      for (var record : reader.seen()) {
        if (EpochMessageJson.read(record.value()) instanceof EpochAnnouncement announcement) {
          announced.add(announcement);
        }
      }
    }
    return announced;
  }
}
