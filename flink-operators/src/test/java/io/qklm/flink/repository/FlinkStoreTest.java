package io.qklm.flink.repository;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.store.repository.ObjectStore;
import io.qklm.kg.store.repository.ObjectStoreContract;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

/** The contract over Flink's own local file system. */
class FlinkStoreTest extends ObjectStoreContract {

  @Override
  protected ObjectStore open() throws IOException {
    return FlinkStore.open(new Path(folder.resolve("repository").toUri()));
  }

  @Test
  void aRepositoryThatIsNotThereIsNoEmptyOne() {
    assertThatThrownBy(() -> SnapshotRepository.open("elsewhere://host/nowhere/at/all"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("there is no repository at 'elsewhere://host/nowhere/at/all'");
  }

  @Test
  void anAddressThatNothingHandlesIsASentence() {
    assertThatThrownBy(() -> SnapshotRepository.open("gopher://host/x"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("gopher://host/x", "Flink's plugins folder");
    assertThatThrownBy(() -> SnapshotRepository.open("s3://no bucket"))
        .hasMessageContaining("is no address");
  }
}
