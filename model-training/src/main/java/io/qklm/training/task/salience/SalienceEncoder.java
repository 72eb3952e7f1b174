package io.qklm.training.task.salience;

import io.qklm.document.SegmentedText;
import io.qklm.document.SentenceSplitter;
import io.qklm.model.encoding.SentenceTokens;
import io.qklm.model.summary.SalienceReader;
import io.qklm.model.summary.SentencePlace;
import io.qklm.model.summary.SummaryCandidates;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.SummarizedText;
import io.qklm.training.task.salience.SalienceDocument.Part;
import io.qklm.training.window.AnnotatedWindow;
import io.qklm.training.window.WindowEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lays out summarized texts. */
public final class SalienceEncoder {

  /** Sentences of the greedy summary at most. */
  static final int SENTENCES = 3;

  private final WindowEncoder windows;
  private final SentenceSplitter splitter = new SentenceSplitter();
  private final int limit;

  /**
   * An encoder that borrows {@code windows}.
   *
   * @param limit characters of a text that are read, whole sentences only, the first always
   */
  public SalienceEncoder(WindowEncoder windows, int limit) {
    this.windows = windows;
    this.limit = limit;
  }

  SalienceDocument encode(SummarizedText summarized) {
    SegmentedText segmented = splitter.segment(summarized.text(), "en");
    List<Span> spans =
        SummaryCandidates.of(segmented).stream()
            .map(number -> segmented.sentences().get(number).span())
            .toList();
    int kept = SalienceReader.kept(spans, limit);
    int end = kept == 0 ? 0 : Math.min(spans.get(kept - 1).end(), 4 * limit);
    String text = summarized.text().substring(0, end);
    WindowEncoder.Laid laid =
        windows.lay(new AnnotatedText("", text, Optional.empty(), Optional.empty()));
    SentenceTokens tokens = SentenceTokens.of(laid.tokens(), spans.subList(0, kept));
    WordOverlap overlap = new WordOverlap(summarized.reference());
    List<List<String>> words =
        spans.subList(0, kept).stream()
            .map(span -> WordOverlap.words(span.in(summarized.text())))
            .toList();
    boolean[] chosen = overlap.greedy(words, SENTENCES);
    List<SalienceDocument.Sentence> sentences = new ArrayList<>();
    for (int number = 0; number < kept; number++) {
      List<Part> parts = parts(laid.windows(), tokens, number);
      if (!parts.isEmpty()) {
        float[] place = SentencePlace.of(number, kept, words.get(number).size());
        sentences.add(
            new SalienceDocument.Sentence(parts, place, words.get(number), chosen[number]));
      }
    }
    return new SalienceDocument(laid.windows(), sentences, overlap);
  }

  /** Where the tokens of a sentence stand, as the engine pools them. */
  private static List<Part> parts(
      List<AnnotatedWindow> windows, SentenceTokens tokens, int sentence) {
    List<Part> parts = new ArrayList<>();
    for (int number = 0; number < windows.size(); number++) {
      int first = windows.get(number).window().firstToken();
      int from = tokens.startIn(sentence, first);
      int to = tokens.endIn(sentence, first + windows.get(number).row().size() - 2);
      if (from < to) {
        parts.add(new Part(number, from - first + 1, to - first + 1));
      }
    }
    return parts;
  }
}
