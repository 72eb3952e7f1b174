package io.qklm.model.encoding;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The pieces of a vocabulary as two trees of characters, one of pieces that begin a word and one of
 * those that go on: the longest piece at a place is found in one walk that makes no garbage.
 * Immutable.
 */
final class PieceTree {

  /** The tree of pieces that begin a word. */
  static final int FIRST = 0;

  /** The tree of pieces that go on. */
  static final int NEXT = 1;

  /** What {@link #longest} says where no piece stands. */
  static final long NONE = -1;

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** A step, {@code (node << 16 | character) + 1}; 0 where none is. At least half are free. */
  private final long[] steps;

  /** The node that each step leads to. */
  private final int[] targets;

  /** The piece that ends at each node, -1 where none does. */
  private final int[] pieces;

  private final int shift;
  private int nodes = 2;

  /**
   * The trees of a vocabulary.
   *
   * @param vocabulary ids of 0 or more by piece
   * @param prefix begins the pieces that go on
   */
  PieceTree(Map<String, Integer> vocabulary, String prefix) {
    int size = steps(vocabulary.keySet().stream().sorted().toList());
    int bits = 33 - Integer.numberOfLeadingZeros(size);
    this.steps = new long[1 << bits];
    this.targets = new int[1 << bits];
    this.shift = Long.SIZE - bits;
    this.pieces = new int[size + 2];
    Arrays.fill(pieces, -1);
    vocabulary.forEach(
        (piece, id) -> {
          if (piece.startsWith(prefix)) {
            add(NEXT, piece, prefix.length(), id);
          } else {
            add(FIRST, piece, 0, id);
          }
        });
  }

  /** Steps that the trees have at most: each piece shares those of its neighbour's beginning. */
  private static int steps(List<String> sorted) {
    int steps = 1;
    String before = "";
    for (String piece : sorted) {
      int shared = 0;
      int most = Math.min(before.length(), piece.length());
      while (shared < most && before.charAt(shared) == piece.charAt(shared)) {
        shared++;
      }
      steps += piece.length() - shared;
      before = piece;
    }
    return steps;
  }

  private void add(int root, String piece, int from, int id) {
    int node = root;
    for (int i = from; i < piece.length(); i++) {
      long step = step(node, piece.charAt(i));
      int place = place(step);
      if (steps[place] == 0) {
        steps[place] = step;
        targets[place] = nodes++;
      }
      node = targets[place];
    }
    pieces[node] = id;
  }

  private static long step(int node, char character) {
    return ((long) node << Character.SIZE | character) + 1;
  }

  /** Where a step stands, or would stand. */
  private int place(long step) {
    int place = (int) ((step * SPREAD) >>> shift);
    while (steps[place] != 0 && steps[place] != step) {
      place = (place + 1) & (steps.length - 1);
    }
    return place;
  }

  /**
   * The longest piece of one or more characters that stands at {@code from}.
   *
   * @param root {@link #FIRST} or {@link #NEXT}
   * @param to where the word ends
   * @return the position after the piece in the upper half, its id in the lower; {@link #NONE} if
   *     no piece stands there
   */
  long longest(int root, char[] word, int from, int to) {
    long found = NONE;
    int node = root;
    for (int i = from; i < to; i++) {
      int place = place(step(node, word[i]));
      if (steps[place] == 0) {
        return found;
      }
      node = targets[place];
      if (pieces[node] >= 0) {
        found = (long) (i + 1) << Integer.SIZE | pieces[node];
      }
    }
    return found;
  }
}
