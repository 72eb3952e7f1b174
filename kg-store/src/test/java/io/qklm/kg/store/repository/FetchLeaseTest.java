package io.qklm.kg.store.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.store.files.Steps;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchLeaseTest {

  private static final EpochName EPOCH = new EpochName(1, "a".repeat(64));

  @TempDir Path folder;

  @Test
  void aLeaseThatCouldNotBeWrittenIsWrittenAtTheNextFile() throws IOException {
    ObjectStore whole = FolderStore.create(folder, Steps.NONE);
    AtomicInteger writes = new AtomicInteger();
    ObjectStore failingOnce =
        (ObjectStore)
            Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("write") && writes.incrementAndGet() == 1) {
                    throw new IOException("the store does not answer");
                  }
                  try {
                    return method.invoke(whole, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    SnapshotRepository repository = new SnapshotRepository(failingOnce);
    try (FetchLease lease = FetchLease.take(repository, EPOCH)) {
      assertThat(repository.leased(Instant.now())).isEmpty();
      lease.renew();
      assertThat(repository.leased(Instant.now())).containsExactly(EPOCH);
      lease.renew();
      assertThat(writes).hasValue(2);
    }
    assertThat(repository.leased(Instant.now())).isEmpty();
  }
}
