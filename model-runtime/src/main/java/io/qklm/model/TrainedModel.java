package io.qklm.model;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.annotate.MentionLabel;
import io.qklm.model.annotate.TextReader;
import io.qklm.model.annotate.TextReader.Reading;
import io.qklm.model.annotate.WindowReader;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.linking.CandidateReader;
import io.qklm.model.linking.WeighedMention;
import io.qklm.model.onnx.ModelException;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.model.onnx.WordTable;
import io.qklm.model.stage.StageTimes;
import io.qklm.model.window.WindowLayout;
import io.qklm.text.Span;
import java.io.IOException;
import java.util.List;

/** A network trained here. Owns its tokenizer and its session. */
final class TrainedModel implements OpenedModel {

  static final String NETWORK = "network";
  static final String TOKENIZER = "tokenizer";
  static final String WORDS = "words";

  private final BundleManifest manifest;
  private final BundleManifest.Network network;
  private final QklmOptions options;
  private final TextTokenizer tokenizer;
  private final WordTable words;
  private final NetworkGraph graph;
  private final EntitySpace entities;

  private TrainedModel(
      BundleManifest manifest,
      BundleManifest.Network network,
      QklmOptions options,
      TextTokenizer tokenizer,
      WordTable words,
      NetworkGraph graph,
      EntitySpace entities) {
    this.manifest = manifest;
    this.network = network;
    this.options = options;
    this.tokenizer = tokenizer;
    this.words = words;
    this.graph = graph;
    this.entities = entities;
  }

  static TrainedModel open(ModelBundle bundle, BundleManifest.Network network, QklmOptions options)
      throws IOException {
    BundleManifest manifest = bundle.manifest();
    if (network.features() != CandidateReader.FEATURES) {
      throw new BundleException(
          "the model "
              + bundle.name()
              + " reads "
              + network.features()
              + " features of a candidate; this QKLM Streams gives "
              + CandidateReader.FEATURES
              + ". Use the bundle with the version it was released for.");
    }
    TextTokenizer tokenizer = new TextTokenizer(bundle.bytes(TOKENIZER));
    try {
      WordTable words = new WordTable(bundle.bytes(WORDS), network.words(), manifest.hidden());
      NetworkGraph.Sizes sizes =
          new NetworkGraph.Sizes(
              manifest.hidden(),
              network.dimension(),
              network.features(),
              MentionLabel.values().length);
      NetworkGraph graph = new NetworkGraph(bundle.bytes(NETWORK), sizes, options.threads());
      return new TrainedModel(
          manifest, network, options, tokenizer, words, graph, new EntitySpace(bundle));
    } catch (ModelException e) {
      tokenizer.close();
      throw new BundleException(
          "the model bundle " + bundle.name() + " cannot be used: " + e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      tokenizer.close();
      throw e;
    }
  }

  @Override
  public Texts over(KnowledgeSnapshot snapshot) {
    int candidates = Math.min(options.candidates(), network.candidates());
    return new Trained(
        new TextReader(
            new WindowLayout(tokenizer, manifest.windowTokens()),
            new WindowReader(graph, words, network.features()),
            new CandidateReader(snapshot, candidates),
            new TextReader.Options(
                manifest.hidden(), network.calibration(), options.nilThreshold())),
        entities);
  }

  private record Trained(TextReader reader, EntitySpace entities) implements Texts {

    @Override
    public Reading read(String text, List<Span> sentences, StageTimes times) {
      return reader.read(text, sentences, times);
    }

    @Override
    public List<WeighedMention> weigh(String text, List<Span> sentences) {
      return reader.weigh(text, sentences);
    }

    @Override
    public float[] vector(String text, int maxTokens) {
      return reader.vector(text, maxTokens);
    }

    @Override
    public float[] embed(String text) {
      return entities.embed(text);
    }
  }

  /** The session first: it may hold results that were tokenized here. */
  @Override
  public void close() {
    try (tokenizer;
        graph) {
      entities.close();
    }
  }
}
