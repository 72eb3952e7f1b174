package io.qklm.training.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.model.annotate.WindowReader;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.linking.CandidateFeature;
import io.qklm.model.linking.LoadedEntities;
import io.qklm.model.onnx.ByteProducts;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.model.onnx.WindowTensors;
import io.qklm.model.window.WindowLayout;
import io.qklm.training.base.BaseModels;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.release.TrainedBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairSumsTest {

  private static final List<String> TEXTS =
      List.of(
          "The ferry to Stavanger was late again on Tuesday, said Kari Nordmann of Fjord Line.",
          "TOKYO 1996-08-22 Results of the second round: Sato (Japan) beat Keller (Switzerland) 6-4",
          "shares fell 3.2% after the bank, based in Frankfurt, cut its forecast for 2025; see p. 14",
          "I can't believe @maria is going to the U.S. with us!!! #holiday");

  private static final NetworkShape SHAPE =
      new NetworkShape(
          BaseModels.DEFAULT.shape(),
          new KnowledgeNetwork.Knowledge(384, CandidateFeature.count(), true),
          192);

  private static List<WindowTensors> windows(byte[] file) throws IOException {
    LoadedEntities none = new LoadedEntities(Map.of(), new float[0][], List.of());
    try (TextTokenizer tokenizer = BaseModels.DEFAULT.tokenizer();
        NetworkGraph graph = new NetworkGraph(file, NetworkExport.sizes(SHAPE), 1)) {
      WindowLayout layout = new WindowLayout(tokenizer, 64);
      WindowReader reader =
          new WindowReader(
              graph,
              BaseModels.DEFAULT.published().orElseThrow().words().table(),
              CandidateFeature.count());
      return TEXTS.stream().map(text -> reader.tensors(layout.head(text, 64), none)).toList();
    }
  }

  /**
   * The released bundles have weights of the whole range, so sessions must not add pairs in 16 bits
   * where that is all that the processor has. A bundle with a reduced range would pass as it is.
   */
  @ParameterizedTest
  @ValueSource(strings = {"qklm-open", "qklm-joint"})
  void whereAReleasedBundleWouldOverflowSessionsAskForExactProducts(String bundle)
      throws IOException {
    byte[] file = Files.readAllBytes(Path.of("..", "models", bundle, "network.onnx"));
    PairSums sums = new PairSums(file);
    sums.watch(file, NetworkExport.sizes(SHAPE), windows(file));
    Map<String, Integer> worst = sums.worst();
    assertThat(worst).hasSizeGreaterThanOrEqualTo(24);
    int most = Collections.max(worst.values());
    Set<String> avx2 = Set.of("avx", "avx2", "fma");
    if (most > PairSums.LARGEST) {
      assertThat(ByteProducts.options("amd64", Optional.of(avx2)))
          .as(
              "%s: the worst sum of two products is %d, over %d, in %d of %d products",
              bundle,
              most,
              PairSums.LARGEST,
              worst.values().stream().filter(sum -> sum > PairSums.LARGEST).count(),
              worst.size())
          .containsEntry(ByteProducts.EXACT, "1");
    }
    assertThat(most).as("weights of the whole range").isGreaterThan(PairSums.LARGEST);
  }

  @Test
  void weightsOfAReducedRangeCannotOverflow() throws IOException {
    EncoderShape small = new EncoderShape(100, 64, 384, 1, 12, 128, 0);
    NetworkShape shape = new NetworkShape(small, new KnowledgeNetwork.Knowledge(384, 1, true), 48);
    byte[] reduced =
        NetworkExport.export(
            TrainedBundles.weights(shape, Map.of()),
            shape,
            new Int8Products(63, ActivationRanges.NONE));
    byte[] whole =
        NetworkExport.export(
            TrainedBundles.weights(shape, Map.of()),
            shape,
            new Int8Products(127, ActivationRanges.NONE));
    assertThat(new PairSums(reduced).worst().values())
        .isNotEmpty()
        .allSatisfy(sum -> assertThat(sum).isLessThanOrEqualTo(PairSums.LARGEST));
    assertThat(Collections.max(new PairSums(whole).worst().values()))
        .isGreaterThan(PairSums.LARGEST);
  }
}
