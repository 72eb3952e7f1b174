package io.qklm.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.flink.annotation.PublicEvolving;

/** The Avro schemas of the wire contract, from the files under {@code schema/}. */
@PublicEvolving
public final class AvroSchemas {

  private AvroSchemas() {}

  /** Of a value in the output topic. */
  public static Schema enrichment() {
    String name = "schema/enrichment.avsc";
    try (InputStream in = AvroSchemas.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
