package io.qklm.model;

import io.qklm.document.SegmentedText;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.annotate.Calibration;
import io.qklm.model.annotate.MentionLabel;
import io.qklm.model.annotate.NameNetwork;
import io.qklm.model.annotate.TextReader;
import io.qklm.model.annotate.TextReader.Reading;
import io.qklm.model.annotate.TitledText;
import io.qklm.model.annotate.WindowReader;
import io.qklm.model.answer.QuestionAnswerer;
import io.qklm.model.answer.lexicon.QuestionLexicon;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.linking.CandidateFeature;
import io.qklm.model.linking.CandidateReader;
import io.qklm.model.linking.MentionShape;
import io.qklm.model.linking.WeighedMention;
import io.qklm.model.onnx.AnswerGraph;
import io.qklm.model.onnx.ModelException;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.model.onnx.SalienceGraph;
import io.qklm.model.onnx.WordTable;
import io.qklm.model.resolve.OpenDocument;
import io.qklm.model.stage.StageTimes;
import io.qklm.model.summary.SalienceReader;
import io.qklm.model.summary.SentenceFeature;
import io.qklm.model.window.WindowLayout;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A network trained here. Owns its tokenizer and its sessions. */
final class TrainedModel implements OpenedModel {

  static final String NETWORK = "network";
  static final String TOKENIZER = "tokenizer";
  static final String WORDS = "words";
  static final String SALIENCE = "salience";
  static final String ANSWER = "answer";

  /** Answers to a question, at most. */
  private static final int ANSWERS = 5;

  private final BundleManifest manifest;
  private final BundleManifest.Network network;
  private final QklmOptions options;
  private final TextTokenizer tokenizer;
  private final WordTable words;
  private final Graphs graphs;
  private final EntitySpace entities;
  private final QuestionLexicon lexicon = QuestionLexicon.english();
  private final Optional<NameNetwork> namer;
  private final Map<String, float[]> relationVectors = new ConcurrentHashMap<>();

  private TrainedModel(
      BundleManifest manifest,
      BundleManifest.Network network,
      QklmOptions options,
      TextTokenizer tokenizer,
      WordTable words,
      Graphs graphs,
      EntitySpace entities,
      Optional<NameNetwork> namer) {
    this.manifest = manifest;
    this.network = network;
    this.options = options;
    this.tokenizer = tokenizer;
    this.words = words;
    this.graphs = graphs;
    this.entities = entities;
    this.namer = namer;
  }

  /** Opens {@code bundle}, or its companion with the names of the bundle's own network. */
  static TrainedModel open(ModelBundle bundle, BundleManifest.Network network, QklmOptions options)
      throws IOException {
    if (bundle.companion().isEmpty()) {
      return open(bundle, network, options, Optional.empty());
    }
    NameNetwork namer = LargeNames.open(bundle, options.threads());
    try {
      return open(bundle.companion().get(), network, options, Optional.of(namer));
    } catch (IOException | RuntimeException | Error e) {
      namer.close();
      throw e;
    }
  }

