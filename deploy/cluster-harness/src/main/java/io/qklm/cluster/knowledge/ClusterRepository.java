package io.qklm.cluster.knowledge;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.change.DeltaBuild;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.format.SnapshotManifest.FileEntry;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A repository in a folder, with a first epoch and as many more as are asked for. */
public final class ClusterRepository implements AutoCloseable {

  private final Path snapshots;
  private final Path place;
  private final EntityEmbedder embedder;
  private final SnapshotRepository repository;
  private final EpochName first;
  private KnowledgeSnapshot newest;
  private Set<String> parentFiles;
  private Instant announced = Instant.EPOCH;

  private ClusterRepository(
      Path folder, EntityEmbedder embedder, SnapshotRepository repository, KnowledgeSnapshot first)
      throws IOException {
    this.snapshots = folder.resolve("snapshots");
    this.place = folder.resolve("repository");
    this.embedder = embedder;
    this.repository = repository;
    this.newest = first;
    this.parentFiles = Set.of();
    this.first = new EpochPublisher(repository).publish(first.folder()).epoch();
  }

  /**
   * A repository whose first epoch is {@link ClusterKnowledge}'s.
   *
   * @param folder for the repository and snapshots; new
   * @param embedder stays the caller's to close
   */
  public static ClusterRepository create(Path folder, EntityEmbedder embedder) throws IOException {
    Path snapshot = Files.createDirectories(folder.resolve("snapshots")).resolve("first");
    ClusterKnowledge.build(snapshot, embedder);
    return over(folder, snapshot, embedder);
  }

  /** A repository whose first epoch is a snapshot that is there. */
  public static ClusterRepository over(Path folder, Path snapshot, EntityEmbedder embedder)
      throws IOException {
    Files.createDirectories(folder.resolve("snapshots"));
    SnapshotRepository repository =
        SnapshotRepository.create(folder.resolve("repository").toString());
    return new ClusterRepository(folder, embedder, repository, KnowledgeSnapshot.open(snapshot));
  }

  /** The repository's folder. */
  public Path place() {
    return place;
  }

  /** The epoch it began with. */
  public EpochName first() {
    return first;
  }

  /** Makes and publishes the next epoch of {@link ClusterKnowledge}. */
  public EpochName next() throws IOException {
    return next(ClusterKnowledge.entities(newest.manifest().epoch() + 1));
  }

  /** Makes and publishes the next epoch, with these entities as they are here. */
  public EpochName next(List<Entity> changed) throws IOException {
    List<KnowledgeUpdate> updates = new ArrayList<>();
    changed.forEach(
        entity -> updates.add(new KnowledgeUpdate.Upsert(entity, List.of(), List.of())));
    long number = newest.manifest().epoch() + 1;
    Path output = snapshots.resolve("epoch-" + number);
    new DeltaBuild(newest, DeltaBuild.Options.after(newest, output), embedder, Steps.NONE)
        .run(updates);
    EpochName epoch = new EpochPublisher(repository).publish(output).epoch();
    KnowledgeSnapshot before = newest;
    parentFiles =
        before.manifest().files().stream().map(FileEntry::sha256).collect(Collectors.toSet());
    newest = KnowledgeSnapshot.openNext(output, KnowledgeSnapshot.Options.defaults(), newest);
    before.close();
    return epoch;
  }

  /** What announces an epoch of here, from now on and later than any before. */
  public EpochAnnouncement announcement(EpochName epoch) {
    return announcement(epoch, embedder.digest());
  }

  /** The same with vectors of an embedder of another digest. */
  public EpochAnnouncement announcement(EpochName epoch, String embeddingDigest) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    announced = now.isAfter(announced) ? now : announced.plusMillis(1);
    return new EpochAnnouncement(epoch, place.toString(), announced, embeddingDigest);
  }

  /** The largest file that only the newest epoch has, where the repository keeps it. */
  Path newestBlob() {
    return newest.manifest().files().stream()
        .filter(file -> !parentFiles.contains(file.sha256()))
        .max(Comparator.comparingLong(FileEntry::size))
        .map(file -> place.resolve("blobs").resolve(file.sha256()))
        .orElseThrow(() -> new IllegalStateException("the newest epoch has no file of its own"));
  }

  /** Where the repository keeps an epoch's manifest. */
  Path manifest(EpochName epoch) {
    return place.resolve("epochs").resolve(epoch + ".json");
  }

  @Override
  public void close() throws IOException {
    newest.close();
    repository.close();
  }
}
