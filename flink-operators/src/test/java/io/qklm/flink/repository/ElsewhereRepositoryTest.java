package io.qklm.flink.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.Document;
import io.qklm.flink.EpochSettings;
import io.qklm.flink.KnowledgeMode;
import io.qklm.flink.QklmEnrichment;
import io.qklm.flink.testkit.QklmTestKit;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochMessageJson;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A repository on a file system that only the cluster knows, through the job. */
@Timeout(120)
class ElsewhereRepositoryTest {

  @Test
  void aJobReadsEpochsFromAFileSystemOfItsCluster(@TempDir Path folder) throws Exception {
    String address = ElsewhereFileSystem.SCHEME + "://host" + folder.resolve("repository");
    try (QklmTestKit kit = QklmTestKit.start();
        SnapshotRepository repository = SnapshotRepository.create(address)) {
      EpochName epoch = new EpochPublisher(repository).publish(kit.knowledge()).epoch();
      String embedding = new EpochCatalog(repository).manifest(epoch).embedding().digest();
      byte[] announced =
          EpochMessageJson.write(
              new EpochAnnouncement(epoch, address, Instant.ofEpochMilli(1_000), embedding));
      int before = ElsewhereFileSystem.OPENED.get();
      StreamExecutionEnvironment environment = kit.environment();
      SingleOutputStreamOperator<String> enriched =
          QklmEnrichment.<String, String>builder()
              .settings(
                  kit.settings()
                      .withEpochs(EpochSettings.of(KnowledgeMode.LATEST))
                      .withKnowledge(""))
              .document(text -> Document.of("1", text))
              .enriched(
                  (text, made) ->
                      made.provenance().epoch()
                          + " "
                          + made.entities().get(0).entityId().orElseThrow())
              .rejected((text, rejection) -> rejection.message())
              .output(Types.STRING)
              .build()
              .apply(
                  environment.fromData("Angela Merkel came to Berlin."),
                  environment.fromData(announced));
      assertThat(enriched.executeAndCollect(1)).hasSize(1).first().asString().startsWith("7 ");
      assertThat(ElsewhereFileSystem.OPENED.get()).isGreaterThan(before);
    }
  }
}
