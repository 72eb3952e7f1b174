package io.qklm.training.experiment.relation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.Fact;
import io.qklm.training.data.TripleSet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextVectorsTest {

  @TempDir Path folder;

  private static TripleSet set(String... texts) {
    return new TripleSet("made up", "-", List.of(texts), 1, List.of(), List.of());
  }

  @Test
  void vectorsAreComputedOnceAndAnewForOtherTexts() throws Exception {
    Path file = folder.resolve("texts.safetensors");
    Lengths embedder = new Lengths();
    float[][] first = TextVectors.of(set("a", "bcd"), embedder, file);
    assertThat(first).isDeepEqualTo(new float[][] {{1, 0.5f}, {3, 0.5f}});
    assertThat(TextVectors.of(set("a", "bcd"), embedder, file)).isDeepEqualTo(first);
    assertThat(embedder.asked).isEqualTo(2);
    assertThat(TextVectors.of(set("ab", "c"), embedder, file))
        .isDeepEqualTo(new float[][] {{2, 0.5f}, {1, 0.5f}});
    assertThat(embedder.asked).isEqualTo(4);
  }

  /** Says how long a text is. */
  private static final class Lengths implements EntityEmbedder {

    private int asked;

    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public String digest() {
      return "lengths";
    }

    @Override
    public String verbalize(Entity entity, List<Fact> facts) {
      return entity.label("en");
    }

    @Override
    public float[][] embed(List<String> texts) {
      asked += texts.size();
      return texts.stream().map(text -> new float[] {text.length(), 0.5f}).toArray(float[][]::new);
    }
  }
}
