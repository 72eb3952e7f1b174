package io.qklm.kafka;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.EntitySentence;
import io.qklm.document.FactStatement;
import io.qklm.document.Provenance;
import io.qklm.document.Summary;
import io.qklm.document.TextForm;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.FactObject;
import io.qklm.text.Span;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values that several tests share; the enrichment is the one of docs/wire-format.md. */
final class Samples {

  static final Document MERKEL =
      new Document(
          "news-001",
          "Angela Merkel was born in Hamburg. She led Germany for 16 years.",
          Optional.of("\uD83C\uDFDB Merkel's beginnings"),
          Optional.of("https://example.org/news/001"),
          Optional.of("en"),
          Optional.of(Instant.parse("2026-11-23T07:00:00Z")),
          Map.of("desk", "politics", "priority", "2", "breaking", "false"));

  static final Provenance PROVENANCE =
      new Provenance(1, "0".repeat(64), "minilm-zero-shot", "1".repeat(64), "0.1.0");

  private Samples() {}

  static Enrichment enrichment() {
    return new Enrichment(
        MERKEL,
        "en",
        Optional.of(
            new Summary(
                "Angela Merkel was born in Hamburg.",
                "extractive",
                List.of(new Summary.Sentence(new Span(0, 34), 0.81254)))),
        List.of(
            new EntityAnnotation(
                new Span(0, 13),
                "Angela Merkel",
                EntityKind.PER,
                Optional.of(new EntityId("Q567")),
                Optional.of("Angela Merkel"),
                Optional.of("German politician"),
                0.97306),
            new EntityAnnotation(
                new Span(26, 33),
                "Hamburg",
                EntityKind.LOC,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0.5)),
        List.of(
            new EntityAnnotation(
                new Span(2, 8),
                "Merkel",
                EntityKind.PER,
                Optional.of(new EntityId("Q567")),
                Optional.of("Angela Merkel"),
                Optional.of("German politician"),
                0.91)),
        List.of(
            merkel(
                "P19",
                "place of birth",
                new FactObject.OfEntity(new EntityId("Q1055")),
                Optional.of("Hamburg")),
            merkel("P569", "date of birth", new FactObject.Time(1954, 7, 17, 11), Optional.empty()),
            hamburg(
                "P1082",
                "population",
                new FactObject.Quantity(new BigDecimal("1841179"), Optional.empty())),
            hamburg("P625", "coordinate location", new FactObject.Coordinate(53.55, 10.0)),
            hamburg(
                "P1448",
                "official name",
                new FactObject.Text("Freie und Hansestadt Hamburg", Optional.of("de")))),
        PROVENANCE,
        false);
  }

  /** The same of a text that was extracted from HTML. */
  static Enrichment extracted(String text, TextForm form) {
    Enrichment e = enrichment();
    return new Enrichment(
        e.document().withText(text, form),
        e.language(),
        e.summary(),
        e.entities(),
        e.titleEntities(),
        e.facts(),
        e.provenance(),
        e.truncated());
  }

  /** The same where a person decided links. */
  static Enrichment overridden(String... ids) {
    Enrichment e = enrichment();
    return new Enrichment(
        e.document(),
        e.language(),
        e.summary(),
        e.entities(),
        e.titleEntities(),
        e.facts(),
        e.provenance().withOverrides(List.of(ids)),
        e.truncated());
  }

  /** The same with the sentence that says most of each linked entity. */
  static Enrichment described() {
    Enrichment e = enrichment();
    return new Enrichment(
        e.document(),
        e.language(),
        e.summary(),
        e.entities().stream()
            .map(
                entity ->
                    entity.entityId().isPresent()
                        ? entity.withSummary(
                            new EntitySentence(
                                new Span(0, 34), "Angela Merkel was born in Hamburg."))
                        : entity)
            .toList(),
        e.facts(),
        e.provenance(),
        e.truncated());
  }

  /** The same with a summary that an encoder-decoder wrote. */
  static Enrichment written() {
    Enrichment e = enrichment();
    return new Enrichment(
        e.document(),
        e.language(),
        Optional.of(
            new Summary(
                "Merkel comes from Hamburg. She led Germany.",
                Summary.ABSTRACTIVE,
                List.of(
                    new Summary.Sentence(new Span(0, 34), 0.5),
                    new Summary.Sentence(new Span(35, 64), 0.75)),
                1)),
        e.entities(),
        e.facts(),
        e.provenance().withSummarizer(new Provenance.Summarizer("distilbart", "2".repeat(64))),
        e.truncated());
  }

  /** An enrichment of three sentences with many entities and facts. */
  static Enrichment large(int entities, int facts) {
    Enrichment small = enrichment();
    String text =
        "\uD83C\uDF89 One party. Two parties. Three parties! "
            + "Anna ".repeat(Math.max(1, entities));
    Document document = Document.of("large", text);
    return new Enrichment(
        document,
        "en",
        Optional.of(
            new Summary(
                "\uD83C\uDF89 One party. Two parties. Three parties!",
                "extractive",
                List.of(
                    new Summary.Sentence(new Span(0, 12), 0.9),
                    new Summary.Sentence(new Span(13, 25), 0.8),
                    new Summary.Sentence(new Span(26, 40), 0.7)))),
        IntStream.range(0, entities)
            .mapToObj(
                i ->
                    new EntityAnnotation(
                        new Span(41 + 5 * i, 45 + 5 * i),
                        "Anna",
                        EntityKind.UNKNOWN,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0.1))
            .collect(Collectors.toList()),
        IntStream.range(0, facts)
            .mapToObj(i -> small.facts().get(i % small.facts().size()))
            .collect(Collectors.toList()),
        PROVENANCE,
        false);
  }

  static KafkaInput record(String value) {
    return record(value.getBytes(StandardCharsets.UTF_8));
  }

  static KafkaInput record(byte[] value) {
    return new KafkaInput(
        "key".getBytes(StandardCharsets.UTF_8),
        value,
        List.of(KafkaHeader.of("trace", "a"), KafkaHeader.of("trace", "b")),
        1_700_000_000_000L,
        "documents",
        3,
        42);
  }

  private static FactStatement merkel(
      String relation, String label, FactObject object, Optional<String> objectLabel) {
    return new FactStatement(
        new EntityId("Q567"), "Angela Merkel", relation, label, object, objectLabel);
  }

  private static FactStatement hamburg(String relation, String label, FactObject object) {
    return new FactStatement(
        new EntityId("Q1055"), "Hamburg", relation, label, object, Optional.empty());
  }
}
