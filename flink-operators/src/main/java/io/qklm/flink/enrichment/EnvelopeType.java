package io.qklm.flink.enrichment;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of {@link Envelope}s of records of a type. */
@Internal
public final class EnvelopeType<T> extends TypeInformation<Envelope<T>> {

  private static final long serialVersionUID = 1L;

  private final TypeInformation<T> values;

  public EnvelopeType(TypeInformation<T> values) {
    this.values = values;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  @SuppressWarnings("unchecked") // Flink has no other way to name the class of a generic type
  public Class<Envelope<T>> getTypeClass() {
    return (Class<Envelope<T>>) (Class<?>) Envelope.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<Envelope<T>> createSerializer(SerializerConfig config) {
    return new EnvelopeSerializer<>(values.createSerializer(config));
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof EnvelopeType<?>;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EnvelopeType<?> that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode() + 1;
  }

  @Override
  public String toString() {
    return "Envelope<" + values + ">";
  }
}
