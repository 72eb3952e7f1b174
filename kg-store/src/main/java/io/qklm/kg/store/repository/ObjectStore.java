package io.qklm.kg.store.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a backend of a repository must be able to do: keep objects under keys. A key is one or two
 * names with a slash between them; a name has letters, digits, points and hyphens and no point in
 * front. {@link SnapshotRepository} does the rest.
 *
 * <p>What every backend promises: an object is seen whole or not at all, even if the process that
 * wrote it ended; what a call wrote is durable when it returns; whoever reads or lists after a
 * write returned sees it. Thread safe. A failure of the backend is an {@link IOException} that says
 * where.
 */
public interface ObjectStore extends AutoCloseable {

  /** Where it is, for messages and as a user names it. */
  String place();

  /** The bytes of an object, empty if there is none. */
  Optional<Long> size(String key) throws IOException;

  /** A small object, empty if there is none. */
  Optional<byte[]> read(String key) throws IOException;

  /** Writes a small object, over the one that is there. */
  void write(String key, byte[] bytes) throws IOException;

  /**
   * Writes a small object where there is none. Of several that try at a time one succeeds.
   *
   * @return whether this call wrote it
   */
  boolean create(String key, byte[] bytes) throws IOException;

  /**
   * Keeps a file, over the object that is there.
   *
   * @param sha256 what the file must have
   * @throws IOException also if the file has another digest; nothing is kept then
   */
  void upload(String key, Path file, String sha256) throws IOException;

  /**
   * Appends to {@code target} the bytes of an object from {@code target}'s length on, and forces
   * them to the disk.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such object
   */
  void download(String key, Path target) throws IOException;

  /** The names of the objects in a folder, the first half of their keys, in no order. */
  List<String> list(String folder) throws IOException;

  /** Removes an object; nothing happens if there is none. */
  void delete(String key) throws IOException;

  /**
   * Waits until no one else holds the lock and takes it. {@link LeaseLock} is one for stores that
   * have none of their own.
   */
  WriteLock lock() throws IOException;

  /** Lets go of connections; what was written stays. */
  @Override
  void close() throws IOException;

  /** The right to publish and collect. */
  interface WriteLock extends AutoCloseable {

    /**
     * Called before a step that must not be done by two.
     *
     * @throws IOException if the lock was lost, as after a pause longer than it lasts
     */
    void check() throws IOException;

    @Override
    void close() throws IOException;
  }
}
