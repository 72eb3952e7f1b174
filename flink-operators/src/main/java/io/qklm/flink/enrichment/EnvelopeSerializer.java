package io.qklm.flink.enrichment;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * {@link Envelope} in checkpoints and between tasks: the kind's code as byte; the note as int and
 * as many bytes; whether there is a record, as boolean; the record by its own serializer.
 */
@Internal
public final class EnvelopeSerializer<T> extends TypeSerializer<Envelope<T>> {

  private static final long serialVersionUID = 1L;

  /** News and stamps are small; more is no note of ours. */
  private static final int MAX_NOTE_BYTES = 1 << 20;

  private final TypeSerializer<T> values;

  public EnvelopeSerializer(TypeSerializer<T> values) {
    this.values = values;
  }

  @Override
  public boolean isImmutableType() {
    return values.isImmutableType();
  }

  @Override
  public TypeSerializer<Envelope<T>> duplicate() {
    return new EnvelopeSerializer<>(values.duplicate());
  }

  @Override
  public Envelope<T> createInstance() {
    return Envelope.status(false);
  }

  @Override
  public Envelope<T> copy(Envelope<T> from) {
    T value = from.valueOrNull();
    return value == null || values.isImmutableType()
        ? from
        : new Envelope<>(from.kind(), values.copy(value), from.note());
  }

  @Override
  public Envelope<T> copy(Envelope<T> from, Envelope<T> reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Envelope<T> envelope, DataOutputView out) throws IOException {
    out.writeByte(envelope.kind().code());
    out.writeInt(envelope.note().length);
    out.write(envelope.note());
    T value = envelope.valueOrNull();
    out.writeBoolean(value != null);
    if (value != null) {
      values.serialize(value, out);
    }
  }

  @Override
  public Envelope<T> deserialize(DataInputView in) throws IOException {
    int code = in.readByte();
    int length = in.readInt();
    if (length < 0 || length > MAX_NOTE_BYTES) {
      throw new IOException("this envelope is damaged: a note of " + length + " bytes");
    }
    byte[] note = new byte[length];
    in.readFully(note);
    Envelope.Kind kind;
    try {
      kind = Envelope.Kind.of(code);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "this state was written by a newer version ("
              + e.getMessage()
              + "); restore it with"
              + " that",
          e);
    }
    return new Envelope<>(kind, in.readBoolean() ? values.deserialize(in) : null, note);
  }

  @Override
  public Envelope<T> deserialize(Envelope<T> reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EnvelopeSerializer<?> that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode() + 1;
  }

  @Override
  public TypeSerializerSnapshot<Envelope<T>> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** Named in checkpoints: neither renamed nor moved. */
  public static final class Snapshot<T>
      extends CompositeTypeSerializerSnapshot<Envelope<T>, EnvelopeSerializer<T>> {

    public Snapshot() {}

    Snapshot(EnvelopeSerializer<T> serializer) {
      super(serializer);
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
      return 1;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(EnvelopeSerializer<T> outer) {
      return new TypeSerializer<?>[] {outer.values};
    }

    @Override
    @SuppressWarnings("unchecked") // what getNestedSerializers gave
    protected EnvelopeSerializer<T> createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new EnvelopeSerializer<>((TypeSerializer<T>) nested[0]);
    }
  }
}
