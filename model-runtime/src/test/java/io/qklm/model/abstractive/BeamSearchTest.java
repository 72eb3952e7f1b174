package io.qklm.model.abstractive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeamSearchTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static GenerationSettings settings(String generation) throws IOException {
    return GenerationSettings.of(
        JSON.readTree("{\"decoder_start_token_id\": 0, \"eos_token_id\": 1}"),
        JSON.readTree(generation));
  }

  /** After the start 2 (0.6) or 3 (0.4); after 2 a wide choice, after 3 the end. */
  private static float[][] next(List<long[]> drafts, int[] parents) {
    float[][] logits = new float[drafts.size()][];
    for (int i = 0; i < logits.length; i++) {
      long last = drafts.get(i)[drafts.get(i).length - 1];
      logits[i] =
          last == 0
              ? logs(0.001, 0.001, 0.598, 0.4)
              : last == 3 ? logs(0.01, 0.97, 0.01, 0.01) : logs(0.1, 0.3, 0.3, 0.3);
    }
    return logits;
  }

  private static float[] logs(double... shares) {
    float[] logs = new float[shares.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = (float) Math.log(shares[i]);
    }
    return logs;
  }

  @Test
  void twoBeamsFindWhatOnePassesBy() throws IOException {
    String lengths = "\"max_length\": 4, \"length_penalty\": 0";
    assertThat(new BeamSearch(settings("{" + lengths + "}"), BeamSearchTest::next).best())
        .startsWith(0, 2);
    assertThat(
            new BeamSearch(settings("{\"num_beams\": 2," + lengths + "}"), BeamSearchTest::next)
                .best())
        .containsExactly(0, 3, 1);
  }

  @Test
  void theEndIsNotTooEarlyAndTheLongestIsKept() throws IOException {
    long[] best =
        new BeamSearch(
                settings("{\"min_length\": 5, \"max_length\": 6, \"forced_eos_token_id\": 1}"),
                BeamSearchTest::next)
            .best();
    assertThat(best).hasSize(6).endsWith(1);
    assertThat(java.util.Arrays.copyOf(best, 5)).doesNotContain(1);
  }

  @Test
  void nothingIsSaidTwice() throws IOException {
    long[] best =
        new BeamSearch(
                settings("{\"min_length\": 8, \"max_length\": 9, \"no_repeat_ngram_size\": 1}"),
                BeamSearchTest::next)
            .best();
    assertThat(best).doesNotHaveDuplicates();
  }

  @Test
  void laterFilesSayMoreThanEarlierOnes() throws IOException {
    GenerationSettings t5 =
        GenerationSettings.of(
            JSON.readTree(
                "{\"model_type\": \"t5\", \"decoder_start_token_id\": 0, \"eos_token_id\": 1,"
                    + " \"n_positions\": 512,\"num_beams\": 1, \"task_specific_params\":"
                    + " {\"summarization\": {\"num_beams\": 4,\"max_length\": 200, \"prefix\":"
                    + " \"summarize: \"}}}"),
            JSON.readTree("{\"max_length\": 100, \"eos_token_id\": [1, 5], \"num_beams\": null}"));
    assertThat(t5.beams()).isEqualTo(4);
    assertThat(t5.maxLength()).isEqualTo(100);
    assertThat(t5.ends()).containsExactlyInAnyOrder(1L, 5L);
    assertThat(t5.prefix()).isEqualTo("summarize: ");
    assertThat(t5.maxSource()).isEqualTo(512);
  }

  @Test
  void whatIsAskedForIsBounded() throws IOException {
    GenerationSettings greedy =
        settings("{\"num_beams\": 1000, \"max_new_tokens\": 1000000, \"min_length\": -3}");
    assertThat(greedy.beams()).isEqualTo(GenerationSettings.MOST_BEAMS);
    assertThat(greedy.maxLength()).isEqualTo(GenerationSettings.MOST_TOKENS);
    assertThat(greedy.minLength()).isZero();
  }
}
