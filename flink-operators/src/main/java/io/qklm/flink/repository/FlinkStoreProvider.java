package io.qklm.flink.repository;

import io.qklm.kg.store.repository.ObjectStore;
import io.qklm.kg.store.repository.ObjectStoreProvider;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * Opens repositories on Flink's file systems, so that a job finds them under every address that its
 * cluster has a plugin for. The schemes of the store's own backends stay with those, whose locks
 * hold.
 */
public final class FlinkStoreProvider implements ObjectStoreProvider {

  private static final Set<String> OF_THE_STORE = Set.of("s3", "file");

  @Override
  public boolean handles(String scheme) {
    return !OF_THE_STORE.contains(scheme);
  }

  @Override
  public ObjectStore open(URI address, boolean create) throws IOException {
    Path root = new Path(address);
    FlinkStore store;
    try {
      store = FlinkStore.open(root);
    } catch (UnsupportedFileSystemSchemeException e) {
      throw new IOException(
          "nothing here reads a repository at '"
              + address
              + "'; name a folder or an address such as s3://bucket/prefix, or put the file system"
              + " plugin of that scheme into Flink's plugins folder",
          e);
    }
    if (!create && !root.getFileSystem().exists(root)) {
      // One that is away for a while is no empty one.
      throw new IOException(
          "there is no repository at '"
              + address
              + "'; publish to it with 'qklm kg publish', or name another");
    }
    return store;
  }
}
