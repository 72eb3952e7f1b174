package io.qklm.kg.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.store.format.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RowCacheTest {

  private static final int BYTES = 100_000;

  private final RowCache cache = new RowCache(BYTES);

  @Test
  void tellsRowsOfDifferentFamiliesApart() {
    cache.put(key(Family.ENTITIES, 1), new byte[] {1});
    cache.put(key(Family.FACTS, 1), new byte[] {2});
    assertThat(cache.get(key(Family.ENTITIES, 1))).containsExactly(1);
    assertThat(cache.get(key(Family.FACTS, 1))).containsExactly(2);
    assertThat(cache.get(key(Family.TEXT, 1))).isNull();
    assertThat(cache.get(key(Family.ENTITIES, 2))).isNull();
  }

  @Test
  void keepsWhatIsAskedForAndLetsGoOfTheRest() {
    cache.put(key(Family.ENTITIES, 0), new byte[] {7});
    for (int i = 1; i < 10_000; i++) {
      cache.put(key(Family.ENTITIES, i), new byte[100]);
      assertThat(cache.get(key(Family.ENTITIES, 0))).containsExactly(7);
    }
    assertThat(cache.get(key(Family.ENTITIES, 1))).isNull();
    assertThat(cache.size()).isBetween(100, BYTES / 228);
  }

  @Test
  void doesNotKeepWhatWouldFillIt() {
    cache.put(key(Family.FACTS, 1), new byte[BYTES / 16]);
    assertThat(cache.size()).isZero();
  }

  @Test
  void staysBoundedUnderManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int first = thread * 1_000;
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 20_000; i++) {
                    int ordinal = first + i % 5_000;
                    byte[] found = cache.get(key(Family.ENTITIES, ordinal));
                    assertThat(found == null || found[0] == (byte) ordinal).isTrue();
                    cache.put(key(Family.ENTITIES, ordinal), new byte[] {(byte) ordinal, 0, 0});
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(cache.size()).isLessThan(BYTES / 100);
  }

  private static RowCache.Key key(Family family, int ordinal) {
    return new RowCache.Key(family, Family.ordinalKey(ordinal));
  }
}
