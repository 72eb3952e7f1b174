package io.qklm.kg.alias;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.CRC32;

/**
 * The file {@value #FILE} of a delta segment: the entities whose candidacies in all older segments
 * no longer count, since the delta tells their surface forms anew or retires them.
 *
 * <pre>
 * offset      size   content, all numbers big-endian
 * 0           4      'Q' 'A' 'S' '1'
 * 4           8      number of keys of the segment that no older segment has
 * 12          4      number of entities n
 * 16          n * 4  their ordinals, ascending
 * 16 + n * 4  4      CRC-32 of all bytes before
 * </pre>
 */
record SupersededEntities(long newKeys, BitSet ordinals) {

  static final String FILE = "superseded.bin";

  private static final int MAGIC = 'Q' << 24 | 'A' << 16 | 'S' << 8 | '1';
  private static final int HEADER_BYTES = 16;

  void write(Path folder) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes()));
    out.putInt(MAGIC).putLong(newKeys).putInt(ordinals.cardinality());
    ordinals.stream().forEach(out::putInt);
    out.putInt(checksum(out.array(), out.position())).flip();
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(FILE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (out.hasRemaining()) {
        channel.write(out);
      }
      channel.force(true);
    }
  }

  static SupersededEntities read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER_BYTES + 4
        || in.getInt() != MAGIC
        || in.getInt(bytes.length - 4) != checksum(bytes, bytes.length - 4)) {
      throw new IOException(file + " is cut or damaged; fetch or build the snapshot again");
    }
    long newKeys = in.getLong();
    int[] ordinals = new int[in.getInt()];
    in.asIntBuffer().get(ordinals);
    BitSet set = new BitSet();
    Arrays.stream(ordinals).forEach(set::set);
    return new SupersededEntities(newKeys, set);
  }

  /** Size of the file. */
  long bytes() {
    return HEADER_BYTES + ordinals.cardinality() * 4L + 4;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
