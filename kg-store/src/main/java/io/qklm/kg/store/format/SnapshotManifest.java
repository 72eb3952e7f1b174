package io.qklm.kg.store.format;

import io.qklm.kg.source.SourceCredit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a snapshot says of itself: {@code manifest.json}, written last.
 *
 * @param formatVersion version of the snapshot's files, {@value #FORMAT_VERSION} in this build
 * @param epoch number of the epoch, from 0
 * @param parent digest of the epoch it was made from, if any
 * @param createdBy program and version that wrote it
 * @param contentDigest SHA-256, in hex, over every key and value in order, the alias index and the
 *     quantizer; the same sources and options give the same, whatever else the database writes into
 *     its files; of a delta, over the parent's, the changed keys and values and the other new files
 * @param counts what is in it
 * @param embedding where its vectors come from
 * @param files every other file, by path
 * @param sources whose work it is
 */
public record SnapshotManifest(
    int formatVersion,
    long epoch,
    Optional<String> parent,
    String createdBy,
    String contentDigest,
    Counts counts,
    Embedding embedding,
    List<FileEntry> files,
    List<SourceCredit> sources) {

  /** The version of the format that this build reads and writes. */
  public static final int FORMAT_VERSION = 2;

  /** The manifest's name in the snapshot's folder. */
  public static final String FILE_NAME = "manifest.json";

  /** The bytes of {@code manifest.json}; equal manifests give equal bytes. */
  public byte[] toBytes() throws IOException {
    return ManifestJson.write(this);
  }

  /**
   * Reads {@code manifest.json}.
   *
   * @param place where the bytes are from, for messages
   * @throws SnapshotException if they are no manifest of a version that this build reads
   */
  public static SnapshotManifest read(byte[] json, Path place) throws SnapshotException {
    return ManifestJson.read(json, place);
  }

  /**
   * Checks the number of an epoch made from this one.
   *
   * @throws IllegalArgumentException if it does not follow
   */
  public void requireNext(long next) {
    if (next <= epoch) {
      throw new IllegalArgumentException(
          "epoch " + next + " does not follow the parent's, " + epoch + "; name a higher number");
    }
  }

  public SnapshotManifest {
    files = List.copyOf(files);
    sources = List.copyOf(sources);
  }

  /**
   * How much a snapshot holds.
   *
   * @param entities ordinals given so far, from 0 to this, exclusive; retired entities keep theirs
   * @param facts facts about them
   * @param surfaces surface forms after normalisation
   * @param relations relations, with and without labels
   * @param retired how many of the entities are retired
   */
  public record Counts(long entities, long facts, long surfaces, long relations, long retired) {

    /** Of a snapshot in which nothing is retired. */
    public Counts(long entities, long facts, long surfaces, long relations) {
      this(entities, facts, surfaces, relations, 0);
    }
  }

  /**
   * Where the vectors come from.
   *
   * @param digest the digest of the embedder that made them
   * @param dimension components of a vector
   * @param subspaces bytes of a code
   */
  public record Embedding(String digest, int dimension, int subspaces) {}

  /**
   * One file of the snapshot.
   *
   * @param path relative to the snapshot's folder, with forward slashes, never leaving it
   * @param size in bytes
   * @param sha256 SHA-256 of its bytes, in lower-case hex
   */
  public record FileEntry(String path, long size, String sha256) {}
}
