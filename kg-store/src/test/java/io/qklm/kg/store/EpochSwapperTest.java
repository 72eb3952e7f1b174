package io.qklm.kg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.EntityId;
import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.repository.EpochCollector;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.kg.store.serving.EpochSwapper;
import io.qklm.kg.store.serving.SwapOutcome;
import io.qklm.kg.store.serving.SwapperOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that serves the epochs of a repository. */
@Timeout(60)
class EpochSwapperTest {

  @TempDir static Path built;
  private static final List<Path> EPOCHS = new ArrayList<>();

  @TempDir Path folder;
  private SnapshotRepository repository;

  @BeforeAll
  static void build() throws IOException {
    EPOCHS.clear();
    EPOCHS.add(SnapshotFixtures.snapshot(built));
    for (int i = 0; i < 3; i++) {
      Path next = built.resolve("epoch-" + i);
      EpochFixtures.delta(EPOCHS.get(i), next, Steps.NONE);
      EPOCHS.add(next);
    }
  }

  @BeforeEach
  void create() throws IOException {
    repository = SnapshotRepository.create(folder.resolve("repository").toString());
  }

  private EpochName publish(int epoch) throws IOException {
    return new EpochPublisher(repository).publish(EPOCHS.get(epoch)).epoch();
  }

  private SwapperOptions options() {
    return SwapperOptions.caching(folder.resolve("cache"));
  }

  private static boolean knows(EpochSwapper swapper, String id) {
    try (KnowledgeStore.Lease lease = swapper.store().lease()) {
      return lease.snapshot().ordinal(new EntityId(id)).isPresent();
    }
  }

  private List<EpochName> leased() throws IOException {
    return repository.leased(Instant.now());
  }

