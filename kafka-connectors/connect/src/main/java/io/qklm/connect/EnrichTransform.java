package io.qklm.connect;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.document.Rejection;
import io.qklm.document.TextForm;
import io.qklm.model.SharedResources;
import io.qklm.text.WellFormed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.ConnectSchema;
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
  private static final FieldPath CONTENT_TYPE = new FieldPath("contentType");

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
    if (value instanceof Map<?, ?> map && record.valueSchema() == null) {
      return enriched(record, map);
    }
    if (value instanceof String text) {
      Schema schema = schemaOfText();
      Struct wrapped = new Struct(schema).put("text", text);
      wrapped.put(
          settings().outputField(),
          EnrichmentStructs.struct(outcome(record, text, settings().contentType(), "", "")));
      return with(record, schema, wrapped);
    }
    throw new DataException(
        (value instanceof Map
                ? "a value with a MAP schema takes no field of another type"
                : "a value of "
                    + value.getClass().getSimpleName()
                    + " has no text that QKLM could read")
            + "; use a converter that gives fields or a string, such as"
            + " value.converter=org.apache.kafka.connect.json.JsonConverter (with"
            + " value.converter.schemas.enable=false for plain JSON) or"
            + " org.apache.kafka.connect.storage.StringConverter");
  }

  private R enriched(R record, Struct value) {
    Outcome outcome = outcome(record, value);
    String output = settings().outputField();
    Schema schema = schemaWithOutput(value.schema());
    Struct updated = copy(value, schema);
    updated.put(output, EnrichmentStructs.struct(outcome));
    return with(record, schema, updated);
  }

  /** All fields but the output's; one that is null on purpose stays so, whatever its default. */
  private Struct copy(Struct value, Schema schema) {
    Struct copy = new Struct(schema);
    for (Field field : value.schema().fields()) {
      if (!field.name().equals(settings().outputField())) {
        copy.put(field.name(), value.getWithoutDefault(field.name()));
      }
    }
    return copy;
  }

  private R enriched(R record, Map<?, ?> value) {
    Outcome outcome = outcome(record, value);
    Map<Object, @Nullable Object> updated = new LinkedHashMap<>(value);
    updated.put(settings().outputField(), EnrichmentStructs.map(outcome));
    return with(record, null, updated);
  }

  private Outcome outcome(R record, Object value) {
    EnrichOptions wanted = settings();
    Object language = optional(value, wanted.languageField());
    Object title = optional(value, wanted.titleField());
    FieldPath.Found text = wanted.textField().in(value);
    if (text instanceof FieldPath.Found.Value found) {
      return outcome(record, found.value(), form(value), title, language);
    }
    return refused(
        record,
        Rejection.Cause.MISSING_FIELD,
        "the field '"
            + wanted.textField().written()
            + "' is missing or blank: "
            + ((FieldPath.Found.Nothing) text).reason()
            + "; set text.field to one that holds the text");
  }

  private static @Nullable Object optional(Object value, FieldPath path) {
    return path.in(value) instanceof FieldPath.Found.Value found ? found.value() : null;
  }

  /** What the option says of texts, else what the value says of its own. */
  private TextForm form(Object value) {
    TextForm set = settings().contentType();
    return set == TextForm.UNSPECIFIED && optional(value, CONTENT_TYPE) instanceof String type
        ? TextForm.ofMediaType(type)
        : set;
  }

  private Outcome outcome(
      R record,
      @Nullable Object text,
      TextForm form,
      @Nullable Object title,
      @Nullable Object language) {
    String field = settings().textField().written();
    if (!(text instanceof String words)) {
      return refused(
          record,
          text == null ? Rejection.Cause.MISSING_FIELD : Rejection.Cause.WRONG_TYPE,
          text == null
              ? "the field '" + field + "' is missing or blank"
              : "the field '" + field + "' is no string; set text.field to one that is");
    }
    if (words.isBlank()) {
      return refused(
          record, Rejection.Cause.MISSING_FIELD, "the field '" + field + "' is missing or blank");
    }
    int broken = WellFormed.loneSurrogate(words);
    if (broken >= 0) {
      return refused(
          record,
          Rejection.Cause.INVALID_ENCODING,
          "the field '"
              + field
              + "' holds half of a surrogate pair at code point "
              + broken
              + "; send whole characters");
    }
    Outcome outcome =
        engine()
            .enrich(
                new Document(
                    name(record),
                    words,
                    given(title),
                    Optional.empty(),
                    given(language).flatMap(LanguageCode::of),
                    Optional.empty(),
                    Map.of(),
                    form));
    return outcome instanceof Rejection rejection
        ? refused(record, rejection.cause(), rejection.message())
        : outcome;
  }

  private Rejection refused(R record, Rejection.Cause cause, String message) {
    if (settings().failing()) {
      throw new DataException(name(record) + ": " + message);
    }
    return new Rejection(name(record), cause, message);
  }

  /** Of a record that a source just made, no partition is known yet. */
  private String name(R record) {
    Integer partition = record.kafkaPartition();
    return record.topic() + (partition == null ? "" : "-" + partition) + " key " + record.key();
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
    List<Field> fields = new ArrayList<>();
    for (Field field : schema.fields()) {
      if (!field.name().equals(settings().outputField())) {
        fields.add(new Field(field.name(), fields.size(), field.schema()));
      }
    }
    fields.add(new Field(settings().outputField(), fields.size(), EnrichmentStructs.SCHEMA));
    Schema made = schema(schema, fields, null);
    if (schema.defaultValue() instanceof Struct byDefault) {
      made = schema(schema, fields, copy(byDefault, made));
    }
    schemas.put(schema, made);
    return made;
  }

  /** The same in all but its fields. */
  private static Schema schema(Schema like, List<Field> fields, @Nullable Struct byDefault) {
    return new ConnectSchema(
        Schema.Type.STRUCT,
        like.isOptional(),
        byDefault,
        like.name(),
        like.version(),
        like.doc(),
        like.parameters(),
        fields,
        null,
        null);
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
