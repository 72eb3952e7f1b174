package io.qklm.kafka;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The enrichment in Avro, made of its JSON by the names of the fields, so that both say the same.
 * Without the names a record is mostly the smaller of the two, but a short number may take more.
 */
final class AvroEncoder implements ValueEncoder {

  private static final int MOST_ZEROS = 100;
  private static final byte CONFLUENT = 0;
  private static final byte[] SINGLE_OBJECT = {(byte) 0xC3, 1};

  private final ObjectMapper mapper =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private final Schema schema = AvroSchemas.enrichment();
  private final GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(schema);
  private final byte[] head;

  private AvroEncoder(byte[] head) {
    this.head = head;
  }

  static AvroEncoder registered(int schemaId) {
    return new AvroEncoder(ByteBuffer.allocate(5).put(CONFLUENT).putInt(schemaId).array());
  }

  static AvroEncoder singleObject() {
    long fingerprint = SchemaNormalization.parsingFingerprint64(AvroSchemas.enrichment());
    return new AvroEncoder(
        ByteBuffer.allocate(10)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(SINGLE_OBJECT)
            .putLong(fingerprint)
            .array());
  }

  @Override
  public byte[] encode(byte[] json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length);
    try {
      bytes.write(head);
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      writer.write(record(schema, mapper.readTree(json)), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static GenericRecord record(Schema schema, JsonNode json) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      JsonNode value = json.get(field.name());
      record.put(
          field.pos(),
          value == null && field.hasDefaultValue()
              ? GenericData.get().getDefaultValue(field)
              : value(field.schema(), value));
    }
    return record;
  }

  private static @Nullable Object value(Schema schema, @Nullable JsonNode json) {
    if (json == null || json.isNull()) {
      return null;
    }
    return switch (schema.getType()) {
      case UNION -> value(present(schema), json);
      case RECORD -> record(schema, json);
      case ARRAY -> list(schema.getElementType(), json);
      case MAP -> map(schema.getValueType(), json);
      case INT -> json.intValue();
      case LONG -> json.longValue();
      case DOUBLE -> json.doubleValue();
      case BOOLEAN -> json.booleanValue();
      case STRING -> json.isNumber() ? digits(json.decimalValue()) : json.textValue();
      default -> throw new IllegalStateException("the schema has a type " + schema.getType());
    };
  }

  /** Plain, unless an exponent says in a few bytes what would be thousands of zeros. */
  private static String digits(BigDecimal number) {
    return Math.abs((long) number.scale()) > MOST_ZEROS
        ? number.toString()
        : number.toPlainString();
  }

  /** Every union here is of null and one more. */
  private static Schema present(Schema union) {
    return union.getTypes().get(1);
  }

  private static List<@Nullable Object> list(Schema element, JsonNode json) {
    return StreamSupport.stream(json.spliterator(), false)
        .<@Nullable Object>map(value -> value(element, value))
        .toList();
  }

  private static Map<String, @Nullable Object> map(Schema value, JsonNode json) {
    Map<String, @Nullable Object> map = new HashMap<>();
    json.properties().forEach(entry -> map.put(entry.getKey(), value(value, entry.getValue())));
    return map;
  }
}
