package io.qklm.kafka;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** Flink's type information for the records of this package. */
public final class KafkaTypes {

  /** Of records read. */
  public static final TypeInformation<KafkaInput> INPUT = new InputType();

  /** Of records to write. */
  public static final TypeInformation<KafkaOutput> OUTPUT = new OutputType();

  private KafkaTypes() {}

  /** A type Flink treats as a whole: it has no fields and is no key. */
  private abstract static class RecordType<T> extends TypeInformation<T> {

    private static final long serialVersionUID = 1L;

    private final Class<T> type;

    RecordType(Class<T> type) {
      this.type = type;
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
    public Class<T> getTypeClass() {
      return type;
    }

    @Override
    public boolean isKeyType() {
      return false;
    }

    @Override
    public String toString() {
      return type.getSimpleName();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof RecordType<?> that && type == that.type;
    }

    @Override
    public int hashCode() {
      return type.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
      return other instanceof RecordType<?>;
    }
  }

  private static final class InputType extends RecordType<KafkaInput> {
    private static final long serialVersionUID = 1L;

    InputType() {
      super(KafkaInput.class);
    }

    @Override
    public TypeSerializer<KafkaInput> createSerializer(SerializerConfig config) {
      return new KafkaInputSerializer();
    }
  }

  private static final class OutputType extends RecordType<KafkaOutput> {
    private static final long serialVersionUID = 1L;

    OutputType() {
      super(KafkaOutput.class);
    }

    @Override
    public TypeSerializer<KafkaOutput> createSerializer(SerializerConfig config) {
      return new KafkaOutputSerializer();
    }
  }
}
