package io.qklm.flink.repository;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.store.repository.ObjectStore;
import io.qklm.kg.store.repository.ObjectStoreContract;
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
  void anAddressThatNothingHandlesIsASentence() {
    assertThatThrownBy(() -> FlinkRepositories.open("gopher://host/x"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("gopher://host/x", "Flink's plugins folder");
    assertThatThrownBy(() -> FlinkRepositories.open("s3://no bucket"))
        .hasMessageContaining("is no address");
  }
}
