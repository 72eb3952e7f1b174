package io.qklm.kg.store.build;

import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.Relation;
import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.files.FullDisk;
import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.format.ByteWriter;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.ManifestJson;
import io.qklm.kg.store.format.RelationRecordCodec;
import io.qklm.kg.store.format.RelationWeights;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a snapshot out of sources, which may come in any order. All is sorted in a scratch database
 * beside the output, so memory stays bounded; the output appears whole, at the end, or not at all.
 *
 * <p>Entities get their ordinals in the order of their ids' code points. Records of one id are
 * merged by {@link EntityMerger}'s rules, priors come from {@link SurfacePriors}. Equal facts are
 * kept once; facts about ids that no entity has are counted and left out; facts that point to such
 * ids are kept.
 */
public final class KnowledgeBuild {

  private static final Logger LOG = LoggerFactory.getLogger(KnowledgeBuild.class);

  /**
   * How to build.
   *
   * @param output the snapshot's folder; must not exist, or be empty
   * @param epoch number of the epoch, at least 0
   * @param parent digest of the epoch this one follows, if any
   * @param vectors how entity vectors become codes
   * @param problemLimit most problems tolerated before the build fails, at least 0
   * @param lastNames whether the last name of a person is filed as one of its surface forms
   * @param codesFile where to write the codes of this build for later ones, if anywhere
   * @param resume whether to go on with what an interrupted build of the same output and inputs
   *     left, if one did, and to leave that of this one when it fails
   * @param checkpoints time between two moments from which a build can go on, not negative
   */
  public record Options(
      Path output,
      long epoch,
      Optional<String> parent,
      VectorOptions vectors,
      int problemLimit,
      boolean lastNames,
      Optional<Path> codesFile,
      boolean resume,
      Duration checkpoints) {

    public Options {
      require(epoch >= 0, "the epoch is at least 0, got " + epoch);
      require(problemLimit >= 0, "the limit of problems is at least 0, got " + problemLimit);
      require(!checkpoints.isNegative(), "time passes forward, got " + checkpoints);
    }

    private static void require(boolean right, String sentence) {
      if (!right) {
        throw new IllegalArgumentException(sentence);
      }
    }

    /** Default codes, 1,000 problems, last names, no codes file, a checkpoint every minute. */
    public static Options into(Path output, long epoch) {
      return new Options(
          output,
          epoch,
          Optional.empty(),
          VectorOptions.defaults(),
          1_000,
          true,
          Optional.empty(),
          false,
          Duration.ofMinutes(1));
    }

    private Options with(
        Optional<String> before, VectorOptions wanted, int problems, Optional<Path> codes) {
      return new Options(
          output, epoch, before, wanted, problems, lastNames, codes, resume, checkpoints);
    }

    public Options withParent(String digest) {
      return with(Optional.of(digest), vectors, problemLimit, codesFile);
    }

    public Options withVectors(VectorOptions wanted) {
      return with(parent, wanted, problemLimit, codesFile);
    }

    public Options withProblemLimit(int problems) {
      return with(parent, vectors, problems, codesFile);
    }

    public Options withCodesFile(Path file) {
      return with(parent, vectors, problemLimit, Optional.of(file));
    }

    public Options withLastNames(boolean wanted) {
      return new Options(
          output, epoch, parent, vectors, problemLimit, wanted, codesFile, resume, checkpoints);
    }

    /** Goes on with an interrupted build; with a checkpoint this often. */
    public Options resuming(Duration interval) {
      return new Options(
          output, epoch, parent, vectors, problemLimit, lastNames, codesFile, true, interval);
    }

    /** Goes on with an interrupted build. */
    public Options resuming() {
      return resuming(checkpoints);
    }
  }

  private final Options options;
  private final EntityEmbedder embedder;
  private final Optional<PrecomputedCodes> codes;
  private final BuildProgress progress;
  private final Steps steps;

  /** Prepares a build that nobody interrupts on purpose. */
  public KnowledgeBuild(
      Options options,
      EntityEmbedder embedder,
      Optional<PrecomputedCodes> codes,
      BuildProgress progress) {
    this(options, embedder, codes, progress, Steps.NONE);
  }

