package io.qklm.kg.alias;

import io.qklm.kg.alias.AliasIndex.KeyVisitor;
import java.io.IOException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.fst.BytesRefFSTEnum;
import org.apache.lucene.util.fst.FST;

/** Walks over the keys of segments side by side; of segments with one key the newest speaks. */
final class AliasMerge {

  /** A walk over one segment, which stands on a key. */
  private static final class Cursor {

    private final int segment;
    private final BytesRefFSTEnum<Long> keys;
    private BytesRef key = new BytesRef();
    private long pointer;

    Cursor(int segment, FST<Long> fst) {
      this.segment = segment;
      this.keys = new BytesRefFSTEnum<>(fst);
    }

    boolean next() throws IOException {
      BytesRefFSTEnum.InputOutput<Long> entry = keys.next();
      if (entry == null) {
        return false;
      }
      key = BytesRef.deepCopyOf(entry.input);
      pointer = entry.output;
      return true;
    }
  }

  private final List<AliasSegment> segments;
  private final List<BitSet> superseded;

  /**
   * Prepares a walk.
   *
   * @param segments oldest first
   * @param superseded for each segment, the entities that newer ones speak for
   */
  AliasMerge(List<AliasSegment> segments, List<BitSet> superseded) {
    this.segments = segments;
    this.superseded = superseded;
  }

  /** Shows every key of segments from {@code first} on that has candidates. */
  void visit(int first, KeyVisitor visitor) throws IOException {
    PriorityQueue<Cursor> cursors =
        new PriorityQueue<>(
            Comparator.comparing((Cursor cursor) -> cursor.key)
                .thenComparing(Comparator.comparingInt((Cursor c) -> c.segment).reversed()));
    for (int segment = first; segment < segments.size(); segment++) {
      FST<Long> fst = segments.get(segment).fst();
      if (fst != null) {
        advance(new Cursor(segment, fst), cursors);
      }
    }
    BytesRef done = new BytesRef();
    for (Cursor newest = cursors.poll(); newest != null; newest = cursors.poll()) {
      if (!newest.key.equals(done)) {
        done = newest.key;
        show(newest, visitor);
      }
      advance(newest, cursors);
    }
  }

  private static void advance(Cursor cursor, PriorityQueue<Cursor> cursors) throws IOException {
    if (cursor.next()) {
      cursors.add(cursor);
    }
  }

  private void show(Cursor cursor, KeyVisitor visitor) throws IOException {
    BitSet gone = superseded.get(cursor.segment);
    List<Candidate> candidates =
        segments
            .get(cursor.segment)
            .read(AliasFiles.offset(cursor.pointer), Integer.MAX_VALUE)
            .stream()
            .filter(candidate -> !gone.get(candidate.ordinal()))
            .toList();
    if (!candidates.isEmpty()) {
      String key = cursor.key.utf8ToString();
      boolean seldom = AliasFiles.rule(cursor.pointer) != ScanRule.of(key);
      visitor.key(key, candidates, seldom);
    }
  }
}
