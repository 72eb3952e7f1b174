package io.qklm.training.tensorflow;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a tensor of a checkpoint stands: the message {@code BundleEntryProto}.
 *
 * <pre>
 *   1  element type, 1 for 32-bit floats
 *   2  shape: messages 2, each with a size 1
 *   3  number of the data file
 *   4  offset in it, bytes
 *   5  size, bytes
 *   6  masked CRC-32C of the bytes
 * </pre>
 *
 * @param name as the checkpoint calls it
 * @param type element type
 * @param shape sizes, outermost first; empty for a single number
 * @param shard number of the data file
 * @param offset bytes
 * @param size bytes
 * @param crc masked checksum
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record CheckpointEntry(
    String name, int type, long[] shape, int shard, long offset, long size, int crc) {

  static final int FLOATS = 1;

  /**
   * Reads the message.
   *
   * @throws IOException if the bytes are none
   */
  static CheckpointEntry read(String name, byte[] message) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    int type = 0;
    long[] shape = {};
    int shard = 0;
    long offset = 0;
    long size = 0;
    int crc = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> type = in.readEnum();
        case 2 -> shape = shape(in.readByteArray());
        case 3 -> shard = in.readInt32();
        case 4 -> offset = in.readInt64();
        case 5 -> size = in.readInt64();
        case 6 -> crc = in.readFixed32();
        default -> in.skipField(tag);
      }
    }
    return new CheckpointEntry(name, type, shape, shard, offset, size, crc);
  }

  private static long[] shape(byte[] message) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    List<Long> sizes = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 2) {
        CodedInputStream dimension = CodedInputStream.newInstance(in.readByteArray());
        long size = 0;
        for (int field = dimension.readTag(); field != 0; field = dimension.readTag()) {
          if (WireFormat.getTagFieldNumber(field) == 1) {
            size = dimension.readInt64();
          } else {
            dimension.skipField(field);
          }
        }
        sizes.add(size);
      } else {
        in.skipField(tag);
      }
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }
}
