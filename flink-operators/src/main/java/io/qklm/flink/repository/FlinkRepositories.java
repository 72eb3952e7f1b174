package io.qklm.flink.repository;

import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * Opens repositories inside a job: folders as such, other addresses on the file system that Flink
 * has for them, else as {@link SnapshotRepository#open} does.
 */
public final class FlinkRepositories {

  private FlinkRepositories() {}

  /**
   * Opens a repository that is there.
   *
   * @param address a folder, or a URI of a scheme that Flink or a backend of the store handles
   * @throws IOException if nothing handles it; the message says what to do
   */
  public static SnapshotRepository open(String address) throws IOException {
    if (!address.contains("://") || address.startsWith("file:")) {
      return SnapshotRepository.open(address);
    }
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + address + "' is no address: " + e.getMessage(), e);
    }
    try {
      return new SnapshotRepository(FlinkStore.open(new Path(uri)));
    } catch (UnsupportedFileSystemSchemeException e) {
      return withoutFlink(address, e);
    }
  }

  private static SnapshotRepository withoutFlink(
      String address, UnsupportedFileSystemSchemeException cause) throws IOException {
    try {
      return SnapshotRepository.open(address);
    } catch (IOException e) {
      IOException both =
          new IOException(
              e.getMessage()
                  + "; or put the file system plugin of that scheme into Flink's plugins folder",
              e);
      both.addSuppressed(cause);
      throw both;
    }
  }
}
