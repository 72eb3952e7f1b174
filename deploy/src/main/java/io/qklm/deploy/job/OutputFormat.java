package io.qklm.deploy.job;

import io.qklm.kafka.AvroSchemas;
import io.qklm.kafka.SchemaRegistry;
import io.qklm.kafka.ValueFormat;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * In which form enrichments are written.
 *
 * @param form the form, with the schema's id once the registry was asked
 * @param registry address of a schema registry; empty without one
 */
public record OutputFormat(ValueFormat form, String registry) implements Serializable {

  /** The names on a command line. */
  public enum Name {
    JSON,
    AVRO
  }

  /** Reads a name in any case. */
  static final class NameReader implements ITypeConverter<Name> {
    @Override
    public Name convert(String value) {
      for (Name name : Name.values()) {
        if (name.name().equalsIgnoreCase(value)) {
          return name;
        }
      }
      throw new TypeConversionException("'" + value + "' is no output format; write json or avro");
    }
  }

  /** JSON, as it is when nothing is said. */
  public static OutputFormat json() {
    return new OutputFormat(new ValueFormat.Json(), "");
  }

  /**
   * The form of a name.
   *
   * @throws IllegalArgumentException if a registry is given for a form that needs none, or has no
   *     address
   */
  static OutputFormat of(Name name, String registry) {
    if (name == Name.JSON) {
      if (!registry.isBlank()) {
        throw new IllegalArgumentException(
            "--schema-registry is for --output-format avro; JSON needs none");
      }
      return json();
    }
    if (!registry.isBlank()) {
      SchemaRegistry.checkAddress(registry);
    }
    return new OutputFormat(new ValueFormat.SingleObjectAvro(), registry);
  }

  /**
   * With the schema's id, if there is a registry to ask.
   *
   * @throws IOException with a sentence when the registry cannot be reached or refuses the schema
   */
  OutputFormat registered(String topic) throws IOException {
    if (registry.isBlank()) {
      return this;
    }
    try {
      int id = new SchemaRegistry(registry).register(topic, AvroSchemas.enrichment());
      return new OutputFormat(new ValueFormat.RegisteredAvro(id), registry);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the schema registry was asked");
    }
  }
}
