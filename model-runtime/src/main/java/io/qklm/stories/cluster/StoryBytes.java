package io.qklm.stories.cluster;

import io.qklm.stories.cluster.LiveStory.Content;
import io.qklm.stories.cluster.LiveStory.Recent;
import io.qklm.stories.term.TermVector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A live story as bytes, big-endian, so that a story read is the story written, to the last bit.
 * Format 1: the byte 1; first and last time, longs in milliseconds since 1970; documents and
 * different documents, ints; words and names, each a vector: an unsigned short n, n ints, n floats;
 * the sum of vectors: an unsigned short n, n floats; the latest documents, oldest first: a byte n,
 * n times the id as modified UTF-8 and a vector of its words. At most 2.8 kB without vectors and
 * 4.3 kB with 384 dimensions, ids aside.
 */
final class StoryBytes {

  private static final int VERSION = 1;

  private StoryBytes() {}

  static byte[] write(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(content.first());
      out.writeLong(content.last());
      out.writeInt(content.documents());
      out.writeInt(content.distinct());
      write(content.terms(), out);
      write(content.names(), out);
      out.writeShort(content.vector().length);
      for (float value : content.vector()) {
        out.writeFloat(value);
      }
      out.writeByte(content.latest().size());
      for (Recent recent : content.latest()) {
        out.writeUTF(recent.document());
        write(recent.terms(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Content read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "a story is kept in format %d; this version reads format %d"
                .formatted(version, VERSION));
      }
      long first = in.readLong();
      long last = in.readLong();
      int documents = in.readInt();
      int distinct = in.readInt();
      TermVector terms = readTerms(in);
      TermVector names = readTerms(in);
      float[] vector = readFloats(in, in.readUnsignedShort());
      List<Recent> latest = new ArrayList<>();
      for (int left = in.readUnsignedByte(); left > 0; left--) {
        latest.add(new Recent(in.readUTF(), readTerms(in)));
      }
      return new Content(terms, names, vector, latest, documents, distinct, first, last);
    } catch (IOException e) {
      throw new IllegalArgumentException("the bytes of a story end before the story does", e);
    }
  }

  private static void write(TermVector vector, DataOutputStream out) throws IOException {
    out.writeShort(vector.size());
    for (int term : vector.terms()) {
      out.writeInt(term);
    }
    for (float weight : vector.weights()) {
      out.writeFloat(weight);
    }
  }

  private static TermVector readTerms(DataInputStream in) throws IOException {
    int[] terms = new int[in.readUnsignedShort()];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = in.readInt();
    }
    return new TermVector(terms, readFloats(in, terms.length));
  }

  private static float[] readFloats(DataInputStream in, int size) throws IOException {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
