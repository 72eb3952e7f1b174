package io.qklm.model.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.model.encoding.EncodedDocument;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExtractiveSummarizerTest {

  private static final SummaryOptions TWO = new SummaryOptions(2, 1, 0.5, 0.3, 0.5);

  @Test
  void takesWhatIsCentralAndEarlyAndKeepsTheTextsOrder() {
    EncodedDocument document =
        document(
            new float[] {0, 1},
            List.of(
                "The first sentence of the news.",
                "An aside that matters to nobody.",
                "The last sentence of the news."),
            List.of(new float[] {0, 1}, new float[] {1, 0}, new float[] {0.6f, 0.8f}));
    assertThat(chosen(TWO, document, Optional.empty()))
        .containsExactly("The first sentence of the news.", "The last sentence of the news.");
  }

  @Test
  void doesNotSayTheSameTwice() {
    EncodedDocument document =
        document(
            new float[] {0.8f, 0.6f},
            List.of(
                "The bank raised its rates today.",
                "Rates were raised by the bank today.",
                "The markets fell by two percent."),
            List.of(new float[] {1, 0}, new float[] {1, 0}, new float[] {0, 1}));
    assertThat(chosen(new SummaryOptions(2, 1, 0.1, 0, 0.9), document, Optional.empty()))
        .containsExactly("The bank raised its rates today.", "The markets fell by two percent.");
  }

  @Test
  void theHeadlineDrawsSentencesThatAnswerIt() {
    EncodedDocument document =
        document(
            new float[] {0.7f, 0.7f},
            List.of("A sentence about one matter here.", "A sentence about the other one."),
            List.of(new float[] {1, 0}, new float[] {0, 1}));
    SummaryOptions one = new SummaryOptions(1, 1, 0.1, 0.5, 0);
    assertThat(chosen(one, document, Optional.of(new float[] {0, 1})))
        .containsExactly("A sentence about the other one.");
  }

  @Test
  void leavesSentencesCutOutOfAQuotation() {
    EncodedDocument document =
        document(
            new float[] {0, 1},
            List.of(
                "They told us so, and more,\u201D said the head.",
                "The head told reporters what was said."),
            List.of(new float[] {0, 1}, new float[] {0, 1}));
    assertThat(chosen(new SummaryOptions(1, 1, 0.1, 0, 0), document, Optional.empty()))
        .containsExactly("The head told reporters what was said.");
  }

  @Test
  void scoresLieBetweenZeroAndOneAndAShortTextIsTakenWhole() {
    EncodedDocument document =
        document(new float[] {0, 1}, List.of("Only this."), List.of(new float[] {0, -1}));
    assertThat(new ExtractiveSummarizer(TWO).choose(document, Optional.empty()))
        .singleElement()
        .satisfies(sentence -> assertThat(sentence.score()).isBetween(0.0, 1.0));
  }

  private static List<String> chosen(
      SummaryOptions options, EncodedDocument document, Optional<float[]> title) {
    return new ExtractiveSummarizer(options)
        .choose(document, title).stream().map(one -> one.span().in(document.text())).toList();
  }

  private static EncodedDocument document(
      float[] whole, List<String> sentences, List<float[]> vectors) {
    List<Span> spans = new ArrayList<>();
    int start = 0;
    for (String sentence : sentences) {
      spans.add(new Span(start, start + sentence.length()));
      start += sentence.length() + 1;
    }
    return new EncodedDocument(String.join(" ", sentences), spans, vectors, whole, 10);
  }
}
