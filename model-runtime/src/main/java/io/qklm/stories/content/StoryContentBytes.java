package io.qklm.stories.content;

import io.qklm.stories.StoryName;
import io.qklm.stories.term.TermVector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a story tells as bytes, big-endian; strings are modified UTF-8 with their length as an
 * unsigned short. Format 1: the byte 1; documents and revision, ints; first and last seen, longs;
 * momentum, a double; then five lists, each an unsigned short n and n entries. Digests: id, time,
 * source (empty for none), title, sentences (text, start, end), names (key, label, count), terms (n
 * ints, n floats). Entities: key, label, documents. Sources: strings. Words said: ints.
 */
public final class StoryContentBytes {

  private static final int VERSION = 1;

  private StoryContentBytes() {}

  /** Writes an entry of a list. */
  @FunctionalInterface
  private interface Writer<T> {
    void write(T value) throws IOException;
  }

  /** Reads an entry of a list. */
  @FunctionalInterface
  private interface Reader<T> {
    T read() throws IOException;
  }

  public static byte[] write(StoryContent content) {
    StoryContent.Kept kept = content.kept();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(kept.documents());
      out.writeInt(kept.revision());
      out.writeLong(kept.firstSeen());
      out.writeLong(kept.lastSeen());
      out.writeDouble(kept.momentum());
      writeAll(kept.digests(), out, digest -> write(digest, out));
      writeAll(
          kept.entities(),
          out,
          entity -> {
            out.writeUTF(entity.key());
            out.writeUTF(entity.label());
            out.writeInt(entity.documents());
          });
      writeAll(kept.sources(), out, out::writeUTF);
      writeAll(kept.said(), out, out::writeInt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IllegalArgumentException if the bytes are of another format
   */
  public static StoryContent read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "what a story tells is kept in format %d; this version reads format %d"
                .formatted(version, VERSION));
      }
      int documents = in.readInt();
      int revision = in.readInt();
      long firstSeen = in.readLong();
      long lastSeen = in.readLong();
      double momentum = in.readDouble();
      List<DocumentDigest> digests = readAll(in, () -> readDigest(in));
      List<StoryEntity> entities =
          readAll(in, () -> new StoryEntity(in.readUTF(), in.readUTF(), in.readInt()));
      List<String> sources = readAll(in, in::readUTF);
      List<Integer> said = readAll(in, in::readInt);
      return StoryContent.of(
          new StoryContent.Kept(
              digests, entities, sources, said, documents, revision, firstSeen, lastSeen,
              momentum));
    } catch (IOException e) {
      throw new IllegalArgumentException("the bytes of a story's content end before it does", e);
    }
  }

  private static void write(DocumentDigest digest, DataOutputStream out) throws IOException {
    out.writeUTF(digest.id());
    out.writeLong(digest.time());
    out.writeUTF(digest.source().orElse(""));
    out.writeUTF(digest.title());
    writeAll(
        digest.sentences(),
        out,
        sentence -> {
          out.writeUTF(sentence.text());
          out.writeInt(sentence.start());
          out.writeInt(sentence.end());
        });
    writeAll(
        digest.names(),
        out,
        name -> {
          out.writeUTF(name.key());
          out.writeUTF(name.label());
          out.writeInt(name.count());
        });
    out.writeShort(digest.terms().size());
    for (int i = 0; i < digest.terms().size(); i++) {
      out.writeInt(digest.terms().terms()[i]);
      out.writeFloat(digest.terms().weights()[i]);
    }
  }

  private static DocumentDigest readDigest(DataInputStream in) throws IOException {
    String id = in.readUTF();
    long time = in.readLong();
    Optional<String> source = Optional.of(in.readUTF()).filter(name -> !name.isEmpty());
    String title = in.readUTF();
    List<StorySentence> sentences =
        readAll(in, () -> new StorySentence(in.readUTF(), in.readInt(), in.readInt()));
    List<StoryName> names =
        readAll(in, () -> new StoryName(in.readUTF(), in.readUTF(), in.readInt()));
    int[] terms = new int[in.readUnsignedShort()];
    float[] weights = new float[terms.length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = in.readInt();
      weights[i] = in.readFloat();
    }
    return new DocumentDigest(
        id, time, source, title, sentences, names, new TermVector(terms, weights));
  }

  private static <T> void writeAll(List<T> values, DataOutputStream out, Writer<T> writer)
      throws IOException {
    out.writeShort(values.size());
    for (T value : values) {
      writer.write(value);
    }
  }

  private static <T> List<T> readAll(DataInputStream in, Reader<T> reader) throws IOException {
    int size = in.readUnsignedShort();
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(reader.read());
    }
    return values;
  }
}
