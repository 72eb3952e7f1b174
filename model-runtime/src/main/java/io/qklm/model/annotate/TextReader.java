package io.qklm.model.annotate;

import io.qklm.document.SegmentedText;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.encoding.EncodedDocument;
import io.qklm.model.encoding.SentencePooler;
import io.qklm.model.linking.CandidateReader;
import io.qklm.model.linking.Link;
import io.qklm.model.linking.LoadedEntities;
import io.qklm.model.linking.TextCandidates;
import io.qklm.model.linking.WeighedMention;
import io.qklm.model.onnx.WindowReading;
import io.qklm.model.onnx.WindowTensors;
import io.qklm.model.resolve.OpenDocument;
import io.qklm.model.resolve.ResolutionWeights;
import io.qklm.model.resolve.Resolver;
import io.qklm.model.stage.Stage;
import io.qklm.model.stage.StageTimes;
import io.qklm.model.summary.SalienceReader;
import io.qklm.model.summary.SalientSentence;
import io.qklm.model.window.Window;
import io.qklm.model.window.WindowLayout;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Reads whole texts with the trained network over one epoch. Safe for any number of threads. */
public final class TextReader {

  private final WindowLayout layout;
  private final WindowReader reader;
  private final CandidateReader candidates;
  private final Optional<SalienceReader> salience;
  private final Options options;
  private final Optional<NameNetwork> namer;
  private final Optional<Resolver> resolver;

  /**
   * How texts are read.
   *
   * @param hidden components of a state
   * @param calibration of links, with the threshold in force
   * @param resolution how the mentions of a document decide together; empty where each is decided
   *     alone
   */
  public record Options(
      int hidden, Calibration calibration, Optional<ResolutionWeights> resolution) {}

  /**
   * A reader that borrows everything.
   *
   * @param salience of sentences; empty where the bundle has no such head
   */
  public TextReader(
      WindowLayout layout,
      WindowReader reader,
      CandidateReader candidates,
      Optional<SalienceReader> salience,
      Options options) {
    this(layout, reader, candidates, salience, options, Optional.empty());
  }

  /**
   * The same with names from elsewhere.
   *
   * @param namer says what the names of a text are, in place of the network; empty for the network
   */
  public TextReader(
      WindowLayout layout,
      WindowReader reader,
      CandidateReader candidates,
      Optional<SalienceReader> salience,
      Options options,
      Optional<NameNetwork> namer) {
    this.namer = namer;
    this.layout = layout;
    this.reader = reader;
    this.candidates = candidates;
    this.salience = salience;
    this.options = options;
    this.resolver = options.resolution().map(Resolver::new);
  }

  /**
   * What was read of a text.
   *
   * @param text with its blocks, each of a kind, and its sentences
   * @param encoded vectors of its sentences
   * @param links its names and links, in the order of their spans, never overlapping
   * @param salience of the sentences that a summary may take; none where the bundle has no such
   *     head
   */
  public record Reading(
      SegmentedText text,
      EncodedDocument encoded,
      List<Link> links,
      List<SalientSentence> salience) {

    public Reading {
      links = List.copyOf(links);
      salience = List.copyOf(salience);
    }
  }

  /**
   * Reads {@code text}.
   *
   * @param times its clock runs; told of each stage as it ends
   * @throws io.qklm.model.onnx.ModelException if the network fails on it
   */
  public Reading read(SegmentedText text, StageTimes times) {
    if (AliasLinks.foreign(text.text())) {
      return readForeign(text, times);
    }
    TextCandidates found = candidates.candidates(text);
    times.end(Stage.CANDIDATES);
    Part part = part(text, found);
    EncodedDocument encoded = part.pooler().document();
    times.end(Stage.ENCODE);
    List<ScoredLink> links;
    Supplier<List<WeighedMention>> weighed;
    IntFunction<StoredEntity> entities = found.entities()::entity;
    if (resolver.isPresent()) {
      OpenReading open = open(text, found, part);
      ResolvedLinks resolved = new ResolvedLinks(open, resolver.get().resolve(open.document()));
      links = resolved.links(false);
      weighed = resolved::weighed;
      entities = open::entity;
    } else {
      links = part.links(options.calibration());
      weighed = () -> part.weighed(found.entities(), options.calibration());
    }
    links = part.datelines().links(links, weighed, options.calibration().threshold());
    links.removeIf(link -> SaidNames.isTitle(link.span().in(text.text())));
    List<Link> merged = LinkMerger.merge(part.names(), links, entities, options.calibration());
    times.end(Stage.LINK);
    return new Reading(
        text,
        encoded,
        merged,
        salience.map(head -> head.read(text, part.pooler())).orElse(List.of()));
  }

