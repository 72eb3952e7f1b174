package io.qklm.kg.store.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.source.interchange.KnowledgeUpdateReader;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.HashEmbedder;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SnapshotAnswers;
import io.qklm.kg.store.SnapshotFixtures;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.SnapshotFiles;
import io.qklm.kg.store.format.SnapshotManifest.FileEntry;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.kg.store.rocks.FamilyOptions;
import io.qklm.kg.store.rocks.NativeResources;
import io.qklm.kg.store.rocks.OpenFamilies;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/** Many deltas in a row, whose tables and names are merged when there are too many. */
class DeltaTablesTest {

  private static final int DELTAS = 40;

  /** Most tables of a family, and most segments of names. */
  private static final int SEGMENTS = 3;

  @TempDir static Path folder;
  private static final List<Path> MERGED = new ArrayList<>();
  private static Path base;
  private static Path apart;

  @BeforeAll
  static void build() throws IOException {
    MERGED.clear();
    base = SnapshotFixtures.snapshot(folder);
    Path merged = base;
    apart = base;
    for (int i = 0; i < DELTAS; i++) {
      merged = next(merged, "merged-" + i, SEGMENTS, updates(i));
      MERGED.add(merged);
      apart = next(apart, "apart-" + i, 1_000, updates(i));
    }
  }

  private static Path next(Path from, String name, int segments, List<KnowledgeUpdate> updates)
      throws IOException {
    Path output = folder.resolve(name);
    try (KnowledgeSnapshot parent = KnowledgeSnapshot.open(from)) {
      new DeltaBuild(
              parent,
              DeltaBuild.Options.after(parent, output).withSegments(segments),
              new HashEmbedder(SnapshotFixtures.DIMENSION),
              Steps.NONE)
          .run(updates);
    }
    return output;
  }

  /** New ones, changed ones, and such that are retired and come back or do not. */
  private static List<KnowledgeUpdate> updates(int i) {
    List<String> lines = new ArrayList<>();
    lines.add(arrival(i));
    lines.add(
        "{'upsert': {'id': 'Q1', 'label': 'cosmos " + i + "', 'aliases': ['all " + i % 4 + "']}}");
    if (i % 3 == 0) {
      lines.add(
          "{'upsert': {'id': 'Q64', 'label': 'Berlin', 'kind': 'LOC', 'rank': 0."
              + (i % 9 + 1)
              + (i % 2 == 0 ? "" : ", 'types': ['City'], 'facts': [" + fact("P36", "Q567") + "]")
              + "}}");
    }
    if (i % 5 == 1) {
      lines.add("{'retire': 'Q567'}");
    } else if (i % 5 == 3) {
      lines.add("{'upsert': {'id': 'Q567', 'label': 'Angela Merkel', 'kind': 'PER'}}");
    }
    if (i % 7 == 2) {
      lines.add("{'retire': '" + id(i - 2) + "'}");
    } else if (i % 7 == 4) {
      lines.add(arrival(i - 4));
    }
    if (i == 4) {
      lines.add("{'retire': 'Q821244'}");
    }
    return lines.stream().map(line -> KnowledgeUpdateReader.read(line.replace('\'', '"'))).toList();
  }

  private static String arrival(int i) {
    return "{'upsert': {'id': '"
        + id(i)
        + "', 'label': 'Echo "
        + i
        + "', 'aliases': ['Echo'], 'description': 'sound', 'facts': ["
        + fact("P777", "Q64")
        + (i > 0 ? ", " + fact("P777", id(i - 1)) : "")
        + "]}}";
  }

  private static String fact(String relation, String object) {
    return "{'relation': '" + relation + "', 'kind': 'entity', 'object': '" + object + "'}";
  }

  private static String id(int i) {
    return String.format("E%02d", i);
  }

  private static Path last() {
    return MERGED.get(DELTAS - 1);
  }

  @Test
  void saysTheSameAsWithoutMerging() throws IOException {
    try (KnowledgeSnapshot merged = KnowledgeSnapshot.open(last());
        KnowledgeSnapshot reference = KnowledgeSnapshot.open(apart)) {
      assertThat(SnapshotAnswers.of(merged)).isEqualTo(SnapshotAnswers.of(reference));
      assertThat(SnapshotAnswers.about(merged)).isEqualTo(SnapshotAnswers.about(reference));
      assertThat(merged.relations()).isEqualTo(reference.relations());
      assertThat(merged.manifest().counts()).isEqualTo(reference.manifest().counts());
      assertThat(reference.aliases().deltas()).isEqualTo(DELTAS);
      assertThat(merged.aliases().deltas()).isLessThanOrEqualTo(SEGMENTS);
    }
  }

  @Test
  void saysTheSameOfEntitiesAsOneDeltaOfAll() throws IOException {
    List<KnowledgeUpdate> all = new ArrayList<>();
    for (int i = 0; i < DELTAS; i++) {
      all.addAll(updates(i));
    }
    Path one = next(base, "one", SEGMENTS, all);
    try (KnowledgeSnapshot merged = KnowledgeSnapshot.open(last());
        KnowledgeSnapshot reference = KnowledgeSnapshot.open(one)) {
      assertThat(SnapshotAnswers.entities(merged)).isEqualTo(SnapshotAnswers.entities(reference));
      assertThat(SnapshotAnswers.about(merged)).isEqualTo(SnapshotAnswers.about(reference));
      assertThat(merged.manifest().counts().facts())
          .isEqualTo(reference.manifest().counts().facts());
    }
  }

