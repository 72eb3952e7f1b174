package io.qklm.training.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.text.JsonProblem;
import io.qklm.training.onnx.Weight;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads and writes safetensors files of 32-bit floats: eight bytes with the header's length, little
 * endian; the header, a JSON object that gives each tensor {@code dtype}, {@code shape} and {@code
 * data_offsets} behind the header, and free strings under {@code __metadata__}; then the data, row
 * major, little endian, without gaps.
 */
public final class Safetensors {

  private static final int LARGEST_HEADER = 100_000_000;
  private static final String METADATA = "__metadata__";

  private final Path file;
  private final long dataStart;
  private final Map<String, Place> places;
  private final Map<String, String> metadata;

  /** Where a tensor stands behind the header. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Place(long[] shape, long start, long end) {}

  private Safetensors(
      Path file, long dataStart, Map<String, Place> places, Map<String, String> metadata) {
    this.file = file;
    this.dataStart = dataStart;
    this.places = places;
    this.metadata = metadata;
  }

  /**
   * A tensor to write.
   *
   * @param shape its sizes
   * @param values gives its values, row-major, when their turn comes
   */
  @SuppressWarnings("ArrayRecordComponent") // a shape on its way to a file, never compared
  public record Source(long[] shape, Supplier<float[]> values) {

    long bytes() {
      long size = Float.BYTES;
      for (long side : shape) {
        size = Math.multiplyExact(size, side);
      }
      return size;
    }
  }

  /**
   * Writes {@code tensors} to {@code file}: beside it first, onto the disk, then moved into place,
   * so that a kill leaves either the old file or the new one.
   */
  public static void write(Path file, Map<String, Source> tensors, Map<String, String> metadata)
      throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      byte[] header = header(tensors, metadata);
      ByteBuffer start =
          ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
      writeAll(channel, start.putLong(header.length).put(header).flip());
      for (Map.Entry<String, Source> tensor : tensors.entrySet()) {
        float[] values = tensor.getValue().values().get();
        if ((long) values.length * Float.BYTES != tensor.getValue().bytes()) {
          throw new IllegalArgumentException(
              "the tensor "
                  + tensor.getKey()
                  + " has "
                  + values.length
                  + " values, not its shape's");
        }
        ByteBuffer bytes =
            ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        writeAll(channel, bytes);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static byte[] header(Map<String, Source> tensors, Map<String, String> metadata)
      throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode header = json.createObjectNode();
    ObjectNode words = header.putObject(METADATA);
    metadata.forEach(words::put);
    long offset = 0;
    for (Map.Entry<String, Source> tensor : tensors.entrySet()) {
      ObjectNode entry = header.putObject(tensor.getKey());
      entry.put("dtype", "F32");
      var shape = entry.putArray("shape");
      for (long side : tensor.getValue().shape()) {
        shape.add(side);
      }
      long end = offset + tensor.getValue().bytes();
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] text = json.writeValueAsBytes(header);
    // The data starts at a multiple of eight bytes, as the format asks.
    byte[] padded = java.util.Arrays.copyOf(text, (text.length + 7) / 8 * 8);
    java.util.Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws IOException if it is no safetensors file of 32-bit floats, or is cut short
   */
  public static Safetensors open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      readAll(file, channel, length, 0);
      long size = length.getLong(0);
      if (size <= 1 || size > LARGEST_HEADER || size > channel.size() - Long.BYTES) {
        throw new IOException(
            file + " is no safetensors file: its header would have " + size + " bytes");
      }
      ByteBuffer header = ByteBuffer.allocate((int) size);
      readAll(file, channel, header, Long.BYTES);
      return parse(
          file,
          Long.BYTES + size,
          channel.size(),
          new String(header.array(), StandardCharsets.UTF_8));
    }
  }

  private static Safetensors parse(Path file, long dataStart, long fileSize, String text)
      throws IOException {
    JsonNode header;
    try {
      header = new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + " is no safetensors file: its header is not JSON: " + JsonProblem.of(e), e);
    }
    Map<String, Place> places = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (field.getKey().equals(METADATA)) {
        field.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      } else {
        places.put(field.getKey(), place(file, fileSize - dataStart, field));
      }
    }
    return new Safetensors(file, dataStart, places, metadata);
  }

  private static Place place(Path file, long dataSize, Map.Entry<String, JsonNode> field)
      throws IOException {
    JsonNode entry = field.getValue();
    if (!entry.path("dtype").asText().equals("F32")) {
      throw new IOException(
          "the tensor "
              + field.getKey()
              + " of "
              + file
              + " has the type "
              + entry.path("dtype").asText()
              + "; only F32 is read");
    }
    List<Long> sides = new ArrayList<>();
    for (Iterator<JsonNode> it = entry.path("shape").elements(); it.hasNext(); ) {
      sides.add(it.next().asLong());
    }
    long[] shape = sides.stream().mapToLong(Long::longValue).toArray();
    long start = entry.path("data_offsets").path(0).asLong(-1);
    long end = entry.path("data_offsets").path(1).asLong(-1);
    long wanted = new Source(shape, () -> new float[0]).bytes();
    if (start < 0 || end - start != wanted || end > dataSize) {
      throw new IOException(
          "the tensor "
              + field.getKey()
              + " of "
              + file
              + " stands from byte "
              + start
              + " to "
              + end
              + ", which is not its "
              + wanted
              + " bytes inside the file; the file is cut short or damaged");
    }
    return new Place(shape, start, end);
  }

  /** Names of the tensors, in the file's order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(places.keySet());
  }

  /** The free strings of the header. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  /**
   * Reads one tensor.
   *
   * @throws IOException if there is none of that name
   */
  public Weight read(String name) throws IOException {
    Place place = places.get(name);
    if (place == null) {
      throw new IOException(file + " has no tensor " + name);
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(place.end() - place.start()))
            .order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      readAll(file, channel, bytes, dataStart + place.start());
    }
    float[] values = new float[bytes.capacity() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return new Weight(name, place.shape(), values);
  }

  private static void readAll(Path file, FileChannel channel, ByteBuffer bytes, long from)
      throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new IOException(file + " ends too early; it is cut short or no safetensors file");
      }
    }
    bytes.rewind();
  }
}
