package io.qklm.training.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.ndarray.NDArray;
import io.qklm.training.base.BaseModels;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EncoderParityTest {

  private static final List<String> SENTENCES =
      List.of(
          "Angela Merkel met the Prime Minister of Norway in Berlin on Tuesday.",
          "Shares of Tesla fell 3.4% after the company said deliveries would slow.",
          "Paris",
          "The Rhine rises in Switzerland, runs through Basel, Mainz and Cologne, and reaches the"
              + " North Sea near Rotterdam; barges carry coal, ore and containers along it.");

  @Test
  void theStatesAreThoseOfOnnxRuntime() throws Exception {
    List<TokenRow> rows;
    try (InputStream json =
            EncoderParityTest.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json");
        HuggingFaceTokenizer tokenizer =
            HuggingFaceTokenizer.newInstance(
                json, Map.of("truncation", "false", "padding", "false"))) {
      rows =
          SENTENCES.stream()
              .map(sentence -> tokenizer.encode(sentence).getIds())
              .map(
                  ids ->
                      new TokenRow(
                          IntStream.range(0, ids.length).map(i -> (int) ids[i]).toArray(),
                          new byte[ids.length]))
              .toList();
    }
    float largest = 0;
    try (Torch torch = Torch.open(2);
        Parameters parameters = new Parameters(torch, 1);
        InputStream graph = EncoderParityTest.class.getResourceAsStream("/all-minilm-l6-v2.onnx");
        io.qklm.model.onnx.Encoder reference =
            new io.qklm.model.onnx.Encoder(graph.readAllBytes(), 384, 2)) {
      Encoder encoder = new Encoder(parameters, BaseModels.DEFAULT.shape());
      BaseModels.load(BaseModels.DEFAULT, parameters);
      TokenBatch batch = TokenBatch.of(rows);
      try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
        NDArray states = encoder.upper(step, batch, encoder.lower(step, batch));
        float[] found = states.toFloatArray();
        for (int row = 0; row < rows.size(); row++) {
          long[] ids = IntStream.of(rows.get(row).ids()).asLongStream().toArray();
          float[] expected = reference.encode(ids);
          for (int i = 0; i < expected.length; i++) {
            float difference = Math.abs(expected[i] - found[row * batch.columns() * 384 + i]);
            largest = Math.max(largest, difference);
          }
        }
      }
    }

    assertThat(largest).isLessThan(1e-4f);
  }
}
