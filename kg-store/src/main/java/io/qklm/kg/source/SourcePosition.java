package io.qklm.kg.source;

import java.util.List;

/**
 * A place between two lines of a file, from which it can be read on.
 *
 * @param offset where, in the file as it lies on the disk, reading can begin
 * @param skip bytes to pass over from there, counted as they are after decompression
 * @param lines lines of the file before the place
 * @param counts what the source counted up to there, in an order of its own
 */
public record SourcePosition(long offset, long skip, long lines, List<Long> counts) {

  /** The front of a file. */
  public static final SourcePosition START = new SourcePosition(0, 0, 0, List.of());

  public SourcePosition {
    if (offset < 0 || skip < 0 || lines < 0) {
      throw new IllegalArgumentException(
          "a place in a file has no negative numbers, got " + offset + ", " + skip + ", " + lines);
    }
    counts = List.copyOf(counts);
  }
}
