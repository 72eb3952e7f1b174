package io.qklm.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The parts that the two serializers share. Integers are big-endian.
 *
 * <ul>
 *   <li>bytes: length as int, -1 for null; then the bytes
 *   <li>string: bytes of its UTF-8
 *   <li>headers: count as int; for each, key as string, value as bytes
 * </ul>
 */
final class RecordBytes {

  /** First byte of every record. A reader refuses other numbers rather than guess. */
  static final byte VERSION = 1;

  private RecordBytes() {}

  static void writeBytes(byte @Nullable [] bytes, DataOutputView out) throws IOException {
    if (bytes == null) {
      out.writeInt(-1);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  static byte @Nullable [] readBytes(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  static void writeString(String text, DataOutputView out) throws IOException {
    writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  static String readString(DataInputView in) throws IOException {
    byte[] bytes = readBytes(in);
    if (bytes == null) {
      throw new IOException("a record between operators has null where a string must be");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static void writeHeaders(List<KafkaHeader> headers, DataOutputView out) throws IOException {
    out.writeInt(headers.size());
    for (KafkaHeader header : headers) {
      writeString(header.key(), out);
      writeBytes(header.value(), out);
    }
  }

  static List<KafkaHeader> readHeaders(DataInputView in) throws IOException {
    int count = in.readInt();
    List<KafkaHeader> headers = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      headers.add(new KafkaHeader(readString(in), readBytes(in)));
    }
    return headers;
  }

  static void checkVersion(byte version) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "a record between operators has format "
              + version
              + ", this version of QKLM Streams reads format "
              + VERSION
              + "; take a savepoint with the version that wrote it, not an unaligned checkpoint");
    }
  }

  /** Bytes a record takes beside its value, with a generous bound for Kafka's own framing. */
  static long sizeWithoutValue(byte @Nullable [] key, List<KafkaHeader> headers) {
    long size = 128L + (key == null ? 0 : key.length);
    for (KafkaHeader header : headers) {
      byte[] value = header.value();
      size +=
          10L
              + header.key().getBytes(StandardCharsets.UTF_8).length
              + (value == null ? 0 : value.length);
    }
    return size;
  }
}