  private static TrainedModel open(
      ModelBundle bundle,
      BundleManifest.Network network,
      QklmOptions options,
      Optional<NameNetwork> namer)
      throws IOException {
    BundleManifest manifest = bundle.manifest();
    if (network.features() != CandidateFeature.count()) {
      throw new BundleException(
          "the model "
              + bundle.name()
              + " reads "
              + network.features()
              + " features of a candidate; this QKLM Streams gives "
              + CandidateFeature.count()
              + ". Use the bundle with the version it was released for.");
    }
    TextTokenizer tokenizer = new TextTokenizer(bundle.bytes(TOKENIZER));
    try {
      WordTable words = new WordTable(bundle.bytes(WORDS), network.words(), manifest.hidden());
      Graphs graphs = Graphs.open(bundle, network, options.threads());
      return new TrainedModel(
          manifest, network, options, tokenizer, words, graphs, new EntitySpace(bundle), namer);
    } catch (ModelException e) {
      tokenizer.close();
      throw new BundleException(
          "the model bundle " + bundle.name() + " cannot be used: " + e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      tokenizer.close();
      throw e;
    }
  }

  /** The sessions of a bundle. */
  private record Graphs(
      NetworkGraph network, Optional<SalienceGraph> salience, Optional<AnswerGraph> answer)
      implements AutoCloseable {

    /** Opens those that the bundle has. */
    static Graphs open(ModelBundle bundle, BundleManifest.Network network, int threads)
        throws IOException {
      int hidden = bundle.manifest().hidden();
      NetworkGraph.Sizes sizes =
          new NetworkGraph.Sizes(
              hidden, network.dimension(), network.features(), MentionLabel.values().length);
      NetworkGraph graph = new NetworkGraph(bundle.bytes(NETWORK), sizes, threads);
      Optional<SalienceGraph> salience = Optional.empty();
      try {
        if (network.salience() != null) {
          salience =
              Optional.of(
                  new SalienceGraph(
                      bundle.bytes(SALIENCE), hidden, SentenceFeature.count(), threads));
        }
        Optional<AnswerGraph> answer =
            network.answer() == null
                ? Optional.empty()
                : Optional.of(
                    new AnswerGraph(bundle.bytes(ANSWER), hidden, network.dimension(), threads));
        return new Graphs(graph, salience, answer);
      } catch (IOException | RuntimeException | Error e) {
        salience.ifPresent(SalienceGraph::close);
        graph.close();
        throw e;
      }
    }

    @Override
    public void close() {
      answer.ifPresent(AnswerGraph::close);
      salience.ifPresent(SalienceGraph::close);
      network.close();
    }
  }

  /** As the model was released, or with one threshold for all links where the user names it. */
  private Calibration calibration() {
    Calibration fitted = network.calibration();
    return options.nilThreshold() == QklmOptions.FITTED
        ? fitted
        : fitted.withThreshold(Math.max(Double.MIN_VALUE, options.nilThreshold()));
  }

  @Override
  public Texts over(KnowledgeSnapshot snapshot) {
    int candidates = Math.min(options.candidates(), network.candidates());
    WindowReader reader = new WindowReader(graphs.network(), words, network.features());
    BundleManifest.Salience salient = network.salience();
    return new Trained(
        new TextReader(
            new WindowLayout(tokenizer, manifest.windowTokens()),
            reader,
            new CandidateReader(snapshot, candidates),
            salient == null
                ? Optional.empty()
                : graphs.salience().map(g -> new SalienceReader(g, salient.maxCharacters())),
            new TextReader.Options(manifest.hidden(), calibration(), manifest.resolved()),
            namer),
        entities,
        answerer(snapshot, reader, candidates));
  }

  private Optional<QuestionAnswerer> answerer(
      KnowledgeSnapshot snapshot, WindowReader reader, int candidates) {
    BundleManifest.Answer answer = network.answer();
    return answer == null
        ? Optional.empty()
        : graphs
            .answer()
            .map(
                graph ->
                    new QuestionAnswerer(
                        snapshot,
                        lexicon,
                        new QuestionAnswerer.Network(
                            new WindowLayout(tokenizer, answer.questionTokens()),
                            reader,
                            new CandidateReader(snapshot, MentionShape.WORDS, candidates),
                            graph,
                            text -> relationVectors.computeIfAbsent(text, entities::embed)),
                        new QuestionAnswerer.Options(
                            network.dimension(), ANSWERS, options.minScore())));
  }

  private record Trained(
      TextReader reader, EntitySpace entities, Optional<QuestionAnswerer> answerer)
      implements Texts {

    @Override
    public Reading read(TitledText text, StageTimes times) {
      return reader.read(text, times);
    }

    @Override
    public List<WeighedMention> weigh(TitledText text) {
      return reader.weigh(text);
    }

    @Override
    public Optional<OpenDocument> open(TitledText text) {
      return reader.open(text);
    }

    @Override
    public List<ModelRun> runs(SegmentedText text) {
      return reader.tensors(text).stream()
          .map(window -> new ModelRun(window.tokens(), () -> reader.run(window)))
          .toList();
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

  /** The sessions first: they may hold results that were tokenized here. */
  @Override
  public void close() {
    try (tokenizer;
        graphs) {
      entities.close();
      namer.ifPresent(NameNetwork::close);
    }
  }
}
