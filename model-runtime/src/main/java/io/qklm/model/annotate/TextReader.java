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

/**
 * Reads whole documents with the trained network over one epoch. Safe for any number of threads.
 */
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
   * @param title the same of its title
   * @param salience of the sentences that a summary may take; none where the bundle has no such
   *     head
   */
  public record Reading(
      SegmentedText text,
      EncodedDocument encoded,
      List<Link> links,
      TitleReading title,
      List<SalientSentence> salience) {

    public Reading {
      links = List.copyOf(links);
      salience = List.copyOf(salience);
    }

    /** Tokens that the network read. */
    public int tokens() {
      return encoded.tokens() + title.tokens();
    }
  }

  /**
   * What was read of a title.
   *
   * @param links in the order of their spans, UTF-16 units of the title
   * @param tokens that were read beside those of the text
   */
  public record TitleReading(List<Link> links, int tokens) {

    /** Of no title. */
    public static final TitleReading NONE = new TitleReading(List.of(), 0);

    public TitleReading {
      links = List.copyOf(links);
    }
  }

  /**
   * Reads {@code titled}: text and title each by itself, what their mentions mean together.
   *
   * @param times its clock runs; told of each stage as it ends
   * @throws io.qklm.model.onnx.ModelException if the network fails on it
   */
  public Reading read(TitledText titled, StageTimes times) {
    if (AliasLinks.foreign(titled.text().text())) {
      return readForeign(titled, times);
    }
    Offered text = offered(titled.text());
    Optional<Offered> title = latin(titled).map(this::offered);
    times.end(Stage.CANDIDATES);
    Part part = part(text);
    Optional<Part> titlePart = title.map(this::part);
    EncodedDocument encoded = part.pooler().document();
    times.end(Stage.ENCODE);
    Decided decided = decided(part, titlePart);
    List<Link> links = links(part, decided.text());
    TitleReading titleReading;
    if (titlePart.isPresent() && decided.title().isPresent()) {
      titleReading =
          new TitleReading(
              links(titlePart.get(), decided.title().get()),
              titlePart.get().pooler().document().tokens());
    } else if (titled.title().isPresent()) {
      titleReading = new TitleReading(foreign(titled.title().get()), 0);
    } else {
      titleReading = new TitleReading(titled.repeated(links), 0);
    }
    times.end(Stage.LINK);
    return new Reading(
        titled.text(),
        encoded,
        links,
        titleReading,
        salience.map(head -> head.read(titled.text(), part.pooler())).orElse(List.of()));
  }

  /** The title that the network can read. */
  private static Optional<SegmentedText> latin(TitledText titled) {
    return titled.title().filter(title -> !AliasLinks.foreign(title.text()));
  }

  /** What is decided of a part, as names and links that do not overlap. */
  private List<Link> links(Part part, DecidedPart decided) {
    Calibration calibration = options.calibration();
    List<ScoredLink> links =
        part.datelines().links(decided.links(), decided.weighed(), calibration.threshold());
    links.removeIf(link -> SaidNames.isTitle(link.span().in(part.text().text())));
    return LinkMerger.merge(part.names(), links, decided.entities(), calibration);
  }

  /**
   * What the mentions of a part may mean.
   *
   * @param links the likeliest of each, overlapping ones too
   * @param weighed all of each
   * @param entities records of these by ordinal
   */
  private record DecidedPart(
      List<ScoredLink> links,
      Supplier<List<WeighedMention>> weighed,
      IntFunction<StoredEntity> entities) {}

  private record Decided(DecidedPart text, Optional<DecidedPart> title) {}

  /** Decides on text and title together where the bundle can, else on each mention alone. */
  private Decided decided(Part text, Optional<Part> title) {
    if (resolver.isEmpty()) {
      return new Decided(alone(text), title.map(this::alone));
    }
    OpenReading open = open(text, title);
    ResolvedLinks resolved = new ResolvedLinks(open, resolver.get().resolve(open.document()));
    return new Decided(
        together(false, resolved, open), title.map(part -> together(true, resolved, open)));
  }

  private DecidedPart alone(Part part) {
    Calibration calibration = options.calibration();
    LoadedEntities entities = part.found().entities();
    return new DecidedPart(
        part.links(calibration), () -> part.weighed(entities, calibration), entities::entity);
  }

  private static DecidedPart together(boolean title, ResolvedLinks resolved, OpenReading open) {
    return new DecidedPart(resolved.links(title), () -> resolved.weighed(title), open::entity);
  }

  /**
   * What is to be decided of {@code titled}, for fitting weights; empty of a text whose script the
   * network does not have.
   *
   * @throws io.qklm.model.onnx.ModelException if the network fails on it
   */
  public Optional<OpenDocument> open(TitledText titled) {
    if (AliasLinks.foreign(titled.text().text())) {
      return Optional.empty();
    }
    return Optional.of(open(part(offered(titled.text())), titlePart(titled)).document());
  }

  private Optional<Part> titlePart(TitledText titled) {
    return latin(titled).map(title -> part(offered(title)));
  }

  private OpenReading open(Part text, Optional<Part> title) {
    OpenReading open = new OpenReading(candidates);
    title.ifPresent(part -> add(open, true, part));
    add(open, false, text);
    return open;
  }

  private static void add(OpenReading open, boolean title, Part part) {
    open.add(
        title, part.text().text(), part.mentions(), part.names(), part.found().entities()::entity);
  }

  /** A text and what the knowledge offers for it. */
  private record Offered(SegmentedText text, TextCandidates found) {}

  private Offered offered(SegmentedText text) {
    return new Offered(text, candidates.candidates(text));
  }

  /** Runs the network over a text. */
  private Part part(Offered offered) {
    SegmentedText text = offered.text();
    TextCandidates found = offered.found();
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
    List<ScoredName> said = datelines.names(SaidNames.of(text, names));
    return new Part(text, found, pooler, datelines, said, mentions);
  }

  /**
   * What the network said of a text.
   *
   * @param mentions by their spans
   */
  private record Part(
      SegmentedText text,
      TextCandidates found,
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

  private Reading readForeign(TitledText titled, StageTimes times) {
    SegmentedText text = titled.text();
    TextCandidates found = ForeignText.candidates(candidates, text);
    times.end(Stage.CANDIDATES);
    EncodedDocument encoded = ForeignText.encode(text, options.hidden());
    times.end(Stage.ENCODE);
    List<Link> links = foreign(found);
    List<Link> title =
        titled
            .title()
            .filter(one -> AliasLinks.foreign(one.text()))
            .map(this::foreign)
            .orElseGet(() -> titled.repeated(links));
    times.end(Stage.LINK);
    return new Reading(text, encoded, links, new TitleReading(title, 0), List.of());
  }

  private List<Link> foreign(SegmentedText text) {
    return foreign(ForeignText.candidates(candidates, text));
  }

  private List<Link> foreign(TextCandidates found) {
    return LinkMerger.merge(
        List.of(),
        AliasLinks.of(found.mentions()),
        found.entities()::entity,
        options.calibration());
  }

  /**
   * What each mention of the text may mean, in the order of their spans, overlapping ones too.
   *
   * @throws io.qklm.model.onnx.ModelException if the network fails on it
   */
  public List<WeighedMention> weigh(TitledText titled) {
    if (AliasLinks.foreign(titled.text().text())) {
      TextCandidates known = ForeignText.candidates(candidates, titled.text());
      return AliasLinks.weighed(known.mentions(), known.entities());
    }
    return decided(part(offered(titled.text())), titlePart(titled)).text().weighed().get();
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
