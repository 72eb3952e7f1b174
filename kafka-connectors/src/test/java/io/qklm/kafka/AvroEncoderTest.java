package io.qklm.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.TextForm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.junit.jupiter.api.Test;

/** Avro says what JSON says, and readers of every age understand it. */
class AvroEncoderTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EnrichmentWriter writer = new EnrichmentWriter();
  private final Schema schema = AvroSchemas.enrichment();

  private static Schema first() throws IOException {
    return new Schema.Parser()
        .parse(AvroEncoderTest.class.getResourceAsStream("enrichment-1.avsc"));
  }

  private static GenericRecord read(byte[] value, Schema written, Schema wanted)
      throws IOException {
    return new GenericDatumReader<GenericRecord>(written, wanted)
        .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
  }

  @Test
  void saysWhatJsonSays() throws IOException {
    Enrichment extracted = Samples.extracted(Samples.MERKEL.text(), TextForm.FROM_HTML);
    for (Enrichment enrichment :
        List.of(
            Samples.enrichment(),
            Samples.described(),
            Samples.written(),
            extracted,
            Samples.overridden("o1", "o2"),
            Samples.large(20, 20),
            bare())) {
      byte[] json = writer.write(enrichment);
      byte[] avro = ValueEncoder.of(new ValueFormat.RegisteredAvro(77)).encode(json);
      assertThat(Arrays.copyOf(avro, 5)).containsExactly(0, 0, 0, 0, 77);
      assertThat(avro.length).isLessThan(json.length);
      same(JSON.readTree(json), read(avro, schema, schema), "enrichment");
    }
  }

  private static Enrichment bare() {
    return new Enrichment(
        Document.of("a", "b"),
        "und",
        Optional.empty(),
        List.of(),
        List.of(),
        Samples.PROVENANCE,
        true);
  }

  /** Every leaf of the JSON is in the record. */
  private static void same(JsonNode json, Object avro, String where) {
    if (json.isObject()) {
      json.properties()
          .forEach(
              field -> {
                Object value =
                    avro instanceof GenericRecord record
                        ? record.hasField(field.getKey())
                            ? record.get(field.getKey())
                            : "no such field"
                        : byText((Map<?, ?>) avro, field.getKey());
                same(field.getValue(), value, where + "." + field.getKey());
              });
    } else if (json.isArray()) {
      List<?> list = (List<?>) avro;
      assertThat(list).as(where).hasSize(json.size());
      for (int i = 0; i < json.size(); i++) {
        same(json.get(i), list.get(i), where + "[" + i + "]");
      }
    } else if (json.isNull()) {
      assertThat(avro).as(where).isNull();
    } else {
      assertThat(String.valueOf(avro)).as(where).isEqualTo(json.asText());
    }
  }

  private static Object byText(Map<?, ?> map, String key) {
    return map.entrySet().stream()
        .filter(entry -> entry.getKey().toString().equals(key))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /** What made Avro larger than JSON, a hundredfold. */
  @Test
  void writesNoRowOfZeros() throws IOException {
    String json =
        new String(writer.write(Samples.enrichment()), StandardCharsets.UTF_8)
            .replace("1841179", "1E+1000000");
    byte[] avro =
        ValueEncoder.of(new ValueFormat.RegisteredAvro(1))
            .encode(json.getBytes(StandardCharsets.UTF_8));
    assertThat(avro.length).isLessThan(json.length());
    assertThat(read(avro, schema, schema).toString()).contains("\"1E+1000000\"");
  }

  @Test
  void namesItsSchemaWhereThereIsNoRegistry() throws IOException {
    byte[] json = writer.write(Samples.enrichment());
    byte[] avro = ValueEncoder.of(new ValueFormat.SingleObjectAvro()).encode(json);
    GenericRecord record =
        new BinaryMessageDecoder<GenericRecord>(GenericData.get(), schema)
            .decode(ByteBuffer.wrap(avro));
    same(JSON.readTree(json), record, "enrichment");
  }

  /** The first schema is committed: whoever reads by it goes on to. */
  @Test
  void isReadByTheOldestReader() throws IOException {
    Enrichment extracted = Samples.extracted(Samples.MERKEL.text(), TextForm.FROM_HTML);
    for (Enrichment enrichment :
        List.of(Samples.enrichment(), Samples.described(), Samples.written(), extracted)) {
      byte[] avro =
          ValueEncoder.of(new ValueFormat.RegisteredAvro(1)).encode(writer.write(enrichment));
      GenericRecord old = read(avro, schema, first());
      assertThat(old.get("id").toString()).isEqualTo("news-001");
      assertThat((List<?>) old.get("entities")).hasSize(2);
    }
    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(first(), schema).getType())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  @Test
  void readsTheOldestRecords() throws IOException {
    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(schema, first()).getType())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  /** The rule that the schema states, so that the two tests above can fail. */
  @Test
  void wouldNotTakeAFieldWithoutADefault() throws IOException {
    String broken =
        schema
            .toString()
            .replace(
                "{\"name\":\"truncated\"",
                "{\"name\":\"added\",\"type\":\"string\"},{\"name\":\"truncated\"");
    String fine =
        broken.replace(
            "\"added\",\"type\":\"string\"", "\"added\",\"type\":\"string\",\"default\":\"\"");
    assertThat(compatible(broken)).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    assertThat(compatible(fine)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  private static SchemaCompatibilityType compatible(String newer) throws IOException {
    return SchemaCompatibility.checkReaderWriterCompatibility(
            new Schema.Parser().parse(newer), first())
        .getType();
  }
}
