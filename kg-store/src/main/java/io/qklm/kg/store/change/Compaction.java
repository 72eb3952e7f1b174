package io.qklm.kg.store.change;

import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.FactObject;
import io.qklm.kg.alias.AliasIndexWriter;
import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.build.BuildFolder;
import io.qklm.kg.store.build.BuildWatch;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.kg.store.build.SnapshotWriter;
import io.qklm.kg.store.build.VectorOptions;
import io.qklm.kg.store.files.FullDisk;
import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.format.FactListCodec;
import io.qklm.kg.store.format.FactsInKey;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.IdRecordCodec;
import io.qklm.kg.store.format.NeighboursCodec;
import io.qklm.kg.store.format.SnapshotFiles;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.format.SnapshotManifest.Counts;
import io.qklm.kg.store.format.SnapshotManifest.Embedding;
import io.qklm.kg.store.format.SnapshotManifest.FileEntry;
import io.qklm.kg.store.format.StoredFact;
import io.qklm.kg.store.format.StoredNeighbours;
import io.qklm.kg.store.rocks.SnapshotDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a snapshot anew as an epoch of its own: one table a column family without what deltas
 * replaced or deleted, one alias index without delta segments, and, if asked for, new codebooks.
 * Ordinals stay, and those of retired entities are not given again. Nothing is shared with the
 * parent, so publishing and fetching cost as much as a first build.
 *
 * <p>Facts that named an id before it existed are found from that entity's side afterwards; they
 * are held in memory until written. Priors stay as the deltas left them.
 */
