package io.qklm.connect;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.document.Rejection;
import io.qklm.model.SharedResources;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Adds a field with the enrichment to a record's value: to one with a schema, to a map without one,
 * or to a string, which becomes the field {@code text} of a new value. A tombstone passes as it is.
 * One model and one knowledge serve all tasks of a worker.
 */
public final class EnrichTransform<R extends ConnectRecord<R>>
    implements Transformation<R>, Versioned {

  private static final int SCHEMAS = 64;

  private final Cache<Schema, Schema> schemas = new SynchronizedCache<>(new LRUCache<>(SCHEMAS));

  private @Nullable EnrichOptions options;
  private SharedResources.@Nullable Lease<WorkerEngine> engine;

  /** Called by Connect. */
  public EnrichTransform() {}

  @Override
  public String version() {
    return PluginVersion.current();
  }

  @Override
  public ConfigDef config() {
    return EnrichOptions.DEFINITION;
  }

  @Override
  public void configure(Map<String, ?> given) {
    EnrichOptions read = EnrichOptions.of(given);
    options = read;
    try {
      engine = WorkerEngine.lease(read);
    } catch (IOException e) {
      throw new ConnectException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("interrupted while the knowledge was opened", e);
    }
  }

  @Override
  public R apply(R record) {
    Object value = record.value();
    if (value == null) {
      return record;
    }
    if (value instanceof Struct struct) {
      return enriched(record, struct);
    }
    if (value instanceof Map<?, ?> map) {
      return enriched(record, map);
    }
    if (value instanceof String text) {
      Schema schema = schemaOfText();
      Struct wrapped = new Struct(schema).put("text", text);
      wrapped.put(
          settings().outputField(), EnrichmentStructs.struct(outcome(record, text, "", "")));
      return with(record, schema, wrapped);
    }
    throw new DataException(
        "a value of "
            + value.getClass().getSimpleName()
            + " has no text that QKLM could read; use a converter that gives fields or a string,"
            + " such as JsonConverter or StringConverter");
  }

  private R enriched(R record, Struct value) {
    EnrichOptions wanted = settings();
    Outcome outcome =
        outcome(
            record,
            field(value, wanted.textField()),
            field(value, wanted.titleField()),
            field(value, wanted.languageField()));
    Schema schema = schemaWithOutput(value.schema());
    Struct updated = new Struct(schema);
    for (Field field : value.schema().fields()) {
      if (!field.name().equals(wanted.outputField())) {
        updated.put(field.name(), value.get(field));
      }
    }
    updated.put(wanted.outputField(), EnrichmentStructs.struct(outcome));
    return with(record, schema, updated);
  }

  private R enriched(R record, Map<?, ?> value) {
    EnrichOptions wanted = settings();
    Outcome outcome =
        outcome(
            record,
            value.get(wanted.textField()),
            value.get(wanted.titleField()),
            value.get(wanted.languageField()));
    Map<Object, @Nullable Object> updated = new LinkedHashMap<>(value);
    updated.put(wanted.outputField(), EnrichmentStructs.map(outcome));
    return with(record, null, updated);
  }

  private static @Nullable Object field(Struct value, String name) {
    Field field = value.schema().field(name);
    return field == null ? null : value.get(field);
  }

  private Outcome outcome(
      R record, @Nullable Object text, @Nullable Object title, @Nullable Object language) {
    String name = record.topic() + "-" + record.kafkaPartition() + " key " + record.key();
    Outcome outcome;
    if (text instanceof String words && !words.isBlank()) {
      outcome =
          engine()
              .enrich(
                  new Document(
                      name,
                      words,
                      given(title),
                      Optional.empty(),
                      given(language),
                      Optional.empty(),
                      Map.of()));
    } else {
      String field = settings().textField();
      outcome =
          new Rejection(
              name,
              Rejection.Cause.MISSING_FIELD,
              text == null || text instanceof String
                  ? "the field '" + field + "' is missing or blank"
                  : "the field '" + field + "' is no string; set text.field to one that is");
    }
    if (outcome instanceof Rejection rejection && settings().failing()) {
      throw new DataException(name + ": " + rejection.message());
    }
    return outcome;
  }

  private static Optional<String> given(@Nullable Object value) {
    return value instanceof String words && !words.isBlank()
        ? Optional.of(words)
        : Optional.empty();
  }

  private Schema schemaOfText() {
    return SchemaBuilder.struct()
        .field("text", Schema.STRING_SCHEMA)
        .field(settings().outputField(), EnrichmentStructs.SCHEMA)
        .build();
  }

  private Schema schemaWithOutput(Schema schema) {
    Schema known = schemas.get(schema);
    if (known != null) {
      return known;
    }
    SchemaBuilder builder = SchemaBuilder.struct().name(schema.name()).version(schema.version());
    if (schema.isOptional()) {
      builder.optional();
    }
    for (Field field : schema.fields()) {
      if (!field.name().equals(settings().outputField())) {
        builder.field(field.name(), field.schema());
      }
    }
    Schema made = builder.field(settings().outputField(), EnrichmentStructs.SCHEMA).build();
    schemas.put(schema, made);
    return made;
  }

  private static <R extends ConnectRecord<R>> R with(
      R record, @Nullable Schema schema, Object value) {
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        schema,
        value,
        record.timestamp());
  }

  private EnrichOptions settings() {
    if (options == null) {
      throw new IllegalStateException("the transformation was not configured");
    }
    return options;
  }

  private WorkerEngine engine() {
    if (engine == null) {
      throw new IllegalStateException("the transformation is closed or was not configured");
    }
    return engine.value();
  }

  @Override
  public void close() {
    SharedResources.Lease<WorkerEngine> held = engine;
    engine = null;
    if (held != null) {
      held.close();
    }
  }
}
