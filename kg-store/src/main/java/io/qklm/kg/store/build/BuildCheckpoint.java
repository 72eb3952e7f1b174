package io.qklm.kg.store.build;

import io.qklm.kg.Relation;
import io.qklm.kg.source.SourcePosition;
import io.qklm.kg.store.files.DurableFile;
import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.format.ByteReader;
import io.qklm.kg.store.format.ByteWriter;
import io.qklm.kg.store.format.RelationRecordCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far a build has come with reading: all that {@link Staging} does not hold. What was staged
 * beyond a checkpoint is staged again under the same keys.
 *
 * <p>The file {@value #FILE} in the build's folder, replaced as a whole: the magic {@code QBC3},
 * then the fields in their order as {@link ByteWriter} writes them, then the SHA-256 of all before.
 *
 * @param inputs what the build is made of, a line each, see {@link BuildInputs}
 * @param source number of the source that is being read; that of sources when all are
 * @param place where in that source, if it said so
 * @param records entity records before
 * @param unusableSurfaces names before that could not be filed
 * @param problems problems before
 * @param firstProblems the first of them
 * @param read records before that were passed on, of any kind
 * @param incomplete sentences about sources before that end too early
 * @param relations relations before, by id
 * @param countingSources sources whose weights were found to be counts
 * @param origins what came from which source
 * @param pages pages whose names were counted, which names the file of the counts
 */
record BuildCheckpoint(
    List<String> inputs,
    int source,
    Optional<SourcePosition> place,
    long records,
    long unusableSurfaces,
    long problems,
    List<String> firstProblems,
    long read,
    List<String> incomplete,
    Map<String, Relation> relations,
    Set<String> countingSources,
    Origins origins,
    long pages) {

  static final String FILE = "checkpoint";

  private static final byte[] MAGIC = {'Q', 'B', 'C', '3'};
  private static final int DIGEST_BYTES = 32;

  BuildCheckpoint {
    inputs = List.copyOf(inputs);
    firstProblems = List.copyOf(firstProblems);
    incomplete = List.copyOf(incomplete);
    relations = Map.copyOf(relations);
    countingSources = Set.copyOf(countingSources);
  }

  /** Before anything was read. */
  static BuildCheckpoint start(List<String> inputs) {
    return new BuildCheckpoint(
        inputs,
        0,
        Optional.empty(),
        0,
        0,
        0,
        List.of(),
        0,
        List.of(),
        Map.of(),
        Set.of(),
        new Origins(),
        0);
  }

  void write(Path folder) throws IOException {
    ByteWriter out = new ByteWriter().raw(MAGIC);
    strings(out, inputs);
    out.u32(source).u8(place.isPresent() ? 1 : 0);
    if (place.isPresent()) {
      SourcePosition at = place.get();
      out.u64(at.offset()).u64(at.skip()).u64(at.lines()).varint(at.counts().size());
      at.counts().forEach(out::u64);
    }
    out.u64(records).u64(unusableSurfaces).u64(problems);
    strings(out, firstProblems);
    out.u64(read);
    strings(out, incomplete);
    out.varint(relations.size());
    for (Map.Entry<String, Relation> entry : new TreeMap<>(relations).entrySet()) {
      byte[] relation = RelationRecordCodec.encode(entry.getValue());
      out.varint(relation.length).raw(relation);
    }
    strings(out, List.copyOf(new TreeSet<>(countingSources)));
    origins.write(out);
    out.u64(pages);
    byte[] body = out.toBytes();
    DurableFile.replace(folder.resolve(FILE), out.raw(Sha256.of(body)).toBytes());
  }

  private static void strings(ByteWriter out, List<String> strings) {
    out.varint(strings.size());
    strings.forEach(out::string);
  }

  /**
   * The checkpoint of a build's folder.
   *
   * @throws IOException if it cannot be read or is damaged; the message names it
   */
  static BuildCheckpoint read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    byte[] bytes = Files.readAllBytes(file);
    int body = bytes.length - DIGEST_BYTES;
    if (body < MAGIC.length
        || !Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, MAGIC.length)
        || !Arrays.equals(
            Sha256.of(Arrays.copyOf(bytes, body)), Arrays.copyOfRange(bytes, body, bytes.length))) {
      throw new IOException(
          file + " is damaged or of another version; build again without going on");
    }
    ByteReader in = new ByteReader(bytes, MAGIC.length);
    return new BuildCheckpoint(
        strings(in),
        in.u32(),
        in.u8() == 1 ? Optional.of(place(in)) : Optional.empty(),
        in.u64(),
        in.u64(),
        in.u64(),
        strings(in),
        in.u64(),
        strings(in),
        relations(in),
        Set.copyOf(strings(in)),
        Origins.read(in),
        in.u64());
  }

  /** Where the counts of names lie that belong to this. */
  Path occurrences(Path folder) {
    return folder.resolve("names-" + pages);
  }

  private static List<String> strings(ByteReader in) {
    int count = in.count();
    List<String> strings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      strings.add(in.string());
    }
    return strings;
  }

  private static SourcePosition place(ByteReader in) {
    long offset = in.u64();
    long skip = in.u64();
    long lines = in.u64();
    List<Long> counts = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      counts.add(in.u64());
    }
    return new SourcePosition(offset, skip, lines, counts);
  }

  private static Map<String, Relation> relations(ByteReader in) {
    Map<String, Relation> relations = new TreeMap<>();
    for (int left = in.count(); left > 0; left--) {
      Relation relation = RelationRecordCodec.decode(in.raw(in.count()));
      relations.put(relation.id(), relation);
    }
    return relations;
  }
}