public final class Compaction {

  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);
  private static final byte[] NOTHING = {};
  private static final int NEIGHBOURS_BATCH = 1024;

  /**
   * How to compact.
   *
   * @param output the new snapshot's folder; must not exist or be empty
   * @param epoch number of the epoch, above the parent's
   */
  public record Options(Path output, long epoch) {

    /** The epoch after the parent's. */
    public static Options after(KnowledgeSnapshot parent, Path output) {
      return new Options(output, parent.manifest().epoch() + 1);
    }
  }

  /**
   * What came of it.
   *
   * @param folder the snapshot
   * @param epoch its number
   * @param digest its digest
   * @param counts what is in it
   * @param connectedFacts facts whose object is known now and was not before
   * @param recoded entities with a code of new codebooks
   * @param bytesBefore size of the parent's files
   * @param bytes size of the snapshot's files
   * @param elapsed how long it took
   */
  public record Report(
      Path folder,
      long epoch,
      String digest,
      Counts counts,
      long connectedFacts,
      long recoded,
      long bytesBefore,
      long bytes,
      Duration elapsed) {}

  /** New codebooks. */
  private record Retraining(EntityEmbedder embedder, VectorOptions vectors) {}

  private final KnowledgeSnapshot parent;
  private final SnapshotDatabase database;
  private final Options options;
  private final Optional<Retraining> retraining;
  private final BuildWatch watch;
  private final Steps steps;
  private final TreeSet<byte[]> connected = new TreeSet<>(Arrays::compareUnsigned);

  private Compaction(
      KnowledgeSnapshot parent,
      Options options,
      Optional<Retraining> retraining,
      BuildProgress progress,
      Steps steps) {
    parent.manifest().requireNext(options.epoch());
    this.parent = parent;
    this.database = parent.database();
    this.options = options;
    this.retraining = retraining;
    this.watch = new BuildWatch(progress);
    this.steps = steps;
  }

  /** Keeps the codebooks. {@code parent} stays open and the caller's to close. */
  public static Compaction of(
      KnowledgeSnapshot parent, Options options, BuildProgress progress, Steps steps) {
    return new Compaction(parent, options, Optional.empty(), progress, steps);
  }

  /**
   * Trains codebooks anew on the knowledge as it is now and embeds every entity for its new code.
   *
   * @param embedder may be another than the parent's; the snapshot is then for models that read it
   * @param vectors how vectors become codes
   */
  public static Compaction retraining(
      KnowledgeSnapshot parent,
      Options options,
      EntityEmbedder embedder,
      VectorOptions vectors,
      BuildProgress progress,
      Steps steps) {
    return new Compaction(
        parent, options, Optional.of(new Retraining(embedder, vectors)), progress, steps);
  }

  /**
   * Writes the snapshot.
   *
   * @throws IOException if the output is taken or the disk fails; then there is no output
   */
  public Report run() throws IOException {
    long start = System.nanoTime();
    steps.before("make the work folder");
    try (BuildFolder work = BuildFolder.beside(options.output())) {
      Path snapshot = work.sub("snapshot");
      Recoding codes = recoding();
      steps.before("write tables");
      String content;
      long surfaces;
      List<FileEntry> files;
      try (SnapshotWriter writer =
          new SnapshotWriter(snapshot.resolve(SnapshotFiles.DATABASE), work.sub("tables"))) {
        writeTables(writer, codes);
        steps.before("write names");
        surfaces = writeNames(snapshot);
        watch.phase("completing files", -1);
        steps.before("bring tables in");
        writer.finish();
        Files.write(snapshot.resolve(SnapshotFiles.QUANTIZER), codes.quantizer().toBytes());
        files = KnowledgeBuild.files(snapshot);
        content = KnowledgeBuild.contentDigest(writer, files);
      }
      byte[] json = manifest(codes, surfaces, content, files).toBytes();
      steps.before("write the manifest");
      Files.write(snapshot.resolve(SnapshotManifest.FILE_NAME), json);
      steps.before("move into place");
      work.publish(snapshot);
      watch.flush();
      return report(json, files, surfaces, codes, start);
    } catch (UncheckedIOException e) {
      throw FullDisk.explained(options.output(), new IOException(e.getMessage(), e));
    } catch (IOException e) {
      throw FullDisk.explained(options.output(), e);
    }
  }

  private Recoding recoding() throws IOException {
    return retraining.isEmpty()
        ? Recoding.none(parent)
        : Recoding.train(parent, retraining.get().embedder(), retraining.get().vectors(), watch);
  }

  private void writeTables(SnapshotWriter writer, Recoding codes) throws IOException {
    for (Family family : Family.values()) {
      watch.phase(
          "copying " + family.id().replace('_', ' '),
          family == Family.ENTITIES ? parent.size() : -1);
      switch (family) {
        case ENTITIES -> codes.writeEntities(writer, watch);
        case FACTS -> copy(family, (key, value) -> writer.put(family, key, connect(key, value)));
        case FACTS_IN -> writeFactsIn(writer);
        case NEIGHBOURS -> writeNeighbours(writer);
        default -> copy(family, (key, value) -> writer.put(family, key, value));
      }
    }
  }

  private interface Sink {
    void put(byte[] key, byte[] value) throws IOException;
  }

  private void copy(Family family, Sink sink) {
    database.scan(
        family,
        (key, value) -> {
          try {
            sink.put(key, value);
            watch.advance();
            return true;
          } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
          }
        });
  }

  /** Objects that have an ordinal by now point to it. */
  private byte[] connect(byte[] key, byte[] value) {
    List<StoredFact> facts = FactListCodec.decode(value);
    boolean changed = false;
    List<StoredFact> all = new ArrayList<>(facts.size());
    for (StoredFact fact : facts) {
      Optional<Integer> ordinal = newlyKnown(fact);
      if (ordinal.isPresent()) {
        changed = true;
        all.add(new StoredFact(fact.relation(), new StoredFact.Target.Ordinal(ordinal.get())));
        connected.add(new FactsInKey(ordinal.get(), fact.relation(), Family.ordinal(key)).encode());
      } else {
        all.add(fact);
      }
    }
    return changed ? FactListCodec.encode(all) : value;
  }

  private Optional<Integer> newlyKnown(StoredFact fact) {
    if (fact.target() instanceof StoredFact.Target.Value value
        && value.object() instanceof FactObject.OfEntity object) {
      byte[] known = database.get(Family.IDS, IdRecordCodec.key(object.id()));
      return known == null ? Optional.empty() : Optional.of(IdRecordCodec.decode(known));
    }
    return Optional.empty();
  }

  private void writeFactsIn(SnapshotWriter writer) throws IOException {
    Iterator<byte[]> more = connected.iterator();
    byte[][] next = {more.hasNext() ? more.next() : NOTHING};
    copy(
        Family.FACTS_IN,
        (key, value) -> {
          while (next[0].length > 0 && Arrays.compareUnsigned(next[0], key) <= 0) {
            if (!Arrays.equals(next[0], key)) {
              writer.put(Family.FACTS_IN, next[0], NOTHING);
            }
            next[0] = more.hasNext() ? more.next() : NOTHING;
          }
          writer.put(Family.FACTS_IN, key, value);
        });
    while (next[0].length > 0) {
      writer.put(Family.FACTS_IN, next[0], NOTHING);
      next[0] = more.hasNext() ? more.next() : NOTHING;
    }
  }

  /** Those of entities that were connected now are read from their facts. */
  private void writeNeighbours(SnapshotWriter writer) throws IOException {
    Set<Integer> changed = new HashSet<>();
    for (byte[] key : connected) {
      FactsInKey fact = FactsInKey.decode(key);
      changed.add(fact.object());
      changed.add(fact.subject());
    }
    for (int from = 0; from < parent.size(); from += NEIGHBOURS_BATCH) {
      int[] ordinals =
          IntStream.range(from, (int) Math.min(parent.size(), (long) from + NEIGHBOURS_BATCH))
              .toArray();
      List<StoredNeighbours> lists = parent.wholeNeighbours(ordinals);
      for (int i = 0; i < ordinals.length; i++) {
        if (!changed.contains(ordinals[i])) {
          writer.put(
              Family.NEIGHBOURS,
              Family.ordinalKey(ordinals[i]),
              NeighboursCodec.encode(lists.get(i)));
        }
        watch.advance();
      }
    }
  }

  private long writeNames(Path snapshot) throws IOException {
    watch.phase("filing names", parent.aliases().surfaces());
    long[] surfaces = {0};
    try (AliasIndexWriter index = new AliasIndexWriter(snapshot)) {
      parent
          .aliases()
          .visit(
              (key, candidates, seldomLinked) -> {
                index.add(key, candidates, seldomLinked);
                surfaces[0]++;
                watch.advance();
              });
      index.finish();
    }
    return surfaces[0];
  }

  private Counts counts(long surfaces) {
    Counts before = parent.manifest().counts();
    return new Counts(
        before.entities(), before.facts(), surfaces, before.relations(), before.retired());
  }

  private SnapshotManifest manifest(
      Recoding codes, long surfaces, String content, List<FileEntry> files) {
    ProductQuantizer quantizer = codes.quantizer();
    return new SnapshotManifest(
        SnapshotManifest.FORMAT_VERSION,
        options.epoch(),
        Optional.of(parent.digest()),
        KnowledgeBuild.createdBy(),
        content,
        counts(surfaces),
        new Embedding(codes.embedding(), quantizer.dimension(), quantizer.subspaces()),
        files,
        parent.manifest().sources());
  }

  private Report report(
      byte[] json, List<FileEntry> files, long surfaces, Recoding codes, long start) {
    Report report =
        new Report(
            options.output(),
            options.epoch(),
            Sha256.hexOf(json),
            counts(surfaces),
            connected.size(),
            codes.recoded(),
            parent.manifest().files().stream().mapToLong(FileEntry::size).sum(),
            json.length + files.stream().mapToLong(FileEntry::size).sum(),
            Duration.ofNanos(System.nanoTime() - start));
    LOG.info("Compacted into epoch {}: {}", report.epoch(), report.counts());
    return report;
  }
}
