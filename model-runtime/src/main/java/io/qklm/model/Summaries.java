package io.qklm.model;

import io.qklm.document.Document;
import io.qklm.document.EntitySentence;
import io.qklm.document.FactStatement;
import io.qklm.document.SegmentedText;
import io.qklm.document.Summary;
import io.qklm.kg.EntityId;
import io.qklm.model.abstractive.AbstractiveSummarizer;
import io.qklm.model.abstractive.WrittenCheck;
import io.qklm.model.abstractive.WrittenSummary;
import io.qklm.model.annotate.TextReader;
import io.qklm.model.annotate.TitledText;
import io.qklm.model.describe.EntitySentences;
import io.qklm.model.linking.Link;
import io.qklm.model.stage.StageTimes;
import io.qklm.model.summary.ExtractiveSummarizer;
import io.qklm.model.summary.SalienceRanking;
import io.qklm.model.summary.SentenceRanking;
import io.qklm.model.summary.SummaryCandidates;
import io.qklm.model.summary.SummaryComposer;
import io.qklm.model.summary.SummaryComposer.Taken;
import io.qklm.model.summary.SummaryOptions;
import io.qklm.text.CodePointIndex;
import io.qklm.text.LanguageTags;
import io.qklm.text.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the summaries of texts that were read, and of the entities that they name. */
final class Summaries {

  /** Tokens of a headline that are read. */
  private static final int TITLE_TOKENS = 64;

  /**
   * The salience head learned from English news; texts in other languages are chosen by vectors.
   */
  private static final String SALIENCE_LANGUAGE = "en";

  private final SummaryForm form;
  private final OpenedModel.Texts texts;
  private final ExtractiveSummarizer summarizer;
  private final Optional<AbstractiveSummarizer> writer;

  /**
   * Makes summaries of one form.
   *
   * @param writer writes them; empty where they are sentences of the text. Stays the caller's
   */
  Summaries(SummaryForm form, OpenedModel.Texts texts, Optional<AbstractiveSummarizer> writer) {
    this.form = form;
    this.writer = writer;
    this.texts = texts;
    this.summarizer = new ExtractiveSummarizer(SummaryOptions.of(form.sentences()));
  }

  /** Ranks the sentences of a text that was read. */
  Draft draft(Document document, TextReader.Reading reading, String language) {
    List<Integer> candidates = SummaryCandidates.of(reading.text());
    return new Draft(
        reading.text(), language, candidates, ranking(document, reading, language, candidates));
  }

  /** A text whose sentences were ranked. */
  final class Draft {

    private final SegmentedText text;
    private final String language;
    private final List<Integer> candidates;
    private final SentenceRanking ranking;

    Draft(SegmentedText text, String language, List<Integer> candidates, SentenceRanking ranking) {
      this.text = text;
      this.language = language;
      this.candidates = candidates;
      this.ranking = ranking;
    }

    /** The text's summary; empty where it has no sentence to choose. */
    Optional<Summary> summary() {
      if (writer.isEmpty() || candidates.isEmpty()) {
        return chosen();
      }
      WrittenSummary written = written(writer.get());
      if (written.sentences().isEmpty()) {
        // Nothing of it may stand, so the text speaks for itself.
        return chosen().map(summary -> summary.withDropped(written.dropped()));
      }
      CodePointIndex index = CodePointIndex.of(text.text());
      return Optional.of(
          new Summary(
              String.join(" ", written.sentences()),
              Summary.ABSTRACTIVE,
              written.sources().stream()
                  .map(one -> new Summary.Sentence(index.toCodePoints(one.span()), one.share()))
                  .toList(),
              written.dropped()));
    }

    private WrittenSummary written(AbstractiveSummarizer by) {
      return new WrittenCheck(text, language, Summaries.this::names)
          .check(by.write(text, candidates, ranking), form.sentences(), form.characters());
    }

    private Optional<Summary> chosen() {
      List<Taken> taken =
          new SummaryComposer(text, candidates, language)
              .compose(ranking, new SummaryComposer.Limits(form.sentences(), form.characters()));
      if (taken.isEmpty()) {
        return Optional.empty();
      }
      CodePointIndex index = CodePointIndex.of(text.text());
      return Optional.of(
          new Summary(
              taken.stream()
                  .map(sentence -> text.words(sentence.span()))
                  .collect(Collectors.joining(" ")),
              Summary.EXTRACTIVE,
              taken.stream()
                  .map(one -> new Summary.Sentence(index.toCodePoints(one.span()), one.score()))
                  .toList()));
    }

    /** The sentence that says most of each linked entity; none where that was not asked for. */
    Map<EntityId, EntitySentence> ofEntities(List<Link> links, List<FactStatement> facts) {
      return form.ofEntities()
          ? new EntitySentences(text, candidates, language, ranking::score).choose(links, facts)
          : Map.of();
    }
  }

  /** Where a text has names, linked or not. */
  private List<Span> names(SegmentedText text) {
    return text.sentences().isEmpty()
        ? List.of()
        : texts.read(TitledText.of(text), new StageTimes()).links().stream()
            .map(Link::span)
            .toList();
  }

  private SentenceRanking ranking(
      Document document, TextReader.Reading reading, String language, List<Integer> candidates) {
    return reading.salience().isEmpty()
            || !LanguageTags.language(language).equals(SALIENCE_LANGUAGE)
        ? summarizer.ranking(reading.encoded(), title(document), candidates)
        : new SalienceRanking(reading.text(), reading.salience());
  }

  private Optional<float[]> title(Document document) {
    return document
        .title()
        .filter(words -> !words.isBlank())
        .map(words -> texts.vector(words, TITLE_TOKENS));
  }
}
