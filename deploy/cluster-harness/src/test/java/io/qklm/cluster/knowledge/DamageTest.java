package io.qklm.cluster.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.cluster.knowledge.Damage.Mending;
import io.qklm.kg.EntityId;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {

  /** Damage that nobody notices would make a fault of the matrix that cannot fail. */
  @Test
  void keepsAnEpochFromBeingFetchedUntilItIsMended(@TempDir Path folder) throws Exception {
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1);
        ClusterRepository made = ClusterRepository.create(folder.resolve("made"), embedder);
        SnapshotRepository repository = SnapshotRepository.open(made.place().toString())) {
      for (Damage damage : Damage.values()) {
        EpochName epoch = made.next();
        EpochFetcher fetcher =
            new EpochFetcher(repository, folder.resolve("cache-" + damage), Steps.NONE);
        Mending mending = damage.to(made, epoch);
        assertThatThrownBy(() -> fetcher.fetch(epoch))
            .as("%s", damage)
            .isInstanceOf(IOException.class);
        mending.mend();
        try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(fetcher.fetch(epoch).folder())) {
          assertThat(snapshot.manifest().epoch()).isEqualTo(epoch.number());
          assertThat(snapshot.ordinal(new EntityId("k:Berlin"))).isPresent();
        }
      }
    }
  }
}