  private void awaitLeased(EpochName... expected) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!leased().equals(List.of(expected)) && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(leased()).containsExactly(expected);
  }

  @Test
  void swapsForwardAndBack() throws Exception {
    EpochName first = publish(0);
    try (EpochSwapper swapper = EpochSwapper.open(repository, options())) {
      assertThat(swapper.inForce()).isEqualTo(first);
      EpochName second = publish(1);
      assertThat(knows(swapper, "E2")).isFalse();
      assertThat(swapper.swapToHead())
          .isInstanceOfSatisfying(
              SwapOutcome.Swapped.class,
              swapped -> {
                assertThat(swapped.epoch()).isEqualTo(second);
                assertThat(swapped.before()).isEqualTo(first);
                assertThat(swapped.fetchedFiles()).isBetween(1, 9);
              });
      assertThat(knows(swapper, "E2")).isTrue();
      assertThat(swapper.swapTo(second)).isEqualTo(new SwapOutcome.Unchanged(second));
      assertThat(swapper.swapTo(first)).isInstanceOf(SwapOutcome.Swapped.class);
      assertThat(knows(swapper, "E2")).isFalse();
    }
    awaitLeased();
  }

  @Test
  void anOpenEpochHasALeaseThatTheCollectorRespects() throws Exception {
    EpochName first = publish(0);
    try (EpochSwapper swapper = EpochSwapper.open(repository, options())) {
      KnowledgeStore.Lease reader = swapper.store().lease();
      EpochName second = publish(1);
      EpochName third = publish(2);
      assertThat(swapper.swapTo(second)).isInstanceOf(SwapOutcome.Swapped.class);
      assertThat(leased()).containsExactly(first, second);
      assertThat(new EpochCollector(repository, Clock.systemUTC()).collect(1).epochs()).isEmpty();
      assertThat(swapper.store().openEpochs()).containsExactly(1L, 2L);
      assertThat(reader.snapshot().ordinal(new EntityId("E2"))).isEmpty();
      reader.close();
      awaitLeased(second);
      assertThat(new EpochCollector(repository, Clock.systemUTC()).collect(1).epochs())
          .containsExactly(first);
      assertThat(repository.epochs()).containsExactly(second, third);
    }
  }

  @Test
  void keepsTheLeaseOfAnEpochThatComesBackWhileItIsOpen() throws Exception {
    EpochName first = publish(0);
    try (EpochSwapper swapper = EpochSwapper.open(repository, options())) {
      KnowledgeStore.Lease reader = swapper.store().lease();
      EpochName second = publish(1);
      swapper.swapTo(second);
      assertThat(swapper.store().lease(first.digest()))
          .hasValueSatisfying(KnowledgeStore.Lease::close);
      assertThat(swapper.swapTo(first)).isInstanceOf(SwapOutcome.Swapped.class);
      assertThat(swapper.store().openEpochs()).containsExactly(1L);
      reader.close();
      awaitLeased(first);
      assertThat(swapper.store().lease(second.digest())).isEmpty();
    }
  }

  @Test
  void renewsItsLeases() throws Exception {
    EpochName first = publish(0);
    SwapperOptions options = options().withLeaseLength(Duration.ofSeconds(1));
    try (EpochSwapper swapper = EpochSwapper.open(repository, options)) {
      Instant opened = Instant.now();
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (repository.leased(opened.plusSeconds(2)).isEmpty() && System.nanoTime() < end) {
        Thread.sleep(20);
      }
      assertThat(repository.leased(opened.plusSeconds(2))).containsExactly(first);
      assertThat(swapper.inForce()).isEqualTo(first);
    }
  }

  @Test
  void opensNoMoreEpochsThanAllowed() throws Exception {
    publish(0);
    try (EpochSwapper swapper = EpochSwapper.open(repository, options().withMaxOpen(2))) {
      KnowledgeStore.Lease reader = swapper.store().lease();
      EpochName second = publish(1);
      EpochName third = publish(2);
      swapper.swapTo(second);
      assertThat(swapper.swapTo(third))
          .isEqualTo(
              new SwapOutcome.Refused(
                  third,
                  "epoch 3 is refused: the epochs [1, 2] are open, and 2 may be; try again when"
                      + " readers have given an older one back, or allow more"));
      assertThat(swapper.inForce()).isEqualTo(second);
      reader.close();
      assertThat(swapper.swapTo(third)).isInstanceOf(SwapOutcome.Swapped.class);
    }
  }

  @Test
  void refusesWhatItCannotServeAndServesOn() throws Exception {
    EpochName first = publish(0);
    try (EpochSwapper swapper = EpochSwapper.open(repository, options())) {
      EpochName second = publish(1);
      Path blob = onlyIn(1, "superseded.bin");
      byte[] whole = Files.readAllBytes(blob);
      byte[] bytes = whole.clone();
      bytes[0] ^= 1;
      Files.write(blob, bytes);
      assertRefused(swapper, second, "superseded.bin", "does not have its SHA-256");
      Files.delete(blob);
      assertRefused(swapper, second, "superseded.bin", "is missing");
      EpochName unknown = new EpochName(9, "0".repeat(64));
      assertRefused(swapper, unknown, "the repository has no epoch 9");
      assertRefused(
          swapper, altered(2, "\"formatVersion\"\\s*:\\s*2", "\"formatVersion\":99"), "99");
      EpochName other =
          altered(3, "\"digest\"\\s*:\\s*\"[^\"]+\"", "\"digest\":\"another-embedder\"");
      assertRefused(swapper, other, "another-embedder", "the model here reads those of");
      assertThat(leased()).containsExactly(first);
      Files.write(blob, whole);
      assertThat(swapper.swapTo(second)).isInstanceOf(SwapOutcome.Swapped.class);
      assertThat(knows(swapper, "E2")).isTrue();
    }
  }

  private Path onlyIn(int epoch, String name) throws IOException {
    SnapshotManifest manifest =
        SnapshotManifest.read(
            Files.readAllBytes(EPOCHS.get(epoch).resolve("manifest.json")), Path.of("manifest"));
    return folder
        .resolve("repository/blobs")
        .resolve(
            manifest.files().stream()
                .filter(entry -> entry.path().endsWith(name))
                .findFirst()
                .orElseThrow()
                .sha256());
  }

  /** Publishes an epoch with another manifest. */
  private EpochName altered(int epoch, String pattern, String replacement) throws IOException {
    byte[] json =
        Files.readString(EPOCHS.get(epoch).resolve("manifest.json"))
            .replaceFirst(pattern, replacement)
            .getBytes(StandardCharsets.UTF_8);
    EpochName name = new EpochName(epoch + 1, Sha256.hexOf(json));
    repository.putManifest(name, json);
    return name;
  }

  private void assertRefused(EpochSwapper swapper, EpochName epoch, String... words)
      throws Exception {
    EpochName before = swapper.inForce();
    assertThat(swapper.swapTo(epoch))
        .isInstanceOfSatisfying(
            SwapOutcome.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .startsWith("epoch " + epoch.number() + " is refused: ")
                    .contains(words));
    assertThat(swapper.inForce()).isEqualTo(before);
    assertThat(knows(swapper, "Q64")).isTrue();
    awaitLeased(before);
  }

  @Test
  void beginsWithTheEpochOfACheckpoint() throws Exception {
    EpochName first = publish(0);
    publish(1);
    try (EpochSwapper swapper = EpochSwapper.open(repository, options().beginningWith(first))) {
      assertThat(swapper.inForce()).isEqualTo(first);
    }
    assertThatThrownBy(
            () -> EpochSwapper.open(repository, options().forEmbedding("of-another-model")))
        .hasMessageContainingAll("of-another-model", "build it with this model");
    awaitLeased();
  }

  @Test
  void keepsTheFilesOfWhatIsOpenAndOfTheFewThatClosedLast() throws Exception {
    EpochName first = publish(0);
    try (EpochSwapper swapper = EpochSwapper.open(repository, options())) {
      List<EpochName> epochs = new ArrayList<>(List.of(first));
      for (int epoch = 1; epoch < 4; epoch++) {
        epochs.add(publish(epoch));
        swapper.swapTo(epochs.get(epoch));
      }
      assertThat(swapper.swapTo(epochs.get(2))).isInstanceOf(SwapOutcome.Swapped.class);
      assertThat(folder.resolve("cache").resolve(first.toString())).doesNotExist();
      for (EpochName kept : epochs.subList(1, 4)) {
        assertThat(folder.resolve("cache").resolve(kept.toString())).isDirectory();
      }
      assertThat(swapper.swapTo(first)).isInstanceOf(SwapOutcome.Swapped.class);
    }
  }

  @Test
  void saysThatThereIsNothingToServe() {
    assertThatThrownBy(() -> EpochSwapper.open(repository, options()))
        .hasMessage("the repository has no complete epoch; publish one with 'qklm kg publish'");
  }

  @Test
  @Timeout(300)
  void hundredsOfSwapsUnderReadersKeepMemoryAndFilesFlat() throws Exception {
    publish(0);
    publish(1);
    Process loop =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms96m",
                "-Xmx96m",
                "-XX:+AlwaysPreTouch",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SwapLoop.class.getName(),
                repository.place(),
                folder.resolve("cache").toString(),
                "200",
                "400")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(loop.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(loop.waitFor()).as(output).isZero();
    assertThat(output).contains("failure null");
    assertThat(number(output, "reads")).isPositive();
    assertThat(number(output, "files")).as("open files more").isLessThan(20);
    // A snapshot that kept its tables, filters and handles would leave 100 kB each swap.
    assertThat(number(output, "grown")).as("kB grown in 400 swaps").isLessThan(16_000);
  }

  private static long number(String output, String name) {
    Matcher matcher = Pattern.compile(name + " (-?[0-9]+)").matcher(output);
    assertThat(matcher.find()).as(output).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  @Test
  void aManifestWithNumbersOutOfAllRangeIsRefusedAndNotLeased() throws Exception {
    publish(0);
    try (EpochSwapper swapper = EpochSwapper.open(repository, options())) {
      for (String field : List.of("dimension", "subspaces")) {
        EpochName epoch =
            altered(1, "\"" + field + "\"\\s*:\\s*[0-9]+", "\"" + field + "\":99999999999");
        assertRefused(swapper, epoch, "'" + field + "'");
      }
    }
  }
}
