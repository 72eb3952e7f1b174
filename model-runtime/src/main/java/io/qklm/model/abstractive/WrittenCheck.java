package io.qklm.model.abstractive;

import io.qklm.document.SegmentedText;
import io.qklm.document.SentenceSplitter;
import io.qklm.model.summary.SentencePlace;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Holds what was written against the text: a sentence with a name or a number that the text does
 * not have is dropped. What it says of them is not judged.
 */
public final class WrittenCheck {

  private final SegmentedText text;
  private final String language;
  private final Function<SegmentedText, List<Span>> names;
  private final SentenceSplitter splitter = new SentenceSplitter();
  private final SourceWords words;

  /** The words of each sentence of the text. */
  private final List<Set<String>> has;

  /**
   * A check against one text.
   *
   * @param language BCP 47 code of what was written
   * @param names finds the names of a text
   */
  public WrittenCheck(
      SegmentedText text, String language, Function<SegmentedText, List<Span>> names) {
    this.text = text;
    this.language = language;
    this.names = names;
    this.words = new SourceWords(text.text());
    this.has =
        text.spans().stream()
            .map(span -> Set.copyOf(SentencePlace.words(span.in(text.text()))))
            .toList();
  }

  /**
   * What may stand of a written text, its first sentences within the limits.
   *
   * @param written by the model
   * @param sentences at most
   * @param characters code points of all at most
   */
  public WrittenSummary check(String written, int sentences, int characters) {
    SegmentedText read = splitter.segment(written, language);
    List<Span> found = names.apply(read);
    List<String> kept = new ArrayList<>();
    List<WrittenSummary.Source> sources = new ArrayList<>();
    int dropped = 0;
    int length = -1;
    for (SegmentedText.Sentence one : read.sentences()) {
      String sentence = read.words(one.span());
      if (words.invented(one.span().in(written), inside(found, one.span())).isPresent()) {
        dropped++;
        continue;
      }
      int longer = length + 1 + sentence.codePointCount(0, sentence.length());
      if (kept.size() < sentences && longer <= characters && !kept.contains(sentence)) {
        kept.add(sentence);
        length = longer;
        source(sentence).ifPresent(sources::add);
      }
    }
    return new WrittenSummary(kept, merged(sources), dropped);
  }

  private static List<Span> inside(List<Span> names, Span sentence) {
    return names.stream()
        .filter(name -> name.start() >= sentence.start() && name.end() <= sentence.end())
        .map(name -> new Span(name.start() - sentence.start(), name.end() - sentence.start()))
        .toList();
  }

  /** The sentence of the text that has most of the words; the first of those that have as many. */
  private Optional<WrittenSummary.Source> source(String sentence) {
    Set<String> said = new HashSet<>(SentencePlace.words(sentence));
    WrittenSummary.Source best = null;
    for (int i = 0; i < has.size(); i++) {
      Span span = text.spans().get(i);
      double share =
          said.stream().filter(has.get(i)::contains).count() / (double) Math.max(1, said.size());
      if (share > 0 && (best == null || share > best.share())) {
        best = new WrittenSummary.Source(span, share);
      }
    }
    return Optional.ofNullable(best);
  }

  /** Each once, in the order of the text. */
  private static List<WrittenSummary.Source> merged(List<WrittenSummary.Source> sources) {
    Set<Span> seen = new HashSet<>();
    return sources.stream()
        .sorted(Comparator.comparing(WrittenSummary.Source::span))
        .filter(source -> seen.add(source.span()))
        .toList();
  }
}
