package io.qklm.kafka.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.Fact;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.FolderStore;
import io.qklm.kg.store.repository.HeadIntent;
import io.qklm.kg.store.repository.ObjectStore;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.kg.update.EpochBuilder;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadWatchTest {

  private static final EpochName ONE = new EpochName(1, "1".repeat(64));
  private static final EpochName TWO = new EpochName(2, "2".repeat(64));

  @TempDir Path folder;

  private final List<String> reads = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private SnapshotRepository repository;
  private EpochBuilder builder;
  private HeadWatch watch;

  @BeforeEach
  void open() throws IOException {
    repository =
        new SnapshotRepository(
            counting(FolderStore.create(folder.resolve("repository"), Steps.NONE)));
    builder = new EpochBuilder(repository, new NoEmbedder(), Optional.of(folder.resolve("work")));
    watch = new HeadWatch(builder, notes::add);
    repository.announce(ONE);
    watch.set(Optional.of(ONE));
  }

  @AfterEach
  void close() throws IOException {
    builder.close();
    repository.close();
  }

  @Test
  void theHeadIsReadEveryTwoSeconds() {
    for (int millis = 0; millis < 10_000; millis += 200) {
      assertThat(watch.changed(at(millis))).isEmpty();
    }
    assertThat(reads).filteredOn("head"::equals).hasSize(5);
  }

  @Test
  void aHeadThatCannotBeUsedIsToldOfOnceAndTriedEverLessOften() throws IOException {
    repository.announce(TWO);
    for (int second = 0; second < 120; second++) {
      assertThat(watch.changed(at(second * 1_000L))).isEmpty();
    }
    assertThat(notes)
        .singleElement()
        .asString()
        .startsWith("epoch 2 was put in force in the repository and cannot be used");
    assertThat(reads).filteredOn("head"::equals).hasSizeBetween(5, 12);
    assertThat(watch.known()).contains(ONE);
  }

  @Test
  void onlyWhatTheJobWasAboutToDoIsItsOwnToFinish() throws IOException {
    // A repository of a version that noted nothing: what was announced before counts.
    assertThat(watch.isWanted(Optional.of(ONE), TWO, true)).isFalse();
    assertThat(watch.isWanted(Optional.of(ONE), TWO, false)).isTrue();
    assertThat(watch.isWanted(Optional.of(TWO), TWO, true)).isFalse();
    assertThat(watch.isWanted(Optional.empty(), TWO, true)).isFalse();

    builder.intend(Optional.of(ONE), TWO);
    assertThat(watch.isWanted(Optional.of(ONE), TWO, true)).isFalse();
    EpochName other = new EpochName(3, "3".repeat(64));
    assertThat(watch.isWanted(Optional.of(other), TWO, true)).isTrue();

    repository.intend(HeadIntent.NOTHING);
    assertThat(watch.isWanted(Optional.of(ONE), TWO, true)).isTrue();
  }

  private static Instant at(long millis) {
    return Instant.EPOCH.plus(Duration.ofMillis(millis));
  }

  private ObjectStore counting(ObjectStore store) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("read")) {
                reads.add((String) arguments[0]);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Nothing is built here. */
  private static final class NoEmbedder implements EntityEmbedder {
    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public String digest() {
      return "0".repeat(64);
    }

    @Override
    public String verbalize(Entity entity, List<Fact> facts) {
      throw new UnsupportedOperationException();
    }

    @Override
    public float[][] embed(List<String> texts) {
      throw new UnsupportedOperationException();
    }
  }
}
