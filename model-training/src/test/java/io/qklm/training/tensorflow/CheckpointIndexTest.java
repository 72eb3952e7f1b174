package io.qklm.training.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.training.onnx.Weight;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckpointIndexTest {

  private static SmallCheckpoint written() throws IOException {
    return new SmallCheckpoint()
        .add("module/bert/embeddings/word_embeddings", new long[] {2, 3}, 1, 2, 3, 4, 5, 6)
        .add("module/bert/encoder/layer_0/attention/output/dense/bias", new long[] {2}, -1, 0.5f)
        .add("module/bert/encoder/layer_0/attention/output/dense/kernel", new long[] {1, 1}, 7)
        .add("module/bert/encoder/layer_10/output/dense/bias", new long[] {1}, 8)
        .add("module/global_step", 9, new long[] {}, new byte[8])
        .add("module/cls/predictions/output_bias", new long[] {3}, 9, 10, 11);
  }

  private static Map<String, Weight> read(byte[] index, byte[] data) throws IOException {
    Map<String, Weight> weights = new LinkedHashMap<>();
    CheckpointIndex.read(index)
        .read(new ByteArrayInputStream(data), weight -> weights.put(weight.name(), weight));
    return weights;
  }

  @Test
  void floatsComeBackInTheOrderOfTheData() throws IOException {
    Map<String, Weight> weights = read(written().index(), written().data());
    assertThat(weights.keySet())
        .containsExactly(
            "module/bert/embeddings/word_embeddings",
            "module/bert/encoder/layer_0/attention/output/dense/bias",
            "module/bert/encoder/layer_0/attention/output/dense/kernel",
            "module/bert/encoder/layer_10/output/dense/bias",
            "module/cls/predictions/output_bias");
    Weight words = weights.get("module/bert/embeddings/word_embeddings");
    assertThat(words.shape()).containsExactly(2, 3);
    assertThat(words.values()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(weights.get("module/cls/predictions/output_bias").values())
        .containsExactly(9, 10, 11);
  }

  @Test
  void whatIsNoIndexIsRefused() {
    assertThatThrownBy(() -> CheckpointIndex.read(new byte[100]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no table in LevelDB's form");
    assertThatThrownBy(() -> CheckpointIndex.read(new byte[3]))
        .hasMessageContaining("no table in LevelDB's form");
  }

  @Test
  void anyDamagedByteIsFound() throws IOException {
    byte[] index = written().index();
    int firstBlock = 200;
    for (int at = 0; at < firstBlock; at++) {
      byte[] damaged = index.clone();
      damaged[at] ^= 0x10;
      assertThatThrownBy(() -> CheckpointIndex.read(damaged))
          .as("byte " + at)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("index");
    }
    byte[] data = written().data();
    data[9] ^= 1;
    assertThatThrownBy(() -> read(index, data))
        .hasMessageContaining("word_embeddings is damaged: its checksum differs");
    assertThatThrownBy(() -> read(index, Arrays.copyOf(written().data(), 30)))
        .hasMessageContaining("ends within its tensor");
  }
}
