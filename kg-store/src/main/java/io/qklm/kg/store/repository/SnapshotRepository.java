package io.qklm.kg.store.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A place that keeps epochs: blobs named by their SHA-256, manifests, and which epoch is in force.
 *
 * <p>What every backend promises: a blob, manifest, head or lease is seen whole or not at all, even
 * if the process that wrote it ended; what a call wrote is durable when it returns. {@link
 * EpochPublisher}, {@link EpochFetcher} and {@link EpochCollector} do the rest.
 */
public interface SnapshotRepository {

  /** The bytes that the repository holds of a blob, empty if it holds none. */
  Optional<Long> blobSize(String sha256) throws IOException;

  /**
   * Keeps a file under its digest. Does nothing where it is kept already.
   *
   * @throws IOException if the file does not have the digest; nothing is kept then
   */
  void putBlob(String sha256, Path file) throws IOException;

  /** Appends to {@code target} the bytes of a blob from {@code target}'s length on. */
  void getBlob(String sha256, Path target) throws IOException;

  /** The digests of all blobs. */
  List<String> blobs() throws IOException;

  void deleteBlob(String sha256) throws IOException;

  /** All epochs whose manifest is published, oldest first. */
  List<EpochName> epochs() throws IOException;

  /** The bytes of a manifest, empty if the epoch is not there. */
  Optional<byte[]> manifest(EpochName epoch) throws IOException;

  /** Publishes a manifest, in one step; its blobs must be there. */
  void putManifest(EpochName epoch, byte[] manifest) throws IOException;

  void deleteManifest(EpochName epoch) throws IOException;

  /** The epoch last announced, whether it is there or not. */
  Optional<EpochName> head() throws IOException;

  /** Announces the epoch in force, in one step. */
  void announce(EpochName epoch) throws IOException;

  /**
   * Says that someone uses an epoch, or goes on using it.
   *
   * @param holder who; letters, digits, points and hyphens
   * @param until when the lease ends unless it is renewed
   */
  void lease(EpochName epoch, String holder, Instant until) throws IOException;

  void endLease(EpochName epoch, String holder) throws IOException;

  /** Epochs with a lease that ends after {@code now}. */
  List<EpochName> leased(Instant now) throws IOException;

  /**
   * Waits until no one else publishes or collects and keeps others from it until it is closed.
   * Readers never wait.
   */
  WriteLock lock() throws IOException;

  /** The right to publish and collect. */
  interface WriteLock extends AutoCloseable {
    @Override
    void close() throws IOException;
  }
}