  /**
   * Prepares a build; nothing is touched yet.
   *
   * @param codes codes known before; used if their embedder has the digest of this one and their
   *     codes have the bytes and the rotation, or none, of the options
   */
  public KnowledgeBuild(
      Options options,
      EntityEmbedder embedder,
      Optional<PrecomputedCodes> codes,
      BuildProgress progress,
      Steps steps) {
    if (options.vectors().bytes() > embedder.dimension()) {
      throw new IllegalArgumentException(
          "a vector of "
              + embedder.dimension()
              + " components takes 1 to "
              + embedder.dimension()
              + " bytes, got "
              + options.vectors().bytes());
    }
    this.options = options;
    this.embedder = embedder;
    this.codes = codes;
    this.progress = progress;
    this.steps = steps;
  }

  /**
   * Reads all sources and writes the snapshot.
   *
   * @throws IOException if the output is taken, a source or the disk fails, there are more problems
   *     than the limit, no source has an entity, or the build cannot go on with what it was begun
   *     with; then there is no output
   */
  public BuildReport run(List<KnowledgeSource> sources) throws IOException {
    long start = System.nanoTime();
    BuildTally tally = new BuildTally(options.problemLimit());
    BuildWatch watch = new BuildWatch(progress);
    steps.before("make the work folder");
    try (BuildFolder work =
        options.resume()
            ? BuildFolder.continuing(options.output(), BuildCheckpoint.FILE)
            : BuildFolder.beside(options.output())) {
      if (options.resume()) {
        work.keep();
      }
      Path snapshot = work.emptySub("snapshot");
      SnapshotManifest manifest = write(sources, work, snapshot, tally, watch);
      byte[] json = ManifestJson.write(manifest);
      steps.before("write the manifest");
      Files.write(snapshot.resolve(SnapshotManifest.FILE_NAME), json);
      steps.before("move into place");
      work.publish(snapshot);
      work.remove();
      watch.flush();
      long bytes = json.length + manifest.files().stream().mapToLong(FileEntry::size).sum();
      BuildReport report =
          new BuildReport(
              options.output(),
              Sha256.hexOf(json),
              manifest.counts(),
              tally.mergedEntities,
              tally.unknownSubjects,
              tally.unknownObjects,
              tally.unknownSurfaces,
              tally.unusableSurfaces,
              tally.embedded,
              tally.precomputed,
              tally.problems(),
              tally.firstProblems(),
              tally.skipped(),
              tally.merging,
              bytes,
              Duration.ofNanos(System.nanoTime() - start));
      LOG.info("Built snapshot {}: {}", report.folder(), report.counts());
      return report;
    } catch (IOException e) {
      throw FullDisk.explained(options.output(), e);
    }
  }

  private SnapshotManifest write(
      List<KnowledgeSource> sources,
      BuildFolder work,
      Path snapshot,
      BuildTally tally,
      BuildWatch watch)
      throws IOException {
    BuildCheckpoint from = beginning(sources, work);
    try (Staging staging = Staging.open(work.sub("staging"));
        CodeJournal journal = new CodeJournal(work.path(), options.checkpoints());
        SnapshotWriter writer =
            new SnapshotWriter(snapshot.resolve(SnapshotFiles.DATABASE), work.emptySub("tables"))) {
      BuildReading reading =
          new BuildReading(staging, tally, watch, work.path(), from, options.checkpoints(), steps);
      reading.read(sources);
      Set<SourceCredit> credits = new LinkedHashSet<>();
      for (KnowledgeSource source : sources) {
        credits.addAll(source.credits());
      }

      steps.before("write tables");
      SameIds ids = new SameIds(staging, tally, watch);
      ids.resolve();
      RecordPass records = new RecordPass(staging, writer, tally, watch, reading.origins());
      records.assignOrdinals();
      ids.fileOrdinals();
      ids.fileAdditions();
      if (tally.entities == 0) {
        throw new IOException("no source has a single entity, so there is nothing to build");
      }
      Map<String, Integer> relations = writeRelations(reading.relations(), writer);
      records.writeRecords(embedder, relations, options.lastNames());
      records.writeFactsIn();
      tally.merging = reading.origins().report(tally);
      records.writeNeighbours(RelationWeights.of(List.copyOf(reading.relations().values())));
      steps.before("write codes");
      ProductQuantizer quantizer =
          new CodePass(options, staging, writer, embedder, tally, watch, journal)
              .write(usable(watch));
      steps.before("write names");
      long surfaces =
          new AliasPass(staging, tally, watch, reading.occurrences())
              .write(snapshot, writer, reading.countingSources());

      watch.phase("completing files", -1);
      steps.before("bring tables in");
      writer.finish();
      Files.write(snapshot.resolve(SnapshotFiles.QUANTIZER), quantizer.toBytes());
      List<FileEntry> files = files(snapshot);
      return new SnapshotManifest(
          SnapshotManifest.FORMAT_VERSION,
          options.epoch(),
          options.parent(),
          createdBy(),
          contentDigest(writer, files),
          new SnapshotManifest.Counts(tally.entities, tally.facts, surfaces, relations.size()),
          new SnapshotManifest.Embedding(
              embedder.digest(), quantizer.dimension(), quantizer.subspaces()),
          files,
          List.copyOf(credits));
    }
  }

