package io.qklm.kafka;

/** Brings the JSON of an enrichment into the form that a topic wants. Thread safe. */
@FunctionalInterface
interface ValueEncoder {

  byte[] encode(byte[] json);

  static ValueEncoder of(ValueFormat format) {
    if (format instanceof ValueFormat.RegisteredAvro registered) {
      return AvroEncoder.registered(registered.schemaId());
    }
    return format instanceof ValueFormat.SingleObjectAvro
        ? AvroEncoder.singleObject()
        : json -> json;
  }
}
