package io.qklm.training.tensorflow;

import io.qklm.training.onnx.Weight;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What {@code variables.index} says of a checkpoint whose data stand in one file. */
public final class CheckpointIndex {

  /** The header has no name. */
  private static final String HEADER = "";

  private final List<CheckpointEntry> entries;

  private CheckpointIndex(List<CheckpointEntry> entries) {
    this.entries = entries;
  }

  /**
   * Reads an index file.
   *
   * @throws IOException if the bytes are none, or the data stand in several files
   */
  public static CheckpointIndex read(byte[] file) throws IOException {
    List<CheckpointEntry> entries = new ArrayList<>();
    for (Map.Entry<String, byte[]> row : LevelTable.read(file).entrySet()) {
      if (!row.getKey().equals(HEADER)) {
        CheckpointEntry entry = CheckpointEntry.read(row.getKey(), row.getValue());
        if (entry.shard() != 0) {
          throw new IOException(
              "the checkpoint has " + entry.name() + " in a second file; one is read here");
        }
        entries.add(entry);
      }
    }
    entries.sort(Comparator.comparingLong(CheckpointEntry::offset));
    return new CheckpointIndex(entries);
  }

  /** The names of all tensors, in the order of the data. */
  public List<String> names() {
    return entries.stream().map(CheckpointEntry::name).toList();
  }

  /** Where each tensor stands in the data file, in bytes. */
  public Map<String, Long> places() {
    return entries.stream()
        .collect(Collectors.toMap(CheckpointEntry::name, CheckpointEntry::offset));
  }

  /**
   * Reads the data file once, from its beginning, and hands out its tensors of 32-bit floats as
   * they come; those of other types are passed by.
   *
   * @throws IOException if it ends too early or a tensor's checksum differs
   */
  public void read(InputStream data, Consumer<Weight> each) throws IOException {
    long at = 0;
    for (CheckpointEntry entry : entries) {
      if (entry.offset() < at) {
        throw new IOException("the checkpoint's tensor " + entry.name() + " overlaps another");
      }
      data.skipNBytes(entry.offset() - at);
      byte[] bytes = data.readNBytes(Math.toIntExact(entry.size()));
      at = entry.offset() + entry.size();
      if (bytes.length < entry.size()) {
        throw new IOException(
            "the checkpoint ends within its tensor " + entry.name() + "; copy the file again");
      }
      if (MaskedCrc.of(bytes, 0, bytes.length) != entry.crc()) {
        throw new IOException(
            "the checkpoint's tensor "
                + entry.name()
                + " is damaged: its checksum differs; copy the file again");
      }
      if (entry.type() == CheckpointEntry.FLOATS) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        each.accept(new Weight(entry.name(), entry.shape(), values));
      }
    }
  }
}
