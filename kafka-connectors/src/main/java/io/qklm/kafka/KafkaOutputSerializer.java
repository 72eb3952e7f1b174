package io.qklm.kafka;

import static io.qklm.kafka.RecordBytes.checkVersion;
import static io.qklm.kafka.RecordBytes.readBytes;
import static io.qklm.kafka.RecordBytes.readHeaders;
import static io.qklm.kafka.RecordBytes.writeBytes;
import static io.qklm.kafka.RecordBytes.writeHeaders;

import io.qklm.kafka.KafkaOutput.Target;
import java.io.IOException;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * {@link KafkaOutput} between operators and in checkpoints. Format 1: the byte 1; target as byte, 0
 * enriched, 1 dead letter; timestamp as long; key as bytes; value as bytes; headers. See {@link
 * RecordBytes} for the parts.
 */
@Internal
public final class KafkaOutputSerializer extends RecordSerializer<KafkaOutput> {

  private static final long serialVersionUID = 1L;

  @Override
  public KafkaOutput createInstance() {
    return new KafkaOutput(Target.ENRICHED, null, null, List.of(), KafkaInput.NO_TIMESTAMP);
  }

  @Override
  public void serialize(KafkaOutput record, DataOutputView out) throws IOException {
    out.writeByte(RecordBytes.VERSION);
    out.writeByte(record.target() == Target.ENRICHED ? 0 : 1);
    out.writeLong(record.timestamp());
    writeBytes(record.key(), out);
    writeBytes(record.value(), out);
    writeHeaders(record.headers(), out);
  }

  @Override
  public KafkaOutput deserialize(DataInputView in) throws IOException {
    checkVersion(in.readByte());
    Target target = in.readByte() == 0 ? Target.ENRICHED : Target.DEAD_LETTER;
    long timestamp = in.readLong();
    byte[] key = readBytes(in);
    byte[] value = readBytes(in);
    return new KafkaOutput(target, key, value, readHeaders(in), timestamp);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KafkaOutputSerializer;
  }

  @Override
  public int hashCode() {
    return KafkaOutputSerializer.class.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<KafkaOutput> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in checkpoints: neither renamed nor moved. */
  public static final class Snapshot extends RecordSerializerSnapshot<KafkaOutput> {
    @Override
    public TypeSerializer<KafkaOutput> restoreSerializer() {
      return new KafkaOutputSerializer();
    }
  }
}
