package io.qklm.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.FactStatement;
import io.qklm.document.Provenance;
import io.qklm.document.Summary;
import io.qklm.kg.EntityKind;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes an enrichment as the JSON of the wire contract ({@code docs/wire-format.md}). The same
 * enrichment always gives the same bytes. Thread safe.
 */
public final class EnrichmentWriter {

  private final JsonFactory factory = new JsonFactory();

  /** The whole enrichment, whatever its size. */
  public byte[] write(Enrichment enrichment) {
    return json(enrichment, null, enrichment.document().text());
  }

  /**
   * The enrichment in at most {@code limit} bytes. When the whole is larger, facts are left out
   * from the end, then entities, then those of the title, then sentences of the summary, as few as
   * will do; the result is marked {@code truncated} and tells the length and digest of the whole in
   * {@code cut}. Of a text that was extracted no more than half the limit is carried.
   *
   * @return the bytes; empty when even the document's own fields do not fit
   */
  public Optional<byte[]> write(Enrichment enrichment, long limit) {
    byte[] whole = write(enrichment);
    if (whole.length <= limit) {
      return Optional.of(whole);
    }
    Cut cut = Cut.of(whole);
    String text = headOf(enrichment.document().text(), limit / 2);
    return mostThatFits(
            enrichment.facts().size(), n -> json(withFacts(enrichment, n), cut, text), limit)
        .or(
            () -> {
              Enrichment bare = withFacts(enrichment, 0);
              return mostThatFits(
                  bare.entities().size(), n -> json(withEntities(bare, n), cut, text), limit);
            })
        .or(
            () -> {
              Enrichment bare = withEntities(withFacts(enrichment, 0), 0);
              int titled = bare.titleEntities().size();
              return mostThatFits(titled, n -> json(withTitle(bare, n), cut, text), limit);
            })
        .or(
            () -> {
              Enrichment bare = withTitle(withEntities(withFacts(enrichment, 0), 0), 0);
              int sentences = bare.summary().map(s -> s.sentences().size()).orElse(0);
              return mostThatFits(sentences, n -> json(withSentences(bare, n), cut, text), limit);
            });
  }