  @Test
  void filesStayFewAndTheBaseIsNotTouched() throws IOException, RocksDBException {
    for (Path epoch : MERGED) {
      try (NativeResources resources = new NativeResources();
          KnowledgeSnapshot verified = KnowledgeSnapshot.open(epoch)) {
        List<LiveFileMetaData> live = tables(epoch, resources);
        for (Family family : Family.values()) {
          assertThat(live)
              .filteredOn(table -> new String(table.columnFamilyName()).equals(family.id()))
              .filteredOn(table -> table.level() == 0)
              .hasSizeLessThanOrEqualTo(SEGMENTS);
        }
        assertThat(sorted(verified)).as("tables of no use").hasSize(live.size());
        assertThat(sorted(verified)).containsAll(sorted(base));
      }
    }
  }

  /** A read of an entity that no delta changed asks every one of them. */
  @Test
  void tablesOfDeltasHaveFilters() throws RocksDBException {
    try (NativeResources resources = new NativeResources()) {
      Path database = last().resolve(SnapshotFiles.DATABASE);
      LiveFileMetaData table =
          tables(last(), resources).stream()
              .filter(any -> any.level() == 0)
              .filter(any -> new String(any.columnFamilyName()).equals(Family.ENTITIES.id()))
              .findFirst()
              .orElseThrow();
      SstFileReader reader = resources.own(new SstFileReader(resources.own(new Options())));
      reader.open(database.resolve(table.fileName().substring(1)).toString());
      assertThat(reader.getTableProperties().getFilterSize()).isPositive();
    }
  }

  private static List<LiveFileMetaData> tables(Path epoch, NativeResources resources)
      throws RocksDBException {
    FamilyOptions options = resources.own(new FamilyOptions());
    LRUCache cache = resources.own(new LRUCache(1 << 20));
    return OpenFamilies.open(
            RocksDB::openReadOnly,
            resources.own(new DBOptions()),
            epoch.resolve(SnapshotFiles.DATABASE),
            EnumSet.allOf(Family.class),
            family -> options.reading(family, cache),
            resources)
        .database()
        .getLiveFilesMetaData();
  }

  private static Set<FileEntry> sorted(Path snapshot) throws IOException {
    try (KnowledgeSnapshot opened = KnowledgeSnapshot.open(snapshot)) {
      return sorted(opened);
    }
  }

  private static Set<FileEntry> sorted(KnowledgeSnapshot snapshot) {
    Set<FileEntry> tables = new HashSet<>();
    for (FileEntry entry : snapshot.manifest().files()) {
      if (entry.path().endsWith(".sst")) {
        tables.add(entry);
      }
    }
    return tables;
  }

  @Test
  void arePublishedFetchedAndCompacted(@TempDir Path work) throws IOException {
    try (SnapshotRepository repository =
        SnapshotRepository.create(work.resolve("repository").toString())) {
      for (Path epoch : MERGED) {
        new EpochPublisher(repository).publish(epoch);
      }
      assertThat(new EpochCatalog(repository).problems()).isEmpty();
      Path fetched =
          new EpochFetcher(repository, work.resolve("cache"), Steps.NONE).fetchInForce().folder();
      Path compact = work.resolve("compact");
      try (KnowledgeSnapshot merged = KnowledgeSnapshot.open(fetched)) {
        Compaction.of(
                merged, Compaction.Options.after(merged, compact), BuildProgress.SILENT, Steps.NONE)
            .run();
        try (KnowledgeSnapshot compacted = KnowledgeSnapshot.open(compact)) {
          assertThat(SnapshotAnswers.of(compacted)).isEqualTo(SnapshotAnswers.of(merged));
        }
      }
    }
  }

  /** Its tables were brought in as they are, into whatever level had room for their keys. */
  @Test
  void goesOnFromASnapshotOfBefore(@TempDir Path work) throws IOException, URISyntaxException {
    URL manifest =
        Objects.requireNonNull(getClass().getResource("/snapshots/v1/manifest.json"), "manifest");
    Path old = Path.of(manifest.toURI()).resolveSibling("");
    Path merged = copy(old, work.resolve("merged"));
    Path reference = copy(old, work.resolve("reference"));
    for (int i = 0; i < 6; i++) {
      merged = nextOfOld(merged, work.resolve("merged-" + i), 2, updates(i));
      reference = nextOfOld(reference, work.resolve("reference-" + i), 1_000, updates(i));
    }
    try (KnowledgeSnapshot few = KnowledgeSnapshot.open(merged);
        KnowledgeSnapshot many = KnowledgeSnapshot.open(reference)) {
      assertThat(SnapshotAnswers.about(few)).isEqualTo(SnapshotAnswers.about(many));
      assertThat(SnapshotAnswers.names(few)).isEqualTo(SnapshotAnswers.names(many));
      assertThat(few.manifest().files()).hasSizeLessThan(many.manifest().files().size());
      for (int ordinal = 0; ordinal < few.size(); ordinal++) {
        assertThat(few.find(ordinal)).isEqualTo(many.find(ordinal));
        if (few.find(ordinal).isPresent()) {
          assertThat(few.text(ordinal, "en")).isEqualTo(many.text(ordinal, "en"));
        }
      }
    }
  }

  private static Path nextOfOld(Path from, Path output, int segments, List<KnowledgeUpdate> updates)
      throws IOException {
    try (KnowledgeSnapshot parent = KnowledgeSnapshot.open(from)) {
      HashEmbedder embedder =
          new HashEmbedder(4) {
            @Override
            public String digest() {
              return parent.manifest().embedding().digest();
            }
          };
      new DeltaBuild(
              parent,
              DeltaBuild.Options.after(parent, output).withSegments(segments),
              embedder,
              Steps.NONE)
          .run(updates);
    }
    return output;
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
    return to;
  }
}
