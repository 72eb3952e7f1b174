package io.qklm.training.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareVectorsTest {

  private static final int TWINS = 40;

  @TempDir private static Path folder;

  /** Each entity twice: with a description, and under the same name without. */
  @BeforeAll
  static void build() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < TWINS; i++) {
      String name = "\"labels\":{\"en\":\"Zorblat " + i + "\"},\"kind\":\"ORG\",\"rank\":0.5";
      lines.append("{\"id\":\"told").append(i).append("\",").append(name);
      lines.append(",\"descriptions\":{\"en\":\"maker of rockets and ferries\"}}\n");
      lines.append("{\"id\":\"bare").append(i).append("\",").append(name).append("}\n");
    }
    BuiltKnowledge.build(folder, lines);
  }

  @Test
  void oneInSixHasTheVectorOfAnEntityWithoutDescription() throws IOException {
    try (SnapshotKnowledge own = new SnapshotKnowledge(folder.resolve("knowledge"), 4)) {
      TrainingKnowledge some = EntityVectors.BARE.of(own);
      int changed = 0;
      for (int i = 0; i < TWINS; i++) {
        int told = own.ordinal("told" + i).orElseThrow();
        int bare = own.ordinal("bare" + i).orElseThrow();
        if (BareVectors.isBare(told)) {
          changed++;
          assertThat(vector(some, told)).isEqualTo(vector(own, bare));
          assertThat(vector(some, told)).isNotEqualTo(vector(own, told));
        } else {
          assertThat(vector(some, told)).isEqualTo(vector(own, told));
        }
      }
      assertThat(changed).isBetween(1, TWINS / 2);
      assertThat(EntityVectors.BARE.measured().of(own)).isSameAs(own);
    }
  }

  @Test
  void theShareHoldsAmongNeighboursInNumber() {
    long bare = IntStream.range(0, 6_000).filter(BareVectors::isBare).count();
    assertThat(bare).isBetween(800L, 1_200L);
  }

  private static float[] vector(TrainingKnowledge knowledge, int ordinal) {
    float[][] out = new float[1][knowledge.dimension()];
    knowledge.vectors(new int[] {ordinal}, out);
    return out[0];
  }
}
