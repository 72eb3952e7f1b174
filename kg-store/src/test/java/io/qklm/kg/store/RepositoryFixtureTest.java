package io.qklm.kg.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityId;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.kg.store.serving.EpochSwapper;
import io.qklm.kg.store.serving.SwapOutcome;
import io.qklm.kg.store.serving.SwapperOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The repository in {@code src/test/resources/repositories/2026-12-01}, published to by the last
 * version that noted no intents. Every later build must serve it and publish to it; it is never
 * written anew.
 */
@Timeout(60)
class RepositoryFixtureTest {

  private static final Path WRITTEN = Path.of("src/test/resources/repositories/2026-12-01");

  @TempDir Path folder;

  @Test
  void isServedAndPublishedTo() throws IOException {
    Path place = folder.resolve("repository");
    copy(place);
    EpochName first;
    try (SnapshotRepository repository = SnapshotRepository.open(place.toString())) {
      first = repository.head().orElseThrow();
      assertThat(first.number()).isEqualTo(2);
      assertThat(first.digest())
          .isEqualTo("fb1996bcdaa39bd421c873eb90dd00d00ef49fe7dc2eb5dbe529b06bf8bc26f8");
      assertThat(new EpochCatalog(repository).inForce()).contains(first);
      try (EpochSwapper swapper =
          EpochSwapper.open(repository, SwapperOptions.caching(folder.resolve("cache")))) {
        try (KnowledgeStore.Lease lease = swapper.store().lease()) {
          assertThat(lease.snapshot().ordinal(new EntityId("A1"))).hasValue(6);
          EpochFixtures.delta(lease.snapshot().folder(), folder.resolve("next"), Steps.NONE);
        }
        EpochName next = new EpochPublisher(repository).publish(folder.resolve("next")).epoch();
        assertThat(swapper.swapToHead()).isInstanceOf(SwapOutcome.Swapped.class);
        assertThat(repository.head()).isEqualTo(Optional.of(next));
        assertThat(swapper.swapTo(first)).isInstanceOf(SwapOutcome.Swapped.class);
      }
    }
  }

  private static void copy(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(WRITTEN)) {
      for (Path file : files.toList()) {
        Files.copy(file, place.resolve(WRITTEN.relativize(file).toString()));
      }
    }
  }
}
