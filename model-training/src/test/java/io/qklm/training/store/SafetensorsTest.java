package io.qklm.training.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.training.onnx.Weight;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

  @TempDir Path folder;

  private Path write() throws IOException {
    Map<String, Safetensors.Source> tensors = new LinkedHashMap<>();
    tensors.put("b", new Safetensors.Source(new long[] {2, 2}, () -> new float[] {1, -2, 3, 4}));
    tensors.put("a", new Safetensors.Source(new long[] {}, () -> new float[] {0.5f}));
    Path file = folder.resolve("x.safetensors");
    Safetensors.write(file, tensors, Map.of("format", "pt"));
    return file;
  }

  @Test
  void theBytesAreTheFormats() throws IOException {
    byte[] bytes = Files.readAllBytes(write());
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[16,20]}}";
    int padded = (header.length() + 7) / 8 * 8;
    ByteBuffer expected =
        ByteBuffer.allocate(8 + padded + 20).order(ByteOrder.LITTLE_ENDIAN).putLong(padded);
    expected.put(
        (header + " ".repeat(padded - header.length())).getBytes(StandardCharsets.US_ASCII));
    for (float value : new float[] {1, -2, 3, 4, 0.5f}) {
      expected.putFloat(value);
    }
    assertThat(bytes).isEqualTo(expected.array());
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    Safetensors saved = Safetensors.open(write());
    assertThat(saved.names()).containsExactly("b", "a");
    assertThat(saved.metadata()).containsEntry("format", "pt");
    Weight weight = saved.read("b");
    assertThat(weight.shape()).containsExactly(2, 2);
    assertThat(weight.values()).containsExactly(1, -2, 3, 4);
    assertThat(saved.read("a").values()).containsExactly(0.5f);
  }

  @Test
  void damagedFilesAreRefusedInWords() throws IOException {
    Path file = write();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
    assertThatThrownBy(() -> Safetensors.open(file)).hasMessageContaining("cut short or damaged");
    Files.write(file, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> Safetensors.open(file)).hasMessageContaining("ends too early");
    Files.write(file, new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9});
    assertThatThrownBy(() -> Safetensors.open(file)).hasMessageContaining("no safetensors file");
    Files.writeString(file, "\2\0\0\0\0\0\0\0[[");
    assertThatThrownBy(() -> Safetensors.open(file)).hasMessageContaining("not JSON");
    String half = "{\"h\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}}";
    Files.writeString(file, (char) half.length() + "\0\0\0\0\0\0\0" + half + "xx");
    assertThatThrownBy(() -> Safetensors.open(file))
        .hasMessageContaining("type F16; only F32 is read");
  }

  @Test
  void aMissingTensorIsNamed() throws IOException {
    Safetensors saved = Safetensors.open(write());
    assertThatThrownBy(() -> saved.read("c")).hasMessageContaining("has no tensor c");
  }
}
