package io.qklm.training.tensorflow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An immutable sorted table in LevelDB's form, without compression, read whole.
 *
 * <pre>
 *   file    data blocks, a block of metadata, the index block, footer
 *   block   entries, then u32 offsets of the restarts and their count; behind it one byte for the
 *           compression (0 for none) and the masked CRC-32C of block and byte
 *   entry   varints: bytes shared with the key before, further bytes of the key, bytes of the
 *           value; then these bytes of the key, and the value
 *   handle  varints: offset and size of a block
 *   footer  handles of metadata and index, zeros up to 40 bytes, u64 magic number
 * </pre>
 */
final class LevelTable {

  private static final int FOOTER = 48;
  private static final int TRAILER = 5;
  private static final long MAGIC = 0xdb4775248b80fb57L;

  private final byte[] file;

  private LevelTable(byte[] file) {
    this.file = file;
  }

  /**
   * All entries in their order.
   *
   * @throws IOException if the bytes are no such table, or damaged
   */
  static Map<String, byte[]> read(byte[] file) throws IOException {
    if (file.length < FOOTER || at(file, file.length - 8).getLong() != MAGIC) {
      throw new IOException("the index is no table in LevelDB's form: its last 8 bytes differ");
    }
    try {
      return new LevelTable(file).entries();
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException("the index is damaged: an entry ends outside of its block", e);
    }
  }

  private Map<String, byte[]> entries() throws IOException {
    ByteBuffer footer = ByteBuffer.wrap(file, file.length - FOOTER, FOOTER);
    varint(footer);
    varint(footer);
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (byte[] handle : block(footer).values()) {
      all.putAll(block(ByteBuffer.wrap(handle)));
    }
    return all;
  }

  /** The entries of the block that {@code handle} points to. */
  private Map<String, byte[]> block(ByteBuffer handle) throws IOException {
    int offset = Math.toIntExact(varint(handle));
    int size = Math.toIntExact(varint(handle));
    if (offset < 0 || size < 4 || (long) offset + size + TRAILER > file.length) {
      throw new IOException("the index is damaged: a block would end outside of the file");
    }
    if (file[offset + size] != 0) {
      throw new IOException("the index is compressed, which is not read here");
    }
    int stored = at(file, offset + size + 1).getInt();
    if (stored != MaskedCrc.of(file, offset, size + 1)) {
      throw new IOException("the index is damaged: the checksum of a block differs");
    }
    int restarts = at(file, offset + size - 4).getInt();
    ByteBuffer entries = ByteBuffer.wrap(file, offset, size - 4 - 4 * restarts);
    Map<String, byte[]> read = new LinkedHashMap<>();
    byte[] key = new byte[0];
    while (entries.hasRemaining()) {
      int shared = Math.toIntExact(varint(entries));
      byte[] more = new byte[Math.toIntExact(varint(entries))];
      byte[] value = new byte[Math.toIntExact(varint(entries))];
      entries.get(more, 0, Math.min(more.length, entries.remaining()));
      entries.get(value, 0, Math.min(value.length, entries.remaining()));
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      joined.write(key, 0, shared);
      joined.writeBytes(more);
      key = joined.toByteArray();
      read.put(new String(key, StandardCharsets.UTF_8), value);
    }
    return read;
  }

  private static ByteBuffer at(byte[] bytes, int offset) {
    return ByteBuffer.wrap(bytes, offset, bytes.length - offset).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!in.hasRemaining()) {
        throw new IndexOutOfBoundsException("a number ends too early");
      }
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        break;
      }
    }
    return value;
  }
}
