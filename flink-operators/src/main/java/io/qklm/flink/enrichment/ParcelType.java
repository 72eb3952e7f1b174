package io.qklm.flink.enrichment;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of {@link Parcel}s of records of a type. */
@Internal
public final class ParcelType<T> extends TypeInformation<Parcel<T>> {

  private static final long serialVersionUID = 1L;

  private final TypeInformation<T> values;

  public ParcelType(TypeInformation<T> values) {
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
  public Class<Parcel<T>> getTypeClass() {
    return (Class<Parcel<T>>) (Class<?>) Parcel.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<Parcel<T>> createSerializer(SerializerConfig config) {
    return new ParcelSerializer<>(values.createSerializer(config));
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ParcelType<?>;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParcelType<?> that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode() + 1;
  }

  @Override
  public String toString() {
    return "Parcel<" + values + ">";
  }
}
