package io.qklm.kg.store.change;

import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.EntityId;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SharedFiles;
import io.qklm.kg.store.build.BuildFolder;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.kg.store.build.SnapshotWriter;
import io.qklm.kg.store.files.FileTrees;
import io.qklm.kg.store.files.FullDisk;
import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.format.ByteWriter;
import io.qklm.kg.store.format.SnapshotException;
import io.qklm.kg.store.format.SnapshotFiles;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.format.SnapshotManifest.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the next epoch out of a snapshot and updates, at a cost that follows the updates. Unchanged
 * files are hard links to the parent's; the folders may be moved and deleted on their own. Nothing
 * of the parent is written to.
 *
 * <p>Codebooks and ordinals are the parent's; new entities are numbered after them, retired ones
 * keep theirs and vanish from every answer. Updates are held in memory. Of several for one id the
 * last counts. Facts of unchanged entities that name an id which is new here still name it, but are
 * found from its side only after the next full build.
 */
public final class DeltaBuild {

  private static final Logger LOG = LoggerFactory.getLogger(DeltaBuild.class);

  /**
   * How to build.
   *
   * @param output the new snapshot's folder; must not exist or be empty; on the parent's file
   *     system, for links
   * @param epoch number of the epoch, above the parent's
   * @param lastNames whether the last name of a person is filed as one of its surface forms
   * @param segments most delta segments of the alias index, and most tables of deltas in a column
   *     family, at least 2; where this delta's would be one too many, the newest are merged
   */
  public record Options(Path output, long epoch, boolean lastNames, int segments) {

    /** Each segment costs a walk over every text, each table two open files where it is served. */
    public static final int SEGMENTS = 8;

    public Options {
      if (segments < 2) {
        throw new IllegalArgumentException(
            "deltas may leave at least 2 segments beside the base, got " + segments);
      }
    }

    /** The default number of segments. */
    public Options(Path output, long epoch, boolean lastNames) {
      this(output, epoch, lastNames, SEGMENTS);
    }

    /** The same with another limit of segments. */
    public Options withSegments(int most) {
      return new Options(output, epoch, lastNames, most);
    }

    /** The epoch after the parent's, with last names. */
    public static Options after(KnowledgeSnapshot parent, Path output) {
      return new Options(output, parent.manifest().epoch() + 1, true);
    }
  }

  private final KnowledgeSnapshot parent;
  private final Options options;
  private final EntityEmbedder embedder;
  private final Steps steps;

  /**
   * Prepares a build; nothing is touched yet.
   *
   * @param parent stays open and the caller's to close
   * @throws SnapshotException if the embedder is not the one that made the parent's vectors
   */
  public DeltaBuild(KnowledgeSnapshot parent, Options options, EntityEmbedder embedder, Steps steps)
      throws SnapshotException {
    String digest = parent.manifest().embedding().digest();
    if (!digest.equals(embedder.digest())) {
      throw new SnapshotException(
          "the vectors in "
              + parent.folder()
              + " are of the embedder "
              + digest
              + " and this model embeds as "
              + embedder.digest()
              + "; use the model the parent was built with, or build the knowledge anew");
    }
    parent.manifest().requireNext(options.epoch());
    this.parent = parent;
    this.options = options;
    this.embedder = embedder;
    this.steps = steps;
  }

  /**
   * Applies the updates.
   *
   * @throws IOException if the output is taken or the disk fails; then there is no output
   */
  public DeltaReport run(Iterable<KnowledgeUpdate> updates) throws IOException {
    long start = System.nanoTime();
    Map<EntityId, KnowledgeUpdate> last = new HashMap<>();
    updates.forEach(update -> last.put(update.id(), update));
    DeltaRecords records = new DeltaRecords(parent, embedder);
    records.apply(last);
    DeltaAliases aliases = new DeltaAliases(parent, records.touched(), records.changes());
    for (DeltaRecords.Upserted upserted : records.upserted()) {
      aliases.add(upserted, options.lastNames());
    }
    aliases.resolve();
    steps.before("make the work folder");
    try (BuildFolder work = BuildFolder.beside(options.output())) {
      Path snapshot = work.sub("snapshot");
      SharedFiles shared = new SharedFiles(parent.folder(), parent.manifest());
      linkParent(snapshot);
      writeTables(snapshot.resolve(SnapshotFiles.DATABASE), work.sub("logs"), records.changes());
      long surfaces = parent.aliases().surfaces();
      if (!aliases.isEmpty()) {
        mergeAliases(snapshot.resolve(SnapshotFiles.ALIAS_DELTAS));
        steps.before("write names");
        surfaces += aliases.write(snapshot.resolve(SnapshotFiles.ALIAS_DELTAS).resolve(segment()));
      }
      List<FileEntry> fresh = new ArrayList<>();
      List<FileEntry> files = files(snapshot, shared, fresh);
      SnapshotManifest manifest =
          new SnapshotManifest(
              parent.manifest().formatVersion(),
              options.epoch(),
              Optional.of(parent.digest()),
              KnowledgeBuild.createdBy(),
              contentDigest(records, fresh),
              records.counts(surfaces),
              parent.manifest().embedding(),
              files,
              parent.manifest().sources());
      steps.before("write the manifest");
      byte[] json = manifest.toBytes();
      Files.write(snapshot.resolve(SnapshotManifest.FILE_NAME), json);
      steps.before("move into place");
      work.publish(snapshot);
      DeltaReport report =
          new DeltaReport(
              options.output(),
              options.epoch(),
              Sha256.hexOf(json),
              manifest.counts(),
              records.added,
              records.changed,
              records.retired,
              records.unknownRetired,
              records.unknownObjects,
              json.length + fresh.stream().mapToLong(FileEntry::size).sum(),
              Duration.ofNanos(System.nanoTime() - start));
      LOG.info("Built epoch {} in {}: {}", report.epoch(), report.folder(), report.counts());
      return report;
    } catch (IOException e) {
      throw FullDisk.explained(options.output(), e);
    }
  }