  /**
   * What is to be decided of {@code text}, for fitting weights; empty of one whose script the
   * network does not have.
   *
   * @throws io.qklm.model.onnx.ModelException if the network fails on it
   */
  public Optional<OpenDocument> open(SegmentedText text) {
    if (AliasLinks.foreign(text.text())) {
      return Optional.empty();
    }
    TextCandidates found = candidates.candidates(text);
    return Optional.of(open(text, found, part(text, found)).document());
  }

  private OpenReading open(SegmentedText text, TextCandidates found, Part part) {
    OpenReading open = new OpenReading(candidates);
    open.add(false, text.text(), part.mentions(), part.names(), found.entities()::entity);
    return open;
  }

  /** Runs the network over a text. */
  private Part part(SegmentedText text, TextCandidates found) {
    WindowLayout.Laid laid = layout.lay(text, found.mentions());
    SentencePooler pooler =
        new SentencePooler(text.text(), text.spans(), laid.tokens(), options.hidden());
    List<ScoredName> names = new ArrayList<>(namer.map(it -> it.names(text)).orElse(List.of()));
    Map<Span, ScoredMention> mentions = new TreeMap<>();
    for (Window window : laid.windows()) {
      WindowReading reading = reader.run(window, found.entities());
      int first = window.firstToken();
      pooler.add(reading.states(), first, first + window.size() - 2);
      if (namer.isEmpty()) {
        names.addAll(WindowReader.names(window, reading));
      }
      // Windows overlap; the link is made by the one that is surest.
      WindowReader.scored(window, reading)
          .forEach(scored -> mentions.merge(scored.span(), scored, ScoredMention::surer));
    }
    DatelineLinks datelines = DatelineLinks.of(text, candidates::relates);
    return new Part(pooler, datelines, datelines.names(SaidNames.of(text, names)), mentions);
  }

  /**
   * What the network said of a text.
   *
   * @param mentions by their spans
   */
  private record Part(
      SentencePooler pooler,
      DatelineLinks datelines,
      List<ScoredName> names,
      Map<Span, ScoredMention> mentions) {

    /** Links of mentions that are decided alone. */
    List<ScoredLink> links(Calibration calibration) {
      List<ScoredLink> links = new ArrayList<>();
      mentions.values().forEach(one -> links.add(one.likeliest(calibration)));
      return links;
    }

    /** All that they may mean. */
    List<WeighedMention> weighed(LoadedEntities entities, Calibration calibration) {
      return mentions.values().stream().map(one -> one.weighed(entities, calibration)).toList();
    }
  }

  private Reading readForeign(SegmentedText text, StageTimes times) {
    TextCandidates found = ForeignText.candidates(candidates, text);
    times.end(Stage.CANDIDATES);
    EncodedDocument encoded = ForeignText.encode(text, options.hidden());
    times.end(Stage.ENCODE);
    List<Link> links =
        LinkMerger.merge(
            List.of(),
            AliasLinks.of(found.mentions()),
            found.entities()::entity,
            options.calibration());
    times.end(Stage.LINK);
    return new Reading(text, encoded, links, List.of());
  }

  /**
   * What each mention of {@code text} may mean, in the order of their spans, overlapping ones too.
   *
   * @throws io.qklm.model.onnx.ModelException if the network fails on it
   */
  public List<WeighedMention> weigh(SegmentedText text) {
    if (AliasLinks.foreign(text.text())) {
      TextCandidates known = ForeignText.candidates(candidates, text);
      return AliasLinks.weighed(known.mentions(), known.entities());
    }
    TextCandidates found = candidates.candidates(text);
    Part part = part(text, found);
    if (resolver.isEmpty()) {
      return part.weighed(found.entities(), options.calibration());
    }
    OpenReading open = open(text, found, part);
    return new ResolvedLinks(open, resolver.get().resolve(open.document())).weighed();
  }

  /** The windows that {@link #read} runs, as the network takes them. */
  public List<WindowTensors> tensors(SegmentedText text) {
    if (AliasLinks.foreign(text.text())) {
      return List.of();
    }
    TextCandidates found = candidates.candidates(text);
    return layout.lay(text, found.mentions()).windows().stream()
        .map(window -> reader.tensors(window, found.entities()))
        .toList();
  }

  /** Runs the network on a window and drops what it says. */
  public void run(WindowTensors window) {
    reader.run(window);
  }

  /** The unit vector of a short text, to compare with sentences, cut to {@code maxTokens}. */
  public float[] vector(String text, int maxTokens) {
    if (AliasLinks.foreign(text)) {
      return ForeignText.vector(text, options.hidden());
    }
    LoadedEntities none = new LoadedEntities(Map.of(), new float[0][], List.of());
    WindowReading reading = reader.run(layout.head(text, maxTokens), none);
    return SentencePooler.mean(reading.states(), options.hidden());
  }
}