  /** Where an interrupted build left off, else the front of the first source. */
  private BuildCheckpoint beginning(List<KnowledgeSource> sources, BuildFolder work)
      throws IOException {
    List<String> inputs = BuildInputs.of(options, embedder, codes, sources);
    if (!Files.exists(work.path().resolve(BuildCheckpoint.FILE))) {
      return BuildCheckpoint.start(inputs);
    }
    BuildCheckpoint from = BuildCheckpoint.read(work.path());
    BuildInputs.check(from.inputs(), inputs);
    return from;
  }

  private Optional<PrecomputedCodes> usable(BuildWatch watch) {
    if (codes.isEmpty()) {
      return codes;
    }
    PrecomputedCodes known = codes.get();
    if (!known.embedderDigest().equals(embedder.digest())) {
      watch.note("the precomputed codes are of another model and are not used");
      return Optional.empty();
    }
    if (known.quantizer().subspaces() != options.vectors().bytes()
        || known.quantizer().rotation().isPresent() != options.vectors().rotated()
        || known.quantizer().dimension() != embedder.dimension()) {
      watch.note("the precomputed codes have another shape or rotation and are not used");
      return Optional.empty();
    }
    return codes;
  }

  private static Map<String, Integer> writeRelations(
      Map<String, Relation> relations, SnapshotWriter writer) throws IOException {
    Map<String, Integer> ordinals = new HashMap<>();
    for (Relation relation : relations.values()) {
      int ordinal = ordinals.size();
      writer.put(
          Family.RELATIONS, Family.ordinalKey(ordinal), RelationRecordCodec.encode(relation));
      ordinals.put(relation.id(), ordinal);
    }
    return ordinals;
  }

  /** All files of the snapshot by path; the manifest is not written yet. */
  public static List<FileEntry> files(Path snapshot) throws IOException {
    List<Path> paths;
    try (var all = Files.walk(snapshot)) {
      paths = all.filter(Files::isRegularFile).toList();
    }
    List<FileEntry> files = new ArrayList<>();
    for (Path path : paths) {
      String relative = snapshot.relativize(path).toString().replace('\\', '/');
      files.add(new FileEntry(relative, Files.size(path), Sha256.hexOf(path)));
    }
    files.sort(Comparator.comparing(FileEntry::path));
    return files;
  }

  /** The database's content and the other files as they are, which hold nothing but content. */
  public static String contentDigest(SnapshotWriter writer, List<FileEntry> files) {
    MessageDigest digest = Sha256.start();
    digest.update(writer.contentDigest());
    for (FileEntry file : files) {
      if (!file.path().startsWith(SnapshotFiles.DATABASE + "/")) {
        digest.update(new ByteWriter().string(file.path()).string(file.sha256()).toBytes());
      }
    }
    return Sha256.hex(digest.digest());
  }

  public static String createdBy() {
    String version = KnowledgeBuild.class.getPackage().getImplementationVersion();
    return "QKLM Streams " + (version == null ? "development build" : version);
  }
}
