package io.qklm.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnowledgeNetworkTest {

  private static final EncoderShape SHAPE = new EncoderShape(50, 16, 32, 2, 4, 64, 1);
  private static final int DIMENSION = 8;
  private static final List<TokenRow> ROWS =
      List.of(row(1, 7, 9, 12, 2), row(1, 30, 31, 32, 33, 34, 35, 2));

  private Torch torch;
  private Parameters parameters;
  private KnowledgeNetwork network;

  @BeforeEach
  void start() {
    torch = Torch.open(1);
    parameters = new Parameters(torch, 1);
    network =
        new KnowledgeNetwork(parameters, SHAPE, new KnowledgeNetwork.Knowledge(DIMENSION, 1, true));
  }

  @AfterEach
  void stop() {
    parameters.close();
    torch.close();
  }

  private static TokenRow row(int... ids) {
    return new TokenRow(ids, new byte[ids.length]);
  }

  private static Mention mention(int row, int start, int end, int... candidates) {
    float[][] vectors = new float[candidates.length][DIMENSION];
    float[][] features = new float[candidates.length][];
    for (int i = 0; i < candidates.length; i++) {
      vectors[i][candidates[i]] = 1;
      features[i] = new float[] {(float) Math.log(1.0 / (i + 2))};
    }
    return new Mention(row, start, end, vectors, features);
  }

  private float[] states(List<TokenRow> rows, Mention... mentions) {
    try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
      MentionBatch batch = MentionBatch.of(List.of(mentions), DIMENSION, 1);
      return network.encode(step, TokenBatch.of(rows), batch).states().toFloatArray();
    }
  }

  /** As after some training: the output map is no longer zero. */
  private void learn() {
    float[] output = new float[32 * 32];
    for (int i = 0; i < output.length; i++) {
      output[i] = (float) Math.sin(i);
    }
    parameters.set("injection.output.weight", new long[] {32, 32}, output);
  }

  @Test
  void anUntrainedInjectionChangesNothing() {
    assertThat(states(ROWS, mention(0, 1, 3, 2, 5), mention(1, 2, 3)))
        .containsExactly(states(ROWS), within(1e-6f));
  }

  @Test
  void aTrainedInjectionReachesEveryTokenOfItsTextAndNoOther() {
    learn();
    float[] without = states(ROWS);
    float[] with = states(ROWS, mention(1, 2, 4, 3, 6));
    int row = 8 * 32;
    assertThat(Arrays.copyOf(with, row))
        .containsExactly(Arrays.copyOf(without, row), within(1e-6f));
    for (int token = 0; token < 8; token++) {
      int from = row + token * 32;
      assertThat(Arrays.copyOfRange(with, from, from + 32))
          .isNotEqualTo(Arrays.copyOfRange(without, from, from + 32));
    }
  }

  @Test
  void whereKnowledgeBeginsAndEndsIsFelt() {
    float[] without = states(ROWS);
    for (String name : List.of("injection.begin.weight", "injection.end.weight")) {
      float[] map = new float[32 * 32];
      for (int i = 0; i < map.length; i++) {
        map[i] = (float) Math.sin(i);
      }
      parameters.set(name, new long[] {32, 32}, map);
      assertThat(states(ROWS, mention(0, 1, 3, 2))).as(name).isNotEqualTo(without);
      parameters.set(name, new long[] {32, 32}, new float[32 * 32]);
    }
  }

  @Test
  void neighboursAndPaddingDoNotChangeAText() {
    learn();
    float[] alone = states(ROWS.subList(0, 1), mention(0, 1, 3, 2, 5));
    float[] together = states(ROWS, mention(0, 1, 3, 2, 5), mention(1, 1, 2, 0, 1, 2, 3, 4));
    assertThat(Arrays.copyOf(together, alone.length)).containsExactly(alone, within(1e-5f));
  }

  @Test
  void aMentionWithoutCandidatesIsNil() {
    learn();
    assertThat(states(ROWS, mention(0, 1, 3))).doesNotContain(Float.NaN);
  }

  @Test
  void capitalsChangeNothingUntilTheyAreLearned() {
    TokenRow shouted = new TokenRow(new int[] {1, 7, 9, 12, 2}, new byte[] {4, 2, 2, 1, 4});
    float[] plain = states(ROWS.subList(0, 1));
    assertThat(states(List.of(shouted))).containsExactly(plain, within(1e-6f));
    float[] learned = new float[5 * 32];
    Arrays.fill(learned, 2 * 32, 2 * 32 + 16, 0.5f);
    parameters.set("embeddings.capitals_embeddings.weight", new long[] {5, 32}, learned);
    assertThat(states(List.of(shouted))).isNotEqualTo(plain);
    assertThat(states(ROWS.subList(0, 1))).containsExactly(plain, within(1e-6f));
  }
}
