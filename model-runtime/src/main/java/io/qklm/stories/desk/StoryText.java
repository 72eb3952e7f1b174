package io.qklm.stories.desk;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.SentenceSplitter;
import io.qklm.document.Summary;
import io.qklm.stories.StoryName;
import io.qklm.stories.content.StorySentence;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import io.qklm.text.SurfaceNormalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A document as it comes to the desk.
 *
 * @param id the sender's, not blank
 * @param publishedAt when it was published, as its sender says
 * @param source who published it
 * @param title its headline; empty without
 * @param text its text; empty without
 * @param sentences the beginning of the text, sentence by sentence
 * @param salient the few sentences that say most of it
 * @param names whom and what it names
 */
public record StoryText(
    String id,
    Optional<Instant> publishedAt,
    Optional<String> source,
    String title,
    String text,
    List<StorySentence> sentences,
    List<StorySentence> salient,
    List<StoryName> names) {

  /** Sentences that are read for what is new. */
  private static final int MOST_SENTENCES = 40;

  /** Attribute of a document that says who published it. */
  public static final String SOURCE = "source";

  public StoryText {
    sentences = List.copyOf(sentences);
    salient = List.copyOf(salient);
    names = List.copyOf(names);
  }

  /** An enriched document; its source is the attribute {@value #SOURCE}, else its URL's host. */
  public static StoryText of(Enrichment enrichment) {
    Document document = enrichment.document();
    String text = document.text();
    CodePointIndex index = CodePointIndex.of(text);
    List<StorySentence> sentences = new ArrayList<>();
    for (Span span : new SentenceSplitter().split(text, enrichment.language())) {
      if (sentences.size() < MOST_SENTENCES) {
        sentences.add(sentence(text, span, index));
      }
    }
    List<StorySentence> salient = new ArrayList<>();
    for (Summary.Sentence one : enrichment.summary().map(Summary::sentences).orElse(List.of())) {
      salient.add(sentence(text, index.toUtf16(one.span()), index));
    }
    return new StoryText(
        document.id(),
        document.publishedAt(),
        source(document),
        document.title().orElse(""),
        text,
        sentences,
        salient,
        names(enrichment.entities()));
  }

  /** A document of which only text and headline are known. */
  public static StoryText of(String id, Optional<Instant> publishedAt, String title, String text) {
    CodePointIndex index = CodePointIndex.of(text);
    List<StorySentence> sentences =
        new SentenceSplitter()
            .split(text, "en").stream()
                .limit(MOST_SENTENCES)
                .map(span -> sentence(text, span, index))
                .toList();
    return new StoryText(
        id, publishedAt, Optional.empty(), title, text, sentences, sentences, List.of());
  }

  /** The same with other names. */
  public StoryText withNames(List<StoryName> others) {
    return new StoryText(id, publishedAt, source, title, text, sentences, salient, others);
  }

  private static StorySentence sentence(String text, Span span, CodePointIndex index) {
    Span points = index.toCodePoints(span);
    return new StorySentence(
        span.in(text).replaceAll("\\s+", " ").strip(), points.start(), points.end());
  }

  private static Optional<String> source(Document document) {
    Optional<String> said = Optional.ofNullable(document.attributes().get(SOURCE));
    return said.or(() -> document.url().flatMap(StoryText::host));
  }

  private static Optional<String> host(String url) {
    int from = url.indexOf("://");
    if (from < 0) {
      return Optional.empty();
    }
    String rest = url.substring(from + 3);
    String host = rest.split("[/:?#]", 2)[0];
    return Optional.of(host.startsWith("www.") ? host.substring(4) : host)
        .filter(name -> !name.isBlank());
  }

  private static List<StoryName> names(List<EntityAnnotation> entities) {
    SurfaceNormalizer normalizer = new SurfaceNormalizer();
    Map<String, StoryName> names = new LinkedHashMap<>();
    for (EntityAnnotation entity : entities) {
      String key =
          entity
              .entityId()
              .map(id -> id.value())
              .orElseGet(() -> StoryName.UNKNOWN + normalizer.key(entity.text()));
      names.merge(
          key,
          new StoryName(key, entity.label().orElse(entity.text()), 1),
          (old, one) -> new StoryName(key, old.label(), old.count() + 1));
    }
    return List.copyOf(names.values());
  }
}
