package io.qklm.model.annotate;

import io.qklm.document.SegmentedText;
import io.qklm.model.encoding.EncodedDocument;
import io.qklm.model.encoding.SentencePooler;
import io.qklm.model.linking.CandidateReader;
import io.qklm.model.linking.Link;
import io.qklm.model.linking.LoadedEntities;
import io.qklm.model.linking.TextCandidates;
import io.qklm.model.linking.WeighedMention;
import io.qklm.model.onnx.WindowReading;
import io.qklm.model.onnx.WindowTensors;
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

/** Reads whole texts with the trained network over one epoch. Safe for any number of threads. */
public final class TextReader {

  private final WindowLayout layout;
  private final WindowReader reader;
  private final CandidateReader candidates;
  private final Optional<SalienceReader> salience;
  private final Options options;

  /**
   * How texts are read.
   *
   * @param hidden components of a state
   * @param calibration of links, with the threshold in force
   */
  public record Options(int hidden, Calibration calibration) {}

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
    this.layout = layout;
    this.reader = reader;
    this.candidates = candidates;
    this.salience = salience;
    this.options = options;
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
    WindowLayout.Laid laid = layout.lay(text, found.mentions());
    SentencePooler pooler =
        new SentencePooler(text.text(), text.spans(), laid.tokens(), options.hidden());
    List<ScoredName> names = new ArrayList<>();
    List<ScoredLink> links = new ArrayList<>();
    DatelineLinks datelines = DatelineLinks.of(text, candidates::relates);
    for (Window window : laid.windows()) {
      WindowReading reading = reader.run(window, found.entities());
      int first = window.firstToken();
      pooler.add(reading.states(), first, first + window.size() - 2);
      names.addAll(WindowReader.names(window, reading));
      links.addAll(
          datelines.links(
              WindowReader.links(window, reading, options.calibration()),
              () -> WindowReader.weighed(window, reading, found.entities(), options.calibration()),
              options.calibration().threshold()));
    }
    EncodedDocument encoded = pooler.document();
    times.end(Stage.ENCODE);
    links.removeIf(link -> SaidNames.isTitle(link.span().in(text.text())));
    List<Link> merged =
        LinkMerger.merge(
            datelines.names(SaidNames.of(text, names)),
            links,
            found.entities(),
            options.calibration());
    times.end(Stage.LINK);
    return new Reading(
        text, encoded, merged, salience.map(head -> head.read(text, pooler)).orElse(List.of()));
  }

  private Reading readForeign(SegmentedText text, StageTimes times) {
    TextCandidates found = ForeignText.candidates(candidates, text);
    times.end(Stage.CANDIDATES);
    EncodedDocument encoded = ForeignText.encode(text, options.hidden());
    times.end(Stage.ENCODE);
    List<Link> links =
        LinkMerger.merge(
            List.of(), AliasLinks.of(found.mentions()), found.entities(), options.calibration());
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
    Map<Span, WeighedMention> weighed = new TreeMap<>();
    for (Window window : layout.lay(text, found.mentions()).windows()) {
      WindowReading reading = reader.run(window, found.entities());
      for (WeighedMention mention :
          WindowReader.weighed(window, reading, found.entities(), options.calibration())) {
        // Windows overlap; the link is made by the one that is surest.
        weighed.merge(mention.span(), mention, TextReader::surer);
      }
    }
    return List.copyOf(weighed.values());
  }

  private static WeighedMention surer(WeighedMention a, WeighedMention b) {
    return b.candidates().get(0).score() > a.candidates().get(0).score() ? b : a;
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