  /** As much of a text's head as takes no more bytes in JSON. */
  private static String headOf(String text, long most) {
    long bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      bytes +=
          c < ' '
              ? 6
              : c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > most) {
        return text.substring(0, i);
      }
      i += Character.charCount(c);
    }
    return text;
  }

  /** The largest of the results for {@code most} down to 0 that fits; empty when none does. */
  private static Optional<byte[]> mostThatFits(int most, IntFunction<byte[]> result, long limit) {
    byte[] best = result.apply(0);
    if (best.length > limit) {
      return Optional.empty();
    }
    int fits = 0;
    int tooMany = most + 1;
    while (tooMany - fits > 1) {
      int middle = (fits + tooMany) >>> 1;
      byte[] candidate = result.apply(middle);
      if (candidate.length <= limit) {
        fits = middle;
        best = candidate;
      } else {
        tooMany = middle;
      }
    }
    return Optional.of(best);
  }

  private static Enrichment withFacts(Enrichment e, int count) {
    return with(e, e.summary(), e.entities(), e.titleEntities(), e.facts().subList(0, count));
  }

  private static Enrichment withEntities(Enrichment e, int count) {
    return with(e, e.summary(), e.entities().subList(0, count), e.titleEntities(), e.facts());
  }

  private static Enrichment withTitle(Enrichment e, int count) {
    return with(e, e.summary(), e.entities(), e.titleEntities().subList(0, count), e.facts());
  }

  /** Keeps the first sentences and makes the summary's text of them anew. */
  private static Enrichment withSentences(Enrichment e, int count) {
    Optional<Summary> kept =
        e.summary().flatMap(summary -> shortened(summary, e.document().text(), count));
    return with(e, kept, e.entities(), e.titleEntities(), e.facts());
  }

  private static Enrichment with(
      Enrichment e,
      Optional<Summary> summary,
      List<EntityAnnotation> entities,
      List<EntityAnnotation> titleEntities,
      List<FactStatement> facts) {
    return new Enrichment(
        e.document(),
        e.language(),
        summary,
        entities,
        titleEntities,
        facts,
        e.provenance(),
        e.truncated());
  }

  private static Optional<Summary> shortened(Summary summary, String text, int count) {
    if (count == summary.sentences().size()) {
      return Optional.of(summary);
    }
    if (count == 0) {
      return Optional.empty();
    }
    if (!summary.method().equals(Summary.EXTRACTIVE)) {
      // Its text is not made of the document's sentences, which only say where it comes from.
      return Optional.of(
          new Summary(summary.text(), summary.method(), summary.sentences().subList(0, count)));
    }
    List<Summary.Sentence> kept = summary.sentences().subList(0, count);
    CodePointIndex positions = CodePointIndex.of(text);
    String joined =
        kept.stream()
            .map(sentence -> positions.toUtf16(sentence.span()).in(text))
            // As the engine shows them: a line break inside a sentence is a space.
            .map(sentence -> sentence.replaceAll("\\s*\\n\\s*", " "))
            .collect(Collectors.joining(" "));
    return Optional.of(new Summary(joined, summary.method(), kept));
  }

  private byte[] json(Enrichment enrichment, @Nullable Cut cut, String text) {
    StringWriter buffer = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(buffer)) {
      writeObject(json, enrichment, cut, text);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    // By way of a string: a broken character in somebody's knowledge becomes '?' here, where the
    // generator's own encoder would throw.
    return buffer.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void writeObject(
      JsonGenerator json, Enrichment enrichment, @Nullable Cut cut, String text)
      throws IOException {
    json.writeStartObject();
    writeDocument(json, enrichment);
    Optional<String> source = enrichment.document().form().source();
    if (source.isPresent()) {
      json.writeStringField("text", text);
      json.writeStringField("textFrom", source.get());
    }
    writeSummary(json, enrichment.summary());
    writeEntities(json, "entities", enrichment.entities());
    if (enrichment.document().title().isPresent()) {
      writeEntities(json, "titleEntities", enrichment.titleEntities());
    }
    json.writeArrayFieldStart("facts");
    for (FactStatement fact : enrichment.facts()) {
      FactJson.write(json, fact);
    }
    json.writeEndArray();
    writeProvenance(json, enrichment.provenance());
    json.writeBooleanField("truncated", enrichment.truncated() || cut != null);
    if (cut != null) {
      json.writeObjectFieldStart("cut");
      json.writeNumberField("originalBytes", cut.originalBytes());
      json.writeStringField("originalSha256", cut.originalSha256());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeDocument(JsonGenerator json, Enrichment enrichment) throws IOException {
    Document document = enrichment.document();
    json.writeStringField("id", document.id());
    if (document.title().isPresent()) {
      json.writeStringField("title", document.title().get());
    }
    if (document.url().isPresent()) {
      json.writeStringField("url", document.url().get());
    }
    json.writeStringField("language", enrichment.language());
    if (document.publishedAt().isPresent()) {
      json.writeStringField("publishedAt", document.publishedAt().get().toString());
    }
    if (!document.attributes().isEmpty()) {
      json.writeObjectFieldStart("attributes");
      for (Map.Entry<String, String> attribute : document.attributes().entrySet()) {
        json.writeStringField(attribute.getKey(), attribute.getValue());
      }
      json.writeEndObject();
    }
  }

  private static void writeSummary(JsonGenerator json, Optional<Summary> given) throws IOException {
    if (given.isEmpty()) {
      json.writeNullField("summary");
      return;
    }
    Summary summary = given.get();
    json.writeObjectFieldStart("summary");
    json.writeStringField("text", summary.text());
    json.writeStringField("method", summary.method());
    json.writeArrayFieldStart("sentences");
    for (Summary.Sentence sentence : summary.sentences()) {
      json.writeStartObject();
      writeSpan(json, sentence.span());
      writeScore(json, sentence.score());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeEntities(
      JsonGenerator json, String field, List<EntityAnnotation> entities) throws IOException {
    json.writeArrayFieldStart(field);
    for (EntityAnnotation entity : entities) {
      writeEntity(json, entity);
    }
    json.writeEndArray();
  }

  private static void writeEntity(JsonGenerator json, EntityAnnotation entity) throws IOException {
    json.writeStartObject();
    writeSpan(json, entity.span());
    json.writeStringField("text", entity.text());
    // The knowledge may not know what a thing is; readers of the wire need not know that.
    EntityKind kind = entity.kind() == EntityKind.UNKNOWN ? EntityKind.OTHER : entity.kind();
    json.writeStringField("type", kind.name());
    json.writeStringField("entityId", entity.entityId().map(id -> id.value()).orElse(null));
    json.writeStringField("label", entity.label().orElse(null));
    json.writeStringField("description", entity.description().orElse(null));
    writeScore(json, entity.score());
    if (entity.summary().isPresent()) {
      json.writeObjectFieldStart("summary");
      writeSpan(json, entity.summary().get().span());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeProvenance(JsonGenerator json, Provenance provenance)
      throws IOException {
    json.writeObjectFieldStart("provenance");
    json.writeNumberField("epoch", provenance.epoch());
    json.writeStringField("epochDigest", provenance.epochDigest());
    json.writeStringField("model", provenance.model());
    json.writeStringField("modelDigest", provenance.modelDigest());
    json.writeStringField("version", provenance.version());
    if (provenance.asOf().isPresent()) {
      json.writeStringField("asOf", provenance.asOf().get().word());
    }
    if (provenance.summarizer().isPresent()) {
      json.writeStringField("summarizer", provenance.summarizer().get().name());
      json.writeStringField("summarizerDigest", provenance.summarizer().get().digest());
    }
    if (!provenance.overrides().isEmpty()) {
      json.writeArrayFieldStart("overrides");
      for (String id : provenance.overrides()) {
        json.writeString(id);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void writeSpan(JsonGenerator json, Span span) throws IOException {
    json.writeNumberField("start", span.start());
    json.writeNumberField("end", span.end());
  }

  /** Four decimals: more would only tell machines apart. */
  private static void writeScore(JsonGenerator json, double score) throws IOException {
    json.writeNumberField("score", Math.round(score * 10_000) / 10_000.0);
  }
}