  /** All the parent's files: RocksDB's own manifest as a copy, since it is written anew. */
  private void linkParent(Path snapshot) throws IOException {
    steps.before("link the parent's files");
    for (FileEntry entry : parent.manifest().files()) {
      Path from = parent.folder().resolve(entry.path());
      Path to = snapshot.resolve(entry.path());
      Path folder = to.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      boolean own =
          entry.path().equals(SnapshotFiles.CURRENT)
              || entry.path().startsWith(SnapshotFiles.DATABASE + "/MANIFEST-");
      if (own) {
        Files.copy(from, to);
      } else {
        SharedFiles.link(from, to);
      }
    }
  }

  private void writeTables(Path database, Path logs, DeltaChanges changes) throws IOException {
    steps.before("write tables");
    try (DeltaDatabase tables = new DeltaDatabase(database, logs)) {
      tables.write(changes);
      tables.merge(options.segments(), steps);
    }
    SnapshotWriter.removeLeftovers(database);
  }

  /** Makes room for this delta's segment: the newest of the parent's, links here, become one. */
  private void mergeAliases(Path folder) throws IOException {
    int count = SizeTiers.newestToMerge(parent.aliases().deltaBytes(), options.segments() - 1);
    if (count == 0) {
      return;
    }
    steps.before("merge names");
    List<Path> segments;
    try (var all = Files.list(folder)) {
      segments = all.sorted().toList();
    }
    List<Path> newest = segments.subList(segments.size() - count, segments.size());
    for (Path segment : newest) {
      FileTrees.delete(segment);
    }
    parent.aliases().mergeDeltas(count, newest.get(count - 1));
  }

  /** The name under which the segment's folder sorts after all older ones. */
  private String segment() {
    return String.format(Locale.ROOT, "%019d", options.epoch());
  }

  private static List<FileEntry> files(Path snapshot, SharedFiles shared, List<FileEntry> fresh)
      throws IOException {
    List<Path> paths;
    try (var all = Files.walk(snapshot)) {
      paths = all.filter(Files::isRegularFile).toList();
    }
    List<FileEntry> files = new ArrayList<>();
    for (Path path : paths) {
      String name = snapshot.relativize(path).toString().replace('\\', '/');
      Optional<FileEntry> known = shared.entry(name, path);
      if (known.isPresent()) {
        files.add(known.get());
      } else {
        FileEntry entry = new FileEntry(name, Files.size(path), Sha256.hexOf(path));
        // Where nothing can be linked, copies are the parent's as much as links are.
        if (!shared.has(entry)) {
          fresh.add(entry);
        }
        files.add(entry);
      }
    }
    files.sort(Comparator.comparing(FileEntry::path));
    fresh.sort(Comparator.comparing(FileEntry::path));
    return files;
  }

  private String contentDigest(DeltaRecords records, List<FileEntry> fresh) {
    MessageDigest digest = Sha256.start();
    digest.update(new ByteWriter().string(parent.manifest().contentDigest()).toBytes());
    digest.update(records.changes().digest());
    for (FileEntry file : fresh) {
      if (!file.path().startsWith(SnapshotFiles.DATABASE + "/")) {
        digest.update(new ByteWriter().string(file.path()).string(file.sha256()).toBytes());
      }
    }
    return Sha256.hex(digest.digest());
  }
}
