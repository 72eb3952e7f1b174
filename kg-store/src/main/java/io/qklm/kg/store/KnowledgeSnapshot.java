package io.qklm.kg.store;

import java.io.IOException;
import java.nio.file.Path;

/** One epoch of the knowledge, open for reading. Skeleton: the store's helper fills it. */
public final class KnowledgeSnapshot implements AutoCloseable {

  private KnowledgeSnapshot() {}

  /** Opens and verifies the snapshot in {@code folder}. */
  public static KnowledgeSnapshot open(Path folder) throws IOException {
    throw new IOException("not yet: " + folder);
  }

  @Override
  public void close() {}
}
