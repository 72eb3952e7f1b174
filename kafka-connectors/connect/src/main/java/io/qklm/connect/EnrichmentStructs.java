package io.qklm.connect;

import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.FactStatement;
import io.qklm.document.Outcome;
import io.qklm.document.Provenance;
import io.qklm.document.Rejection;
import io.qklm.document.Summary;
import io.qklm.kg.EntityId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** An outcome in Connect's data: with its schema, or as maps for values without one. */
final class EnrichmentStructs {

  private static final Schema TEXT = Schema.OPTIONAL_STRING_SCHEMA;
  private static final Schema NAME = Schema.STRING_SCHEMA;

  private static final Schema ENTITY =
      SchemaBuilder.struct()
          .name("io.qklm.Entity")
          .field("start", Schema.INT32_SCHEMA)
          .field("end", Schema.INT32_SCHEMA)
          .field("text", NAME)
          .field("type", NAME)
          .field("entityId", TEXT)
          .field("label", TEXT)
          .field("description", TEXT)
          .field("score", Schema.FLOAT64_SCHEMA)
          .build();

  private static final Schema FACT =
      SchemaBuilder.struct()
          .name("io.qklm.Fact")
          .field("subject", NAME)
          .field("subjectLabel", NAME)
          .field("relation", NAME)
          .field("relationLabel", NAME)
          .field("objectKind", NAME)
          .field("object", NAME)
          .field("objectLabel", TEXT)
          .field("objectUnit", TEXT)
          .build();

  private static final Schema PROVENANCE =
      SchemaBuilder.struct()
          .name("io.qklm.Provenance")
          .optional()
          .field("epoch", Schema.INT64_SCHEMA)
          .field("epochDigest", NAME)
          .field("model", NAME)
          .field("modelDigest", NAME)
          .field("version", NAME)
          .build();

  /** Of the added field; all is null but {@code error} where a text could not be enriched. */
  static final Schema SCHEMA =
      SchemaBuilder.struct()
          .name("io.qklm.Enrichment")
          .optional()
          .field("language", TEXT)
          .field("summary", TEXT)
          .field("entities", SchemaBuilder.array(ENTITY).optional().build())
          .field("facts", SchemaBuilder.array(FACT).optional().build())
          .field("provenance", PROVENANCE)
          .field("truncated", Schema.OPTIONAL_BOOLEAN_SCHEMA)
          .field("error", TEXT)
          .field("text", TEXT)
          .field("textFrom", TEXT)
          .field("titleEntities", SchemaBuilder.array(ENTITY).optional().build())
          .build();

  private EnrichmentStructs() {}

  /** With the schema {@link #SCHEMA}. */
  static Struct struct(Outcome outcome) {
    return struct(SCHEMA, map(outcome));
  }

  private static Struct struct(Schema schema, Map<?, ?> values) {
    Struct struct = new Struct(schema);
    for (Field field : schema.fields()) {
      struct.put(field, value(field.schema(), values.get(field.name())));
    }
    return struct;
  }

  private static @Nullable Object value(Schema schema, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return struct(schema, map);
    }
    return value instanceof List<?> list
        ? list.stream().map(element -> value(schema.valueSchema(), element)).toList()
        : value;
  }

  /** The same without a schema. */
  static Map<String, @Nullable Object> map(Outcome outcome) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (outcome instanceof Enrichment enrichment) {
      map.put("language", enrichment.language());
      map.put("summary", enrichment.summary().map(Summary::text).orElse(null));
      map.put("entities", entities(enrichment.entities()));
      map.put("facts", enrichment.facts().stream().map(EnrichmentStructs::fact).toList());
      map.put("provenance", provenance(enrichment.provenance()));
      map.put("truncated", enrichment.truncated());
      // Only where offsets point into something that the record does not have yet.
      enrichment
          .document()
          .form()
          .source()
          .ifPresent(
              source -> {
                map.put("text", enrichment.document().text());
                map.put("textFrom", source);
              });
      enrichment
          .document()
          .title()
          .ifPresent(title -> map.put("titleEntities", entities(enrichment.titleEntities())));
    } else if (outcome instanceof Rejection rejection) {
      map.put("error", rejection.message());
    }
    return map;
  }

  private static List<Map<String, @Nullable Object>> entities(List<EntityAnnotation> entities) {
    return entities.stream().map(EnrichmentStructs::entity).toList();
  }

  private static Map<String, @Nullable Object> entity(EntityAnnotation entity) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("start", entity.span().start());
    map.put("end", entity.span().end());
    map.put("text", entity.text());
    map.put("type", entity.kind().name());
    map.put("entityId", entity.entityId().map(EntityId::value).orElse(null));
    map.put("label", entity.label().orElse(null));
    map.put("description", entity.description().orElse(null));
    map.put("score", entity.score());
    return map;
  }

  private static Map<String, @Nullable Object> fact(FactStatement fact) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("subject", fact.subject().value());
    map.put("subjectLabel", fact.subjectLabel());
    map.put("relation", fact.relation());
    map.put("relationLabel", fact.relationLabel());
    map.put("objectKind", fact.object().kind());
    map.put("object", fact.object().plain());
    map.put("objectLabel", fact.objectLabel().orElse(null));
    map.put("objectUnit", fact.object().unit().orElse(null));
    return map;
  }

  private static Map<String, @Nullable Object> provenance(Provenance provenance) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("epoch", provenance.epoch());
    map.put("epochDigest", provenance.epochDigest());
    map.put("model", provenance.model());
    map.put("modelDigest", provenance.modelDigest());
    map.put("version", provenance.version());
    return map;
  }
}
