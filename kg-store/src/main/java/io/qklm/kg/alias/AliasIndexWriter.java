package io.qklm.kg.alias;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Skeleton: the writer follows. */
public final class AliasIndexWriter implements AutoCloseable {

  /** Longest key taken, in UTF-8 bytes. */
  public static final int MAX_KEY_BYTES = 512;

  /** Creates both files in {@code folder}, which must exist and hold neither. */
  public AliasIndexWriter(Path folder) throws IOException {
    throw new IOException("not yet: " + folder);
  }

  /**
   * Files the candidates of one key.
   *
   * @param key what {@code SurfaceNormalizer.key} gave, not empty, at most {@value #MAX_KEY_BYTES}
   *     UTF-8 bytes; ascending by UTF-8 bytes from call to call
   * @param candidates at least one, no ordinal twice, priors adding up to at most 1; in any order
   */
  public void add(String key, List<Candidate> candidates) throws IOException {
    throw new IOException("not yet: " + key + candidates);
  }

  /** Completes both files; without it they stay unreadable. */
  public void finish() throws IOException {}

  @Override
  public void close() throws IOException {}
}
