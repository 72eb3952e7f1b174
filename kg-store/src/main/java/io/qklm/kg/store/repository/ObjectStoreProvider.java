package io.qklm.kg.store.repository;

import java.io.IOException;
import java.net.URI;

/** Opens object stores of some schemes; found through {@link java.util.ServiceLoader}. */
public interface ObjectStoreProvider {

  /** Whether this opens addresses of a scheme, in lower case. */
  boolean handles(String scheme);

  /**
   * Opens the store of an address.
   *
   * @param create whether it is made if it is missing
   * @throws IOException if it cannot be; the message says what to do, as where a library that is
   *     not on the class path is needed
   */
  ObjectStore open(URI address, boolean create) throws IOException;
}
