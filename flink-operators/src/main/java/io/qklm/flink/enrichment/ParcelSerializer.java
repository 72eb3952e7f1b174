package io.qklm.flink.enrichment;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * {@link Parcel} in checkpoints and between tasks: the kind's code as byte; the note as int and as
 * many bytes; whether there is a record, as boolean; the record by its own serializer.
 */
@Internal
public final class ParcelSerializer<T> extends TypeSerializer<Parcel<T>> {

  private static final long serialVersionUID = 1L;

  /** News and stamps are small; more is no note of ours. */
  private static final int MAX_NOTE_BYTES = 1 << 20;

  private final TypeSerializer<T> values;

  public ParcelSerializer(TypeSerializer<T> values) {
    this.values = values;
  }

  @Override
  public boolean isImmutableType() {
    return values.isImmutableType();
  }

  @Override
  public TypeSerializer<Parcel<T>> duplicate() {
    return new ParcelSerializer<>(values.duplicate());
  }

  @Override
  public Parcel<T> createInstance() {
    return Parcel.status(false);
  }

  @Override
  public Parcel<T> copy(Parcel<T> from) {
    T value = from.valueOrNull();
    return value == null || values.isImmutableType()
        ? from
        : new Parcel<>(from.kind(), values.copy(value), from.note());
  }

  @Override
  public Parcel<T> copy(Parcel<T> from, Parcel<T> reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Parcel<T> parcel, DataOutputView out) throws IOException {
    out.writeByte(parcel.kind().code());
    out.writeInt(parcel.note().length);
    out.write(parcel.note());
    T value = parcel.valueOrNull();
    out.writeBoolean(value != null);
    if (value != null) {
      values.serialize(value, out);
    }
  }

  @Override
  public Parcel<T> deserialize(DataInputView in) throws IOException {
    int code = in.readByte();
    int length = in.readInt();
    if (length < 0 || length > MAX_NOTE_BYTES) {
      throw new IOException("this parcel is damaged: a note of " + length + " bytes");
    }
    byte[] note = new byte[length];
    in.readFully(note);
    Parcel.Kind kind;
    try {
      kind = Parcel.Kind.of(code);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "this state was written by a newer version ("
              + e.getMessage()
              + "); restore it with"
              + " that",
          e);
    }
    return new Parcel<>(kind, in.readBoolean() ? values.deserialize(in) : null, note);
  }

  @Override
  public Parcel<T> deserialize(Parcel<T> reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParcelSerializer<?> that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode() + 1;
  }

  @Override
  public TypeSerializerSnapshot<Parcel<T>> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** Named in checkpoints: neither renamed nor moved. */
  public static final class Snapshot<T>
      extends CompositeTypeSerializerSnapshot<Parcel<T>, ParcelSerializer<T>> {

    public Snapshot() {}

    Snapshot(ParcelSerializer<T> serializer) {
      super(serializer);
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
      return 1;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(ParcelSerializer<T> outer) {
      return new TypeSerializer<?>[] {outer.values};
    }

    @Override
    @SuppressWarnings("unchecked") // what getNestedSerializers gave
    protected ParcelSerializer<T> createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new ParcelSerializer<>((TypeSerializer<T>) nested[0]);
    }
  }
}
