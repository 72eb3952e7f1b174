package io.qklm.training.task.salience;

import io.qklm.document.SentenceSplitter;
import io.qklm.model.summary.SalienceReader;
import io.qklm.model.summary.SentencePlace;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.SummarizedText;
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
    List<Span> spans = splitter.split(summarized.text(), "en");
    int kept = SalienceReader.kept(spans, limit);
    int end = kept == 0 ? 0 : Math.min(spans.get(kept - 1).end(), 4 * limit);
    String text = summarized.text().substring(0, end);
    List<AnnotatedWindow> read =
        windows.encode(new AnnotatedText("", text, Optional.empty(), Optional.empty()));
    WordOverlap overlap = new WordOverlap(summarized.reference());
    List<List<String>> words =
        spans.subList(0, kept).stream()
            .map(span -> WordOverlap.words(span.in(summarized.text())))
            .toList();
    boolean[] chosen = overlap.greedy(words, SENTENCES);
    List<SalienceDocument.Sentence> sentences = new ArrayList<>();
    for (int number = 0; number < kept; number++) {
      Optional<int[]> columns = columns(read, spans.get(number));
      if (columns.isPresent()) {
        int[] at = columns.get();
        float[] place = SentencePlace.of(number, kept, words.get(number).size());
        sentences.add(
            new SalienceDocument.Sentence(
                at[0], at[1], at[2], place, words.get(number), chosen[number]));
      }
    }
    return new SalienceDocument(read, sentences, overlap);
  }

  /** Window, first column, column after the last; of a sentence that was cut, its first part. */
  private static Optional<int[]> columns(List<AnnotatedWindow> windows, Span sentence) {
    for (int window = 0; window < windows.size(); window++) {
      AnnotatedWindow read = windows.get(window);
      int first = -1;
      int end = -1;
      for (int word = 0; word < read.words().length; word++) {
        int start = read.spans().get(word).start();
        if (start >= sentence.start() && start < sentence.end()) {
          first = first < 0 ? read.words()[word] : first;
          end = word + 1 < read.words().length ? read.words()[word + 1] : read.row().size() - 1;
        }
      }
      if (first >= 0) {
        return Optional.of(new int[] {window, first, end});
      }
    }
    return Optional.empty();
  }
}
