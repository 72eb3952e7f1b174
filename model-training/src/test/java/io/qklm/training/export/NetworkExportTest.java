package io.qklm.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qklm.model.onnx.ModelException;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.model.onnx.WindowReading;
import io.qklm.model.onnx.WindowTensors;
import io.qklm.training.base.BaseModels;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import io.qklm.training.export.NetworkExport.Numbers;
import io.qklm.training.model.Encoded;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.model.Mention;
import io.qklm.training.model.MentionBatch;
import io.qklm.training.model.TokenBatch;
import io.qklm.training.model.TokenRow;
import io.qklm.training.onnx.Weight;
import io.qklm.training.task.annotate.LinkHead;
import io.qklm.training.task.annotate.TokenClassifier;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkExportTest {

  private static final NetworkShape SMALL = shape(new EncoderShape(60, 24, 64, 3, 4, 128, 2), 66);
  private static final float EXACT = 1e-4f;

  private final SplittableRandom random = new SplittableRandom(7);
  private Torch torch;

  @BeforeEach
  void start() {
    torch = Torch.open(2);
  }

  @AfterEach
  void stop() {
    torch.close();
  }

  private static NetworkShape shape(EncoderShape encoder, int dimension) {
    return new NetworkShape(
        encoder, new KnowledgeNetwork.Knowledge(dimension, 13, true), encoder.positions());
  }

  /** A network whose every parameter is random, so that no part is silent. */
  private final class Network implements AutoCloseable {

    final NetworkShape shape;
    final Parameters parameters = new Parameters(torch, 1);
    final KnowledgeNetwork network;
    final TokenClassifier words;
    final LinkHead links;

    Network(NetworkShape shape) {
      this.shape = shape;
      this.network = new KnowledgeNetwork(parameters, shape.encoder(), shape.knowledge());
      this.words = new TokenClassifier(parameters, shape.encoder().hidden());
      this.links = new LinkHead(parameters, shape.encoder().hidden(), shape.knowledge());
      for (String name : parameters.names()) {
        float[] values = parameters.values(name);
        for (int i = 0; i < values.length; i++) {
          float noise = (float) random.nextGaussian();
          values[i] = name.endsWith("LayerNorm.weight") ? 1 + 0.1f * noise : 0.08f * noise;
        }
        parameters.set(name, parameters.get(name).getShape().getShape(), values);
      }
    }

    WeightSource weights() {
      return name ->
          new Weight(name, parameters.get(name).getShape().getShape(), parameters.values(name));
    }

    NetworkGraph graph(Numbers numbers) throws IOException {
      return new NetworkGraph(
          NetworkExport.export(weights(), shape, numbers), NetworkExport.sizes(shape), 1);
    }

    WindowReading reading(TokenRow row, List<Mention> mentions) {
      MentionBatch batch =
          MentionBatch.of(mentions, shape.knowledge().dimension(), shape.knowledge().features());
      try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
        Encoded encoded = network.encode(step, TokenBatch.of(List.of(row)), batch);
        return new WindowReading(
            words.logits(step, encoded.states()).toFloatArray(),
            mentions.isEmpty() ? new float[0] : links.logits(step, encoded, batch).toFloatArray(),
            encoded.states().toFloatArray());
      }
    }

    WindowTensors tensors(TokenRow row, List<Mention> mentions) {
      int hidden = shape.encoder().hidden();
      int dimension = shape.knowledge().dimension();
      float[] table = parameters.values("embeddings.word_embeddings.weight");
      float[] read = new float[row.size() * hidden];
      for (int token = 0; token < row.size(); token++) {
        System.arraycopy(table, row.ids()[token] * hidden, read, token * hidden, hidden);
      }
      MentionBatch batch = MentionBatch.of(mentions, dimension, shape.knowledge().features());
      long[] places = new long[batch.mentions() * batch.candidates()];
      for (int i = 0; i < places.length; i++) {
        places[i] = batch.valid()[i] == 0 ? -1 : i;
      }
      return new WindowTensors(
          row.size(),
          read,
          IntStream.range(0, row.size()).mapToLong(i -> row.capitals()[i]).toArray(),
          IntStream.of(batch.starts()).asLongStream().toArray(),
          IntStream.of(batch.ends()).asLongStream().toArray(),
          places.length,
          batch.vectors(),
          batch.candidates(),
          places,
          batch.features());
    }

    @Override
    public void close() {
      parameters.close();
    }
  }

  private TokenRow row(int size, int vocabulary) {
    int[] ids = IntStream.range(0, size).map(i -> random.nextInt(vocabulary)).toArray();
    byte[] capitals = new byte[size];
    for (int i = 0; i < size; i++) {
      capitals[i] = (byte) random.nextInt(5);
    }
    return new TokenRow(ids, capitals);
  }

  private Mention mention(NetworkShape shape, int start, int end, int candidates) {
    float[][] vectors = new float[candidates][shape.knowledge().dimension()];
    float[][] features = new float[candidates][shape.knowledge().features()];
    for (int i = 0; i < candidates; i++) {
      fill(vectors[i], (float) (1 / Math.sqrt(vectors[i].length)));
      fill(features[i], 1);
    }
    return new Mention(0, start, end, vectors, features);
  }

  private void fill(float[] values, float scale) {
    for (int i = 0; i < values.length; i++) {
      values[i] = scale * (float) random.nextGaussian();
    }
  }

  private void agree(Network network, TokenRow row, List<Mention> mentions) throws IOException {
    WindowReading expected = network.reading(row, mentions);
    try (NetworkGraph graph = network.graph(Numbers.FLOAT32)) {
      WindowReading found = graph.run(network.tensors(row, mentions));
      assertThat(found.labels()).containsExactly(expected.labels(), within(EXACT));
      assertThat(found.states()).containsExactly(expected.states(), within(EXACT));
      assertThat(found.links()).hasSameSizeAs(expected.links());
      for (int i = 0; i < expected.links().length; i++) {
        // Padding is about -1e9 in both.
        float tolerance = expected.links()[i] < -1e8 ? 1e3f : EXACT;
        assertThat(found.links()[i]).isEqualTo(expected.links()[i], within(tolerance));
      }
    }
  }

  @Test
  void theGraphComputesWhatTheNetworkComputes() throws IOException {
    try (Network network = new Network(SMALL)) {
      agree(
          network,
          row(20, 60),
          List.of(
              mention(SMALL, 1, 4, 5),
              mention(SMALL, 2, 4, 1),
              mention(SMALL, 3, 9, 0),
              mention(SMALL, 15, 19, 16)));
    }
  }

  @Test
  void aWindowWithoutMentionsIsValid() throws IOException {
    try (Network network = new Network(SMALL)) {
      agree(network, row(7, 60), List.of());
      agree(network, row(2, 60), List.of());
    }
  }

  @Test
  void withoutInjectionOnlyTheLinkHeadReadsCandidates() throws IOException {
    NetworkShape silent =
        new NetworkShape(
            SMALL.encoder(), new KnowledgeNetwork.Knowledge(66, 13, false), SMALL.windowTokens());
    try (Network network = new Network(silent)) {
      agree(network, row(12, 60), List.of(mention(silent, 3, 5, 4)));
    }
  }

  @Test
  void theRealShapeAgreesToo() throws IOException {
    NetworkShape real = shape(BaseModels.DEFAULT.shape(), 384);
    try (Network network = new Network(real)) {
      agree(
          network,
          row(150, 30522),
          List.of(mention(real, 4, 6, 16), mention(real, 5, 6, 3), mention(real, 80, 90, 16)));
    }
  }

  @Test
  void int8StaysCloseAndGivesTheSameBytesEveryTime() throws IOException {
    try (Network network = new Network(SMALL)) {
      TokenRow row = row(20, 60);
      List<Mention> mentions = List.of(mention(SMALL, 1, 4, 5), mention(SMALL, 6, 8, 2));
      WindowReading expected = network.reading(row, mentions);
      try (NetworkGraph graph = network.graph(Numbers.INT8)) {
        WindowTensors window = network.tensors(row, mentions);
        WindowReading found = graph.run(window);
        assertThat(cosine(found.states(), expected.states())).isGreaterThan(0.99);
        assertThat(cosine(found.labels(), expected.labels())).isGreaterThan(0.99);
        graph.run(network.tensors(row(11, 60), List.of()));
        WindowReading again = graph.run(window);
        assertThat(again.states()).isEqualTo(found.states());
        assertThat(again.links()).isEqualTo(found.links());
      }
    }
  }

  @Test
  void int8MadeForUnevenInputsLosesLess() throws IOException {
    NetworkShape real = shape(BaseModels.DEFAULT.shape(), 384);
    try (Network network = new Network(real)) {
      // What trained encoders have: some components far larger than the others.
      set(network, "embeddings.LayerNorm.weight", 11, 40);
      set(network, "encoder.layer.1.output.LayerNorm.weight", 200, 40);
      set(network, "encoder.layer.0.intermediate.dense.bias", 700, 200);
      set(network, "encoder.layer.4.intermediate.dense.bias", 1300, 200);
      TokenRow row = row(60, 30522);
      List<Mention> mentions = List.of(mention(real, 4, 6, 16), mention(real, 5, 6, 3));
      WindowReading exact = network.reading(row, mentions);
      WindowTensors window = network.tensors(row, mentions);
      ActivationRanges ranges =
          ActivationRanges.of(
              network.weights(), real, List.of(window, network.tensors(row(9, 30522), List.of())));
      byte[] plain = NetworkExport.export(network.weights(), real, Numbers.INT8);
      byte[] even = NetworkExport.int8(network.weights(), real, ranges);
      double error = error(plain, real, window, exact);
      assertThat(error(even, real, window, exact)).isLessThan(0.6 * error);
    }
  }

  private static void set(Network network, String name, int place, float value) {
    float[] values = network.parameters.values(name);
    values[place] = value;
    network.parameters.set(name, network.parameters.get(name).getShape().getShape(), values);
  }

  /** Mean difference of the labels' logits. */
  private static double error(
      byte[] file, NetworkShape shape, WindowTensors window, WindowReading exact) {
    try (NetworkGraph graph = new NetworkGraph(file, NetworkExport.sizes(shape), 1)) {
      float[] found = graph.run(window).labels();
      double sum = 0;
      for (int i = 0; i < found.length; i++) {
        sum += Math.abs(found[i] - exact.labels()[i]);
      }
      return sum / found.length;
    }
  }

  @Test
  void numbersThatAreNotFiniteAreAnError() throws IOException {
    try (Network network = new Network(SMALL);
        NetworkGraph graph = network.graph(Numbers.FLOAT32)) {
      WindowTensors window = network.tensors(row(5, 60), List.of());
      window.words()[3] = Float.NaN;
      assertThatThrownBy(() -> graph.run(window))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("not finite");
    }
  }

  @Test
  void aGraphOfOtherSizesIsRefusedByName() throws IOException {
    try (Network network = new Network(SMALL)) {
      byte[] file = NetworkExport.export(network.weights(), SMALL, Numbers.FLOAT32);
      NetworkGraph.Sizes other = new NetworkGraph.Sizes(64, 66, 12, 9);
      assertThatThrownBy(() -> new NetworkGraph(file, other, 1))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("takes the inputs")
          .hasMessageContaining("features=FLOAT[any, any, 13]")
          .hasMessageContaining("features=FLOAT[any, any, 12]");
      assertThatThrownBy(() -> new NetworkGraph(new byte[] {1, 2, 3}, other, 1))
          .hasMessageContaining("the network graph cannot be loaded");
    }
  }

  @Test
  void aWeightOfAnotherShapeIsNamed() throws IOException {
    try (Network network = new Network(SMALL)) {
      WeightSource odd =
          name ->
              name.equals("heads.tokens.bias")
                  ? new Weight(name, new long[] {8}, new float[8])
                  : network.weights().read(name);
      assertThatThrownBy(() -> NetworkExport.export(odd, SMALL, Numbers.FLOAT32))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("heads.tokens.bias has the shape [8]; the network's is [9]");
    }
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      left += a[i] * a[i];
      right += b[i] * b[i];
    }
    return dot / Math.sqrt(left * right);
  }
}
