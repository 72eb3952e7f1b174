package io.qklm.kg.alias;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Skeleton: the reader follows. */
public final class AliasIndex implements AutoCloseable {

  private AliasIndex() {}

  /** Opens and verifies {@code aliases.fst} and {@code aliases.postings} in {@code folder}. */
  public static AliasIndex open(Path folder) throws IOException {
    throw new IOException("not yet: " + folder);
  }

  /** Every known surface form at token boundaries, by start, longest first; bounded. */
  public List<SurfaceMatch> scan(String text) {
    throw new UnsupportedOperationException("not yet: " + text.length());
  }

  /** The candidates of a match of this index, best first. */
  public List<Candidate> candidates(SurfaceMatch match, int limit) {
    throw new UnsupportedOperationException("not yet: " + match + limit);
  }

  /** The candidates of a surface form after normalisation, best first; empty if unknown. */
  public List<Candidate> candidates(String surface, int limit) {
    throw new UnsupportedOperationException("not yet: " + surface + limit);
  }

  /** Number of surface forms. */
  public long surfaces() {
    return 0;
  }

  @Override
  public void close() {}
}
