package io.qklm.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrichTransformTest {

  private static final String TEXT = "Angela Merkel came to Berlin.";

  @TempDir private static Path folder;
  private static Path knowledge;

  @BeforeAll
  static void build() throws Exception {
    Path entities = Files.createDirectory(folder.resolve("entities"));
    Files.writeString(
        entities.resolve("entities.jsonl"),
        """
        {"id": "Q64", "label": "Berlin", "description": "capital of Germany", "kind": "LOC", "rank": 0.9}
        {"id": "Q567", "label": "Angela Merkel", "kind": "PER", "rank": 0.8}
        """);
    Files.writeString(
        entities.resolve("facts.tsv"),
        """
        Q64\tvisitor\tentity\tQ567\t
        """);
    knowledge = folder.resolve("knowledge");
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 2)) {
      new KnowledgeBuild(
              KnowledgeBuild.Options.into(knowledge, 3),
              embedder,
              Optional.empty(),
              BuildProgress.SILENT)
          .run(List.of(new JsonlSource(entities)));
    }
  }

  private static EnrichTransform<SinkRecord> transform(String... options) {
    Map<String, String> given = new HashMap<>();
    given.put("knowledge", knowledge.toString());
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    EnrichTransform<SinkRecord> transform = new EnrichTransform<>();
    transform.configure(given);
    return transform;
  }

  private static SinkRecord record(Schema schema, Object value) {
    return new SinkRecord("news", 0, Schema.STRING_SCHEMA, "k", schema, value, 42);
  }

  @Test
  void addsAFieldToAValueWithASchema() {
    Schema schema =
        SchemaBuilder.struct()
            .name("Article")
            .field("body", Schema.STRING_SCHEMA)
            .field("n", Schema.INT32_SCHEMA)
            .build();
    try (EnrichTransform<SinkRecord> transform =
        transform("text.field", "body", "output.field", "found")) {
      SinkRecord out =
          transform.apply(record(schema, new Struct(schema).put("body", TEXT).put("n", 5)));
      Struct value = (Struct) out.value();
      assertThat(value.schema().name()).isEqualTo("Article");
      assertThat(out.valueSchema()).isSameAs(value.schema());
      assertThat(value.getInt32("n")).isEqualTo(5);
      assertThat(value.getString("body")).isEqualTo(TEXT);
      Struct found = value.getStruct("found");
      found.validate();
      assertThat(found.getString("summary")).isEqualTo(TEXT);
      assertThat(found.getString("error")).isNull();
      assertThat(found.<Struct>getArray("entities"))
          .extracting(e -> e.getString("entityId"))
          .containsExactly("Q567", "Q64");
      assertThat(found.<Struct>getArray("facts"))
          .extracting(f -> f.getString("object"), f -> f.getString("objectKind"))
          .containsExactly(org.assertj.core.groups.Tuple.tuple("Q567", "entity"));
      assertThat(found.getStruct("provenance").getInt64("epoch")).isEqualTo(3);
      assertThat(out.key()).isEqualTo("k");
      // The schema is made once.
      assertThat(
              transform
                  .apply(record(schema, new Struct(schema).put("body", "x").put("n", 1)))
                  .valueSchema())
          .isSameAs(out.valueSchema());
    }
  }

  @Test
  void addsAFieldToAMap() {
    try (EnrichTransform<SinkRecord> transform = transform()) {
      Map<?, ?> value =
          (Map<?, ?>) transform.apply(record(null, Map.of("text", TEXT, "id", 7))).value();
      assertThat(value.get("id")).isEqualTo(7);
      assertThat(((Map<?, ?>) value.get("qklm")).get("summary")).isEqualTo(TEXT);
    }
  }

  @Test
  void takesAStringAsTheText() {
    try (EnrichTransform<SinkRecord> transform = transform()) {
      Struct value = (Struct) transform.apply(record(Schema.STRING_SCHEMA, TEXT)).value();
      assertThat(value.getString("text")).isEqualTo(TEXT);
      assertThat(value.getStruct("qklm").getString("summary")).isEqualTo(TEXT);
    }
  }

  @Test
  void saysWhyARecordCouldNotBeEnriched() {
    try (EnrichTransform<SinkRecord> transform = transform();
        EnrichTransform<SinkRecord> failing = transform("on.failure", "fail")) {
      assertThat(transform.apply(record(null, null)).value()).isNull();
      Map<?, ?> blank = (Map<?, ?>) transform.apply(record(null, Map.of("text", " "))).value();
      assertThat(((Map<?, ?>) blank.get("qklm")).get("error"))
          .isEqualTo("the field 'text' is missing or blank");
      Map<?, ?> number = (Map<?, ?>) transform.apply(record(null, Map.of("text", 5))).value();
      assertThat(((Map<?, ?>) number.get("qklm")).get("error"))
          .isEqualTo("the field 'text' is no string; set text.field to one that is");
      assertThatThrownBy(() -> failing.apply(record(null, Map.of("a", "b"))))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "news-0 key k: the field 'text' is missing or blank: there is no field 'text' (there"
                  + " are: a); set text.field to one that holds the text");
      assertThatThrownBy(() -> transform.apply(record(Schema.BYTES_SCHEMA, new byte[3])))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("use a converter that gives fields or a string");
    }
  }

  @Test
  void leavesTheOtherFieldsAsTheyAre() {
    Schema plain =
        SchemaBuilder.struct()
            .name("Article")
            .version(4)
            .doc("what a desk wrote")
            .parameter("owner", "desk")
            .optional()
            .field("text", Schema.STRING_SCHEMA)
            .field("desk", SchemaBuilder.string().optional().defaultValue("city").build())
            .build();
    Schema schema =
        new ConnectSchema(
            Schema.Type.STRUCT,
            true,
            new Struct(plain).put("text", "By default."),
            plain.name(),
            plain.version(),
            plain.doc(),
            plain.parameters(),
            plain.fields(),
            null,
            null);
    try (EnrichTransform<SinkRecord> transform = transform()) {
      Struct value = new Struct(schema).put("text", TEXT).put("desk", null);
      Struct out = (Struct) transform.apply(record(schema, value)).value();
      assertThat(out.getWithoutDefault("desk")).isNull();
      assertThat(out.schema().doc()).isEqualTo("what a desk wrote");
      assertThat(out.schema().parameters()).isEqualTo(Map.of("owner", "desk"));
      assertThat(out.schema().version()).isEqualTo(4);
      assertThat(out.schema().isOptional()).isTrue();
      Struct byDefault = (Struct) out.schema().defaultValue();
      assertThat(byDefault.getString("text")).isEqualTo("By default.");
      assertThat(byDefault.getStruct("qklm")).isNull();
      byDefault.validate();
    }
  }

  @Test
  void readsNestedFields() {
    Schema row = SchemaBuilder.struct().optional().field("body", Schema.STRING_SCHEMA).build();
    Schema envelope =
        SchemaBuilder.struct().field("after", row).field("op", Schema.STRING_SCHEMA).build();
    try (EnrichTransform<SinkRecord> transform = transform("text.field", "after.body")) {
      Struct written = new Struct(envelope).put("op", "c");
      written.put("after", new Struct(row).put("body", TEXT));
      assertThat(found(transform, envelope, written).getString("summary")).isEqualTo(TEXT);
      assertThat(found(transform, envelope, new Struct(envelope).put("op", "d")).getString("error"))
          .isEqualTo("the field 'after.body' is missing or blank");
      assertThat(error(transform, Map.of("after", Map.of("title", "x", "id", 1))))
          .isEqualTo(
              "the field 'after.body' is missing or blank: in 'after' there is no field 'body'"
                  + " (there are: id, title); set text.field to one that holds the text");
      assertThat(error(transform, Map.of("after", "words")))
          .contains("in 'after' there are no fields, but String");
      // A name may have dots of its own.
      assertThat(map(transform, Map.of("after.body", TEXT))).containsEntry("summary", TEXT);
      assertThat(map(transform, Map.of("after", Map.of("body", TEXT))))
          .containsEntry("summary", TEXT);
    }
  }

  @Test
  void annotatesTheTitleWhereThereIsOne() {
    try (EnrichTransform<SinkRecord> transform = transform()) {
      Map<?, ?> titled = map(transform, Map.of("text", TEXT, "title", "Angela Merkel in Berlin"));
      List<String> names =
          ((List<?>) titled.get("titleEntities"))
              .stream().map(entity -> String.valueOf(((Map<?, ?>) entity).get("text"))).toList();
      assertThat(names).containsExactly("Angela Merkel", "Berlin");
      assertThat(map(transform, Map.of("text", TEXT)).containsKey("titleEntities")).isFalse();
    }
  }

  @Test
  void readsHtml() {
    String html = "<p>Angela Merkel came</p><p>to <b>Berlin</b>.</p>";
    try (EnrichTransform<SinkRecord> transform = transform("text.content.type", "text/html");
        EnrichTransform<SinkRecord> unsaid = transform()) {
      Map<?, ?> said = map(transform, Map.of("text", "Angela Merkel came to Berlin."));
      assertThat(said.get("textFrom")).isEqualTo("html");
      Map<?, ?> noticed = map(unsaid, Map.of("text", html));
      assertThat(noticed.get("text")).isEqualTo("Angela Merkel came\n\nto Berlin.");
      assertThat(noticed.get("textFrom")).isEqualTo("markup");
      Map<?, ?> own = map(unsaid, Map.of("text", html, "contentType", "text/html"));
      assertThat(own.get("textFrom")).isEqualTo("html");
      Map<?, ?> plain = map(unsaid, Map.of("text", TEXT));
      assertThat(plain.containsKey("textFrom")).isFalse();
      assertThat(error(unsaid, Map.of("text", "<img src='x'/>")))
          .isEqualTo("the text is markup that holds no words; send one that does");
    }
  }

  @Test
  void refusesHalfCharacters() {
    try (EnrichTransform<SinkRecord> transform = transform()) {
      assertThat(error(transform, Map.of("text", "Half \ud83d Berlin")))
          .isEqualTo(
              "the field 'text' holds half of a surrogate pair at code point 5; send whole"
                  + " characters");
    }
  }

  private static Struct found(EnrichTransform<SinkRecord> t, Schema schema, Struct value) {
    return ((Struct) t.apply(record(schema, value)).value()).getStruct("qklm");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(EnrichTransform<SinkRecord> transform, Map<?, ?> value) {
    return (Map<String, Object>)
        ((Map<?, ?>) transform.apply(record(null, value)).value()).get("qklm");
  }

  private static String error(EnrichTransform<SinkRecord> transform, Map<?, ?> value) {
    return (String) map(transform, value).get("error");
  }

  /** The shared cases of the transformation; what each wants is in its folder. */
  @Nested
  class Shared {

    @Test
    void keepsNullsThatHaveADefault() {
      SharedCases.folder("80-smt-null-default");
      Schema schema =
          SchemaBuilder.struct()
              .field("text", Schema.STRING_SCHEMA)
              .field("desk", SchemaBuilder.string().optional().defaultValue("politics").build())
              .field("prio", SchemaBuilder.int32().optional().defaultValue(5).build())
              .build();
      try (EnrichTransform<SinkRecord> transform = transform()) {
        Struct value = new Struct(schema).put("text", TEXT).put("desk", null).put("prio", null);
        Struct out = (Struct) transform.apply(record(schema, value)).value();
        assertThat(out.getWithoutDefault("desk")).isNull();
        assertThat(out.getWithoutDefault("prio")).isNull();
        assertThat(out.getStruct("qklm").getString("summary")).isEqualTo(TEXT);
      }
    }

    @Test
    void passesTombstones() {
      SharedCases.folder("82-smt-tombstone");
      ConnectHeaders headers = new ConnectHeaders();
      headers.addString("h", "1").addBytes("h", new byte[] {1}).add("n", null, null);
      Schema schema = SchemaBuilder.struct().optional().field("text", Schema.STRING_SCHEMA).build();
      try (EnrichTransform<SinkRecord> transform = transform()) {
        for (Schema of : new Schema[] {null, schema}) {
          SinkRecord tombstone =
              new SinkRecord(
                  "t", 3, null, null, of, null, 7, 9L, TimestampType.CREATE_TIME, headers);
          assertThat(transform.apply(tombstone)).isSameAs(tombstone);
        }
        SinkRecord full =
            new SinkRecord(
                "t",
                3,
                null,
                null,
                null,
                Map.of("text", TEXT),
                7,
                9L,
                TimestampType.CREATE_TIME,
                headers);
        assertThat(transform.apply(full).headers()).isEqualTo(headers);
      }
    }

    @Test
    void readsNestedFields() {
      SharedCases.folder("84-smt-nested-field");
      try (EnrichTransform<SinkRecord> transform = transform("text.field", "after.body")) {
        assertThat(map(transform, Map.of("after", Map.of("body", TEXT), "op", "c")))
            .containsEntry("summary", TEXT);
      }
    }

    @Test
    void namesConverters() {
      SharedCases.folder("85-smt-bytes");
      try (EnrichTransform<SinkRecord> transform = transform()) {
        for (Object value : List.of(new byte[] {1}, 5, List.of(TEXT))) {
          assertThatThrownBy(() -> transform.apply(record(null, value)))
              .isInstanceOf(DataException.class)
              .hasMessageContaining("value.converter=org.apache.kafka.connect.json.JsonConverter")
              .hasMessageContaining("org.apache.kafka.connect.storage.StringConverter");
        }
      }
    }

    @Test
    void keepsTheSchemaOfMaps() {
      SharedCases.folder("87-smt-map");
      Map<String, Object> given = Map.of("text", TEXT, "n", 1);
      Schema schema = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).build();
      try (EnrichTransform<SinkRecord> transform = transform()) {
        assertThat(map(transform, given)).containsEntry("summary", TEXT);
        assertThat(given).hasSize(2);
        assertThatThrownBy(() -> transform.apply(record(schema, Map.of("text", TEXT))))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("a value with a MAP schema takes no field of another type");
      }
    }

    @Test
    void readsDocumentsThatAreMarkup() throws Exception {
      try (EnrichTransform<SinkRecord> transform = transform()) {
        Map<?, ?> names = map(transform, document("112-html-remnants"));
        String text = (String) names.get("text");
        assertThat(text)
            .isEqualTo(
                "The mayor of Paris met Angela Merkel & others in France.\n\nShare on Facebook");
        assertThat(names.get("textFrom")).isEqualTo("markup");
        List<?> entities = (List<?>) names.get("entities");
        assertThat(entities)
            .extracting(e -> (String) ((Map<?, ?>) e).get("text"))
            .contains("Angela Merkel");
        for (Object entity : entities) {
          Map<?, ?> found = (Map<?, ?>) entity;
          assertThat(text.substring((int) found.get("start"), (int) found.get("end")))
              .isEqualTo(found.get("text"));
        }
        Map<?, ?> blocks = map(transform, document("157-html-paragraphs"));
        assertThat(blocks.get("summary").toString()).doesNotContain("<", ">");
        assertThat(blocks.get("text").toString().lines().filter(line -> !line.isBlank()))
            .containsExactly(
                "The Northbay ferry sailed again on Monday",
                "Passengers cheered at the pier",
                "First sailing at 06:10",
                "Last sailing at 23:45");
      }
    }

    private Map<?, ?> document(String folder) throws Exception {
      return new ObjectMapper().readValue(SharedCases.bytes(folder, "docs.jsonl"), Map.class);
    }

    @Test
    void readsLanguagesAsTheyAreWritten() {
      SharedCases.folder("89-smt-language");
      try (EnrichTransform<SinkRecord> transform = transform()) {
        Map<?, ?> found =
            map(
                transform,
                Map.of(
                    "text",
                    "Dr. Holm met Sen. Quill in Berlin. They agreed.",
                    "language",
                    "en_US"));
        assertThat(found.get("language").toString()).isIn("en", "en-US");
        assertThat(found.get("summary").toString())
            .startsWith("Dr. Holm met Sen. Quill in Berlin.");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text.feild=x       | unknown option 'text.feild'; did you mean 'text.field'?
          on.failure=ignore  | Invalid value ignore for configuration on.failure: String must be one of: mark, fail
          knowledge=/nowhere | the knowledge folder /nowhere does not exist on this machine
          """)
  void saysWhichOptionIsWrong(String option, String sentence) {
    String[] parts = option.split("=", 2);
    assertThatThrownBy(() -> transform(parts[0], parts[1]))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(sentence);
  }

  /** Connect hands these over with the transformation's own; it means them for itself. */
  @Test
  void takesWhatConnectAdds() {
    transform("type", "x", "predicate", "p", "negate", "true", "plugin.version", "[0.1,)").close();
  }
}
