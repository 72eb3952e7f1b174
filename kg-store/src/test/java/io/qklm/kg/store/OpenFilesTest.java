package io.qklm.kg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.qklm.kg.source.interchange.KnowledgeUpdateReader;
import io.qklm.kg.store.change.DeltaBuild;
import io.qklm.kg.store.files.FileTrees;
import io.qklm.kg.store.files.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that serves epoch after epoch has open. */
class OpenFilesTest {

  private static final int EPOCHS = 150;
  private static final int SETTLED = 60;

  @TempDir Path folder;

  @Test
  void areAsManyAfterAHundredAndFiftyDeltas() throws IOException {
    assumeThat(Path.of("/proc/self/fd")).isDirectory();
    List<Long> open = new ArrayList<>();
    List<Long> mapped = new ArrayList<>();
    Path serving = SnapshotFixtures.snapshot(folder);
    try (KnowledgeStore store = new KnowledgeStore(KnowledgeSnapshot.open(serving))) {
      for (int i = 0; i < EPOCHS; i++) {
        Path next = folder.resolve("epoch-" + i);
        try (KnowledgeStore.Lease lease = store.lease()) {
          delta(lease.snapshot(), next, i);
          store.swap(
              KnowledgeSnapshot.openNext(
                  next, KnowledgeSnapshot.Options.defaults(), lease.snapshot()));
        }
        FileTrees.delete(serving);
        serving = next;
        open.add(openFiles());
        mapped.add(mappedFiles());
      }
    }
    assertThat(most(open.subList(SETTLED, EPOCHS)))
        .isLessThanOrEqualTo(most(open.subList(0, SETTLED)))
        .isPositive();
    assertThat(most(mapped.subList(SETTLED, EPOCHS)))
        .isLessThanOrEqualTo(most(mapped.subList(0, SETTLED)))
        .isPositive();
    assertThat(openFiles()).isZero();
  }

  /** Changes of an entity of the base, of a new one, and of one that comes and goes. */
  private static void delta(KnowledgeSnapshot parent, Path output, int i) throws IOException {
    String third =
        i % 2 == 0 ? "{\"upsert\": {\"id\": \"T\", \"label\": \"Tide\"}}" : "{\"retire\": \"T\"}";
    new DeltaBuild(
            parent,
            DeltaBuild.Options.after(parent, output),
            new HashEmbedder(SnapshotFixtures.DIMENSION),
            Steps.NONE)
        .run(
            Stream.of(
                    "{\"upsert\": {\"id\": \"Q1\", \"label\": \"All " + i + "\"}}",
                    "{\"upsert\": {\"id\": \"N" + i + "\", \"label\": \"New " + i + "\"}}",
                    third)
                .map(KnowledgeUpdateReader::read)
                .toList());
  }

  private static long most(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  /** Of the snapshots, deleted ones too. */
  private long openFiles() throws IOException {
    long count = 0;
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        try {
          count += Files.readSymbolicLink(descriptor).toString().contains(own()) ? 1 : 0;
        } catch (NoSuchFileException e) {
          // Closed since the listing, such as the listing's own.
        }
      }
    }
    return count;
  }

  private long mappedFiles() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.contains(own()))
        .count();
  }

  private String own() {
    return folder.getFileName().toString();
  }
}
