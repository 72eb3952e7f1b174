package io.qklm.kg.store.repository;

import io.qklm.kg.store.files.Steps;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the backend of an address. */
final class ObjectStores {

  /** Two letters at least: one is a drive. */
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");

  private ObjectStores() {}

  /**
   * Opens the store of an address.
   *
   * @param address a folder, or a URI
   * @param create whether it is made if it is missing
   */
  static ObjectStore open(String address, boolean create) throws IOException {
    Matcher matcher = SCHEME.matcher(address);
    if (!matcher.matches()) {
      return folder(address, create);
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    URI uri = uri(address);
    if (scheme.equals("file")) {
      return folder(String.valueOf(uri.getPath()), create);
    }
    for (ObjectStoreProvider provider : ServiceLoader.load(ObjectStoreProvider.class)) {
      if (provider.handles(scheme)) {
        return provider.open(uri, create);
      }
    }
    throw new IOException(
        "nothing here reads a repository at '"
            + address
            + "'; name a folder or an address such as s3://bucket/prefix");
  }

  private static ObjectStore folder(String path, boolean create) throws IOException {
    try {
      return create
          ? FolderStore.create(Path.of(path), Steps.NONE)
          : FolderStore.open(Path.of(path));
    } catch (InvalidPathException e) {
      throw new IOException("'" + path + "' is no path of a folder: " + e.getReason(), e);
    }
  }

  private static URI uri(String address) throws IOException {
    try {
      return URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + address + "' is no address: " + e.getMessage(), e);
    }
  }
}
