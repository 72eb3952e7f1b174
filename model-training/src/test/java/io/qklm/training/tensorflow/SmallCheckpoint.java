package io.qklm.training.tensorflow;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes checkpoints in TensorFlow's form, a few tensors large: data, and an index of several
 * blocks whose keys share what they begin with.
 */
public final class SmallCheckpoint {

  private static final int ENTRIES_OF_A_BLOCK = 3;
  private static final int RESTART_EVERY = 2;

  private final TreeMap<String, byte[]> index = new TreeMap<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /** A checkpoint with a header and no tensor. */
  public SmallCheckpoint() {
    // One shard, little endian, written by version 1.
    index.put("", new byte[] {0x08, 0x01, 0x1a, 0x02, 0x08, 0x01});
  }

  /** Adds a tensor of 32-bit floats. */
  public SmallCheckpoint add(String name, long[] shape, float... values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return add(name, 1, shape, bytes.array());
  }

  /** Adds a tensor of any element type. */
  SmallCheckpoint add(String name, int type, long[] shape, byte[] bytes) throws IOException {
    ByteArrayOutputStream sizes = new ByteArrayOutputStream();
    CodedOutputStream shapeOut = CodedOutputStream.newInstance(sizes);
    for (long size : shape) {
      int length = CodedOutputStream.computeInt64Size(1, size);
      shapeOut.writeTag(2, 2);
      shapeOut.writeUInt32NoTag(length);
      shapeOut.writeInt64(1, size);
    }
    shapeOut.flush();
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(message);
    out.writeEnum(1, type);
    out.writeByteArray(2, sizes.toByteArray());
    out.writeInt64(4, data.size());
    out.writeInt64(5, bytes.length);
    out.writeFixed32(6, MaskedCrc.of(bytes, 0, bytes.length));
    out.flush();
    data.writeBytes(bytes);
    index.put(name, message.toByteArray());
    return this;
  }

  /** The file {@code variables.data-00000-of-00001}. */
  public byte[] data() {
    return data.toByteArray();
  }

  /** The file {@code variables.index}. */
  public byte[] index() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    TreeMap<String, byte[]> handles = new TreeMap<>();
    List<Map.Entry<String, byte[]>> all = new ArrayList<>(index.entrySet());
    for (int from = 0; from < all.size(); from += ENTRIES_OF_A_BLOCK) {
      List<Map.Entry<String, byte[]>> some =
          all.subList(from, Math.min(all.size(), from + ENTRIES_OF_A_BLOCK));
      handles.put(some.get(some.size() - 1).getKey(), block(file, some));
    }
    byte[] metadata = block(file, List.of());
    byte[] root = block(file, new ArrayList<>(handles.entrySet()));
    ByteBuffer footer = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    footer.put(metadata).put(root).position(40);
    footer.putLong(0xdb4775248b80fb57L);
    file.writeBytes(footer.array());
    return file.toByteArray();
  }

  /** Writes a block and gives its handle. */
  private static byte[] block(ByteArrayOutputStream file, List<Map.Entry<String, byte[]>> rows) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    List<Integer> restarts = new ArrayList<>();
    byte[] before = {};
    for (int row = 0; row < rows.size(); row++) {
      byte[] key = rows.get(row).getKey().getBytes(StandardCharsets.UTF_8);
      int shared = 0;
      if (row % RESTART_EVERY == 0) {
        restarts.add(block.size());
      } else {
        while (shared < Math.min(key.length, before.length) && key[shared] == before[shared]) {
          shared++;
        }
      }
      varint(block, shared);
      varint(block, key.length - shared);
      varint(block, rows.get(row).getValue().length);
      block.write(key, shared, key.length - shared);
      block.writeBytes(rows.get(row).getValue());
      before = key;
    }
    ByteBuffer end = ByteBuffer.allocate(4 * restarts.size() + 4).order(ByteOrder.LITTLE_ENDIAN);
    restarts.forEach(end::putInt);
    block.writeBytes(end.putInt(restarts.size()).array());
    int size = block.size();
    block.write(0);
    byte[] bytes = block.toByteArray();
    ByteArrayOutputStream handle = new ByteArrayOutputStream();
    varint(handle, file.size());
    varint(handle, size);
    file.writeBytes(bytes);
    file.writeBytes(
        ByteBuffer.allocate(4)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(MaskedCrc.of(bytes, 0, bytes.length))
            .array());
    return handle.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest >= 0x80) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
