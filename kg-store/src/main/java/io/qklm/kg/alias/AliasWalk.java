package io.qklm.kg.alias;

import io.qklm.text.AlignedText;
import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.util.fst.FST;

/** Follows the text through the transducer from one place after another. For one scan. */
final class AliasWalk {

  private final FST<Long> fst;
  private final FST.BytesReader reader;
  private final FST.Arc<Long> arc = new FST.Arc<>();
  private final AlignedText aligned;
  private final String text;

  /** Ends of the keys found, ascending, and their pointers. */
  private int[] ends = new int[16];

  private long[] pointers = new long[16];
  private int found;

  AliasWalk(FST<Long> fst, AlignedText aligned) {
    this.fst = fst;
    this.reader = fst.getBytesReader();
    this.aligned = aligned;
    this.text = aligned.text();
  }

  /** Finds every key that begins at {@code start} and ends at a boundary. */
  void from(int start) throws IOException {
    found = 0;
    fst.getFirstArc(arc);
    long pointer = 0;
    for (int at = start; at < text.length(); ) {
      int c = text.charAt(at);
      if (c < 0x80) {
        at++;
        pointer = step(c, pointer);
      } else {
        c = text.codePointAt(at);
        at += Character.charCount(c);
        pointer = stepThrough(c, pointer);
      }
      if (pointer < 0) {
        return;
      }
      if (arc.isFinal() && aligned.boundary(at)) {
        add(at, pointer + arc.nextFinalOutput());
      }
    }
  }

  /** One byte on; the pointer so far, -1 if no key goes on like this. */
  private long step(int label, long pointer) throws IOException {
    return fst.findTargetArc(label, arc, arc, reader) == null ? -1 : pointer + arc.output();
  }

  /** The two to four bytes of a code point beyond ASCII. */
  private long stepThrough(int c, long pointer) throws IOException {
    long next;
    int shift;
    if (c < 0x800) {
      next = step(0xC0 | c >> 6, pointer);
      shift = 0;
    } else if (c < 0x10000) {
      next = step(0xE0 | c >> 12, pointer);
      shift = 6;
    } else {
      next = step(0xF0 | c >> 18, pointer);
      shift = 12;
    }
    for (; shift >= 0 && next >= 0; shift -= 6) {
      next = step(0x80 | ((c >> shift) & 0x3F), next);
    }
    return next;
  }

  private void add(int end, long pointer) {
    if (found == ends.length) {
      ends = Arrays.copyOf(ends, found * 2);
      pointers = Arrays.copyOf(pointers, found * 2);
    }
    ends[found] = end;
    pointers[found] = pointer;
    found++;
  }

  /** Number of keys found from the last start. */
  int found() {
    return found;
  }

  int end(int i) {
    return ends[i];
  }

  long pointer(int i) {
    return pointers[i];
  }

  /** The pointer of exactly this key, -1 if it is unknown. */
  static long exact(FST<Long> fst, byte[] key) throws IOException {
    FST.BytesReader reader = fst.getBytesReader();
    FST.Arc<Long> arc = fst.getFirstArc(new FST.Arc<>());
    long pointer = 0;
    for (byte label : key) {
      if (fst.findTargetArc(label & 0xFF, arc, arc, reader) == null) {
        return -1;
      }
      pointer += arc.output();
    }
    return arc.isFinal() ? pointer + arc.nextFinalOutput() : -1;
  }
}
