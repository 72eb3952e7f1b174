package io.qklm.flink.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.flink.EpochSettings;
import io.qklm.flink.KnowledgeMode;
import io.qklm.flink.QklmSettings;
import io.qklm.flink.testkit.QklmTestKit;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.model.stage.StageTimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class QklmHostTest {

  @Test
  void fetchesEpochsIntoTheTemporaryFolderOfItsWorkerAndClearsUp(@TempDir Path folder)
      throws Exception {
    Path temporary = folder.resolve("flink-tmp");
    String place = folder.resolve("repository").toString();
    QklmSettings settings =
        QklmSettings.followingEpochs(EpochSettings.of(KnowledgeMode.LATEST)).withWorkers(1);
    try (QklmTestKit kit = QklmTestKit.start();
        SnapshotRepository repository = SnapshotRepository.create(place)) {
      EpochName epoch = new EpochPublisher(repository).publish(kit.knowledge()).epoch();
      String embedder;
      try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(kit.knowledge())) {
        embedder = snapshot.manifest().embedding().digest();
      }
      EngineSettings engine = settings.withModel(kit.settings().engine().model()).engine();
      try (QklmHost host =
          QklmHost.open(engine, new WorkerPlace(temporary, OptionalLong.empty()))) {
        try (Engine opened =
            host.open(new EpochAnnouncement(epoch, place, Instant.now(), embedder))) {
          assertThat(opened.epoch()).isEqualTo(epoch.number());
          assertThat(names(temporary)).contains(epoch.toString());
        }
      }
      assertThat(names(temporary)).doesNotContain(epoch.toString());
    }
  }

  @Test
  void documentsThatBeginThreeSecondsAfterAChangeFollowTheNewOverrides(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("overrides.jsonl"), "");
    try (QklmTestKit kit = QklmTestKit.start();
        QklmHost host =
            QklmHost.open(
                kit.settings().withWorkers(1).withOverrides(file.toString()).engine(),
                new WorkerPlace(folder, OptionalLong.empty()))) {
      assertThat(decided(host)).isEmpty();
      Files.writeString(file, "{\"id\":\"no-apple\",\"surface\":\"Apple\",\"entityId\":null}");
      long wrote = System.nanoTime();
      List<String> decided;
      long began;
      do {
        began = System.nanoTime();
        decided = decided(host);
      } while (decided.isEmpty() && began - wrote < Duration.ofSeconds(3).toNanos());
      assertThat(decided).containsExactly("no-apple");
    }
  }

  private static List<String> decided(QklmHost host) {
    Document document = Document.of("a", "Apple opened a shop.");
    return ((Enrichment) host.fixed().enrich(document, new StageTimes())).provenance().overrides();
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
