package io.qklm.kg.store;

import io.qklm.kg.source.SourceCredit;
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
 *     its files
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
  public static final int FORMAT_VERSION = 1;

  /** The manifest's name in the snapshot's folder. */
  public static final String FILE_NAME = "manifest.json";

  public SnapshotManifest {
    files = List.copyOf(files);
    sources = List.copyOf(sources);
  }

  /**
   * How much a snapshot holds.
   *
   * @param entities entities; ordinals run from 0 to this, exclusive
   * @param facts facts about them
   * @param surfaces surface forms after normalisation
   * @param relations relations, with and without labels
   */
  public record Counts(long entities, long facts, long surfaces, long relations) {}

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
