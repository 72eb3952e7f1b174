package io.qklm.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeAll;
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
          .hasMessage("news-0 key k: the field 'text' is missing or blank");
      assertThatThrownBy(() -> transform.apply(record(Schema.BYTES_SCHEMA, new byte[3])))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("use a converter that gives fields or a string");
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
  void saysWhatIsWrong(String option, String sentence) {
    String[] parts = option.split("=", 2);
    assertThatThrownBy(() -> transform(parts[0], parts[1]))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(sentence);
  }
}
