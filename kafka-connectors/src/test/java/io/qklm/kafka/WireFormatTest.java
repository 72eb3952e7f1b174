package io.qklm.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.qklm.document.Enrichment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds docs/wire-format.md, the JSON Schemas and the code together. */
class WireFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EnrichmentWriter writer = new EnrichmentWriter();
  private final DocumentReader reader = new DocumentReader(DocumentLimits.defaults());

  @Test
  void theDocumentOfThePageIsReadAsTheSample() throws Exception {
    JsonNode page = example("document");
    assertThat(schema("document").validate(page)).isEmpty();
    assertThat(reader.read(JSON.writeValueAsBytes(page)))
        .isEqualTo(new ParsedDocument.Accepted(Samples.MERKEL));
  }

  @Test
  void theEnrichmentOfThePageIsWhatIsWritten() throws Exception {
    JsonNode written = JSON.readTree(writer.write(Samples.enrichment()));
    // Equal as text: the order of the fields counts.
    assertThat(written.toString()).isEqualTo(example("enrichment").toString());
    assertThat(schema("enrichment").validate(written)).isEmpty();
  }

  @Test
  void whatIsWrittenFollowsTheSchema() throws Exception {
    JsonSchema schema = schema("enrichment");
    Enrichment bare =
        new Enrichment(
            io.qklm.document.Document.of("a", "b"),
            "und",
            Optional.empty(),
            java.util.List.of(),
            java.util.List.of(),
            Samples.PROVENANCE,
            true);
    assertThat(schema.validate(JSON.readTree(writer.write(bare)))).isEmpty();
    JsonNode described = JSON.readTree(writer.write(Samples.described()));
    assertThat(schema.validate(described)).isEmpty();
    assertThat(described.at("/entities/0/summary").toString())
        .isEqualTo("{\"start\":0,\"end\":34}");
    assertThat(described.at("/entities/1").has("summary")).isFalse();
    JsonNode written = JSON.readTree(writer.write(Samples.written()));
    assertThat(schema.validate(written)).isEmpty();
    assertThat(written.at("/summary/method").asText()).isEqualTo("abstractive");
    assertThat(written.at("/provenance/summarizer").asText()).isEqualTo("distilbart");
    JsonNode overridden = JSON.readTree(writer.write(Samples.overridden("o1", "o2")));
    assertThat(overridden.at("/provenance/overrides/1").asText()).isEqualTo("o2");
    assertThat(schema.validate(overridden)).isEmpty();
    byte[] cut = writer.write(Samples.large(500, 500), 20_000).orElseThrow();
    assertThat(schema.validate(JSON.readTree(cut))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"a\",\"text\":\"b\"}",
        "{\"id\":\"a\",\"text\":\"b\",\"title\":null,\"attributes\":null,\"x\":[1]}",
        "{\"id\":\"a\",\"text\":\"b\",\"publishedAt\":\"2026-11-23T08:00Z\"}",
        "{\"id\":\"a\",\"text\":\"b\",\"publishedAt\":\"2026-11-23\"}",
        "{\"id\":\"a\",\"text\":\"b\",\"attributes\":{\"x\":1,\"y\":true,\"z\":null}}",
        "{\"id\":\"a\",\"text\":\"b\",\"attributes\":{\"x\":{}}}",
        "{\"id\":\"a\",\"text\":\" \"}",
        "{\"id\":\"\",\"text\":\"b\"}",
        "{\"id\":7,\"text\":\"b\"}",
        "{\"text\":\"b\"}",
        "{\"id\":\"a\",\"text\":\"b\",\"url\":3}",
        "[]",
      })
  void schemaAndReaderAgreeOnDocuments(String json) throws Exception {
    boolean read =
        reader.read(json.getBytes(StandardCharsets.UTF_8)) instanceof ParsedDocument.Accepted;
    assertThat(schema("document").validate(JSON.readTree(json)).isEmpty()).isEqualTo(read);
  }

  private static JsonSchema schema(String name) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(WireFormatTest.class.getResourceAsStream("schema/" + name + ".schema.json"));
  }

  private static JsonNode example(String name) throws Exception {
    String page = Files.readString(Path.of("..", "docs", "wire-format.md"));
    Matcher found =
        Pattern.compile("<!-- " + name + " -->\\s*```json\\s(.*?)```", Pattern.DOTALL)
            .matcher(page);
    assertThat(found.find()).as("the example '" + name + "' in docs/wire-format.md").isTrue();
    return JSON.readTree(found.group(1));
  }
}
