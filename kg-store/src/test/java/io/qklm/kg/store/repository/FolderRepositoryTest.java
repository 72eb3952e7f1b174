package io.qklm.kg.store.repository;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FolderRepositoryTest extends SnapshotRepositoryContract {

  @Override
  SnapshotRepository empty(Path folder) throws IOException {
    return FolderRepository.create(folder);
  }

  @Test
  void saysWhereThereIsNoRepository() {
    assertThatThrownBy(() -> FolderRepository.open(folder.resolve("nothing")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no repository in " + folder.resolve("nothing"));
  }
}
