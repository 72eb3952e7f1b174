package io.qklm.kafka;

import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/** The form of an enrichment in Kafka; {@code docs/wire-format.md} has all of them. */
@PublicEvolving
public sealed interface ValueFormat extends Serializable {

  /** JSON. */
  record Json() implements ValueFormat {}

  /**
   * Avro as Confluent's serializers write it: a zero byte, the schema's id in a registry in four
   * bytes, big-endian, and the record in Avro's binary encoding.
   *
   * @param schemaId what {@link SchemaRegistry#register} gave
   */
  record RegisteredAvro(int schemaId) implements ValueFormat {}

  /**
   * Avro's single-object encoding, which needs no registry: {@code C3 01}, the schema's fingerprint
   * (CRC-64-AVRO) in eight bytes, little-endian, and the record in Avro's binary encoding.
   */
  record SingleObjectAvro() implements ValueFormat {}
}
