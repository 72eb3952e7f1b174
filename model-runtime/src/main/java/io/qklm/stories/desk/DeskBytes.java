package io.qklm.stories.desk;

import io.qklm.stories.copy.CopyIndex;
import io.qklm.stories.copy.Signature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a desk keeps as bytes, big-endian; strings are modified UTF-8 with their length as an
 * unsigned short, lists have theirs in front likewise. Each begins with the byte 1, the format.
 *
 * <ul>
 *   <li>A document: the id of its story; a byte, 1 for a copy; the time of its record, a long.
 *   <li>A story: its place in the order of what was joined last, a long; ids of stories that merged
 *       into it; the bytes of {@link io.qklm.stories.cluster.StoryClusterer#bytes} to the end.
 *   <li>A signature: the ids of the original and of its heirs; time and number, longs; triples, an
 *       int; digest, a long; the minima to the end.
 * </ul>
 */
final class DeskBytes {

  private static final int VERSION = 1;

  private DeskBytes() {}

  /** Where a document is. */
  record Whereabouts(String story, boolean copy, long time) {}

  /** A story's place in the order, what merged into it, and the story as the clusterer wrote it. */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way
  record Shelf(long place, List<String> merged, byte[] story) {}

  /** Fills an array. */
  @FunctionalInterface
  private interface Filler {
    void fill(DataOutputStream out) throws IOException;
  }

  /** Reads a value. */
  @FunctionalInterface
  private interface Taker<T> {
    T take(DataInputStream in) throws IOException;
  }

  static byte[] write(Whereabouts document) {
    return filled(
        out -> {
          out.writeUTF(document.story());
          out.writeBoolean(document.copy());
          out.writeLong(document.time());
        });
  }

  static Whereabouts whereabouts(byte[] bytes) {
    return taken(bytes, in -> new Whereabouts(in.readUTF(), in.readBoolean(), in.readLong()));
  }

  static byte[] write(Shelf shelf) {
    return filled(
        out -> {
          out.writeLong(shelf.place());
          writeAll(shelf.merged(), out);
          out.write(shelf.story());
        });
  }

  static Shelf shelf(byte[] bytes) {
    return taken(bytes, in -> new Shelf(in.readLong(), readAll(in), in.readAllBytes()));
  }

  static byte[] write(CopyIndex.Entry entry) {
    Signature signature = entry.signature();
    return filled(
        out -> {
          writeAll(entry.ids(), out);
          out.writeLong(entry.time());
          out.writeLong(entry.number());
          out.writeInt(signature.triples());
          out.writeLong(signature.digest());
          out.write(signature.minima());
        });
  }

  static CopyIndex.Entry entry(byte[] bytes) {
    return taken(
        bytes,
        in -> {
          List<String> ids = readAll(in);
          long time = in.readLong();
          long number = in.readLong();
          int triples = in.readInt();
          long digest = in.readLong();
          return new CopyIndex.Entry(
              ids, time, number, new Signature(in.readAllBytes(), triples, digest));
        });
  }

  private static byte[] filled(Filler filler) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      filler.fill(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static <T> T taken(byte[] bytes, Taker<T> taker) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "the state of stories is of format %d; this version reads format %d"
                .formatted(version, VERSION));
      }
      return taker.take(in);
    } catch (IOException e) {
      throw new IllegalArgumentException("the state of stories is cut off", e);
    }
  }

  private static void writeAll(List<String> values, DataOutputStream out) throws IOException {
    out.writeShort(values.size());
    for (String value : values) {
      out.writeUTF(value);
    }
  }

  private static List<String> readAll(DataInputStream in) throws IOException {
    int size = in.readUnsignedShort();
    List<String> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(in.readUTF());
    }
    return values;
  }
}
