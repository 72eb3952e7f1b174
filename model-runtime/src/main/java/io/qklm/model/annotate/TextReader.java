package io.qklm.model.annotate;

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
   * @param encoded vectors of its sentences
   * @param links its names and links, in the order of their spans, never overlapping
   * @param salience of its sentences; none where the bundle has no such head
   */
  public record Reading(EncodedDocument encoded, List<Link> links, List<SalientSentence> salience) {

    public Reading {
      links = List.copyOf(links);
      salience = List.copyOf(salience);
    }
  }

  /**
   * Reads {@code text}.
   *
   * @param sentences in their order, UTF-16 units
   * @param times its clock runs; told of each stage as it ends
   * @throws io.qklm.model.onnx.ModelException if the network fails on it
   */
  public Reading read(String text, List<Span> sentences, StageTimes times) {
    TextCandidates found = candidates.candidates(text);
    times.end(Stage.CANDIDATES);
    WindowLayout.Laid laid = layout.lay(text, sentences, found.mentions());
    SentencePooler pooler = new SentencePooler(text, sentences, laid.tokens(), options.hidden());
    List<ScoredName> names = new ArrayList<>();
    List<ScoredLink> links = new ArrayList<>();
    for (Window window : laid.windows()) {
      WindowReading reading = reader.run(window, found.entities());
      int first = window.firstToken();
      pooler.add(reading.states(), first, first + window.size() - 2);
      names.addAll(WindowReader.names(window, reading));
      links.addAll(WindowReader.links(window, reading, options.calibration()));
    }
    if (AliasLinks.foreign(text)) {
      names.clear();
      links.clear();
      links.addAll(AliasLinks.of(found.mentions()));
    }
    EncodedDocument encoded = pooler.document();
    times.end(Stage.ENCODE);
    List<Link> merged = LinkMerger.merge(names, links, found.entities(), options.calibration());
    times.end(Stage.LINK);
    return new Reading(
        encoded,
        merged,
        salience.map(head -> head.read(text, sentences, pooler)).orElse(List.of()));
  }

  /**
   * What each mention of {@code text} may mean, in the order of their spans, overlapping ones too.
   *
   * @param sentences in their order, UTF-16 units
   * @throws io.qklm.model.onnx.ModelException if the network fails on it
   */
  public List<WeighedMention> weigh(String text, List<Span> sentences) {
    TextCandidates found = candidates.candidates(text);
    if (AliasLinks.foreign(text)) {
      return AliasLinks.weighed(found.mentions(), found.entities());
    }
    Map<Span, WeighedMention> weighed = new TreeMap<>();
    for (Window window : layout.lay(text, sentences, found.mentions()).windows()) {
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
  public List<WindowTensors> tensors(String text, List<Span> sentences) {
    TextCandidates found = candidates.candidates(text);
    return layout.lay(text, sentences, found.mentions()).windows().stream()
        .map(window -> reader.tensors(window, found.entities()))
        .toList();
  }

  /** Runs the network on a window and drops what it says. */
  public void run(WindowTensors window) {
    reader.run(window);
  }

  /** The unit vector of a short text, cut to {@code maxTokens}. */
  public float[] vector(String text, int maxTokens) {
    LoadedEntities none = new LoadedEntities(Map.of(), new float[0][], List.of());
    WindowReading reading = reader.run(layout.head(text, maxTokens), none);
    return SentencePooler.mean(reading.states(), options.hidden());
  }
}
