package io.qklm.kafka;

import static io.qklm.kafka.RecordBytes.checkVersion;
import static io.qklm.kafka.RecordBytes.readBytes;
import static io.qklm.kafka.RecordBytes.readHeaders;
import static io.qklm.kafka.RecordBytes.readString;
import static io.qklm.kafka.RecordBytes.writeBytes;
import static io.qklm.kafka.RecordBytes.writeHeaders;
import static io.qklm.kafka.RecordBytes.writeString;

import java.io.IOException;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * {@link KafkaInput} between operators and in checkpoints. Format 1: the byte 1; topic as string;
 * partition as int; offset as long; timestamp as long; key as bytes; value as bytes; headers. See
 * {@link RecordBytes} for the parts.
 */
@Internal
public final class KafkaInputSerializer extends RecordSerializer<KafkaInput> {

  private static final long serialVersionUID = 1L;

  @Override
  public KafkaInput createInstance() {
    return new KafkaInput(null, null, List.of(), KafkaInput.NO_TIMESTAMP, "", 0, 0);
  }

  @Override
  public void serialize(KafkaInput record, DataOutputView out) throws IOException {
    out.writeByte(RecordBytes.VERSION);
    writeString(record.topic(), out);
    out.writeInt(record.partition());
    out.writeLong(record.offset());
    out.writeLong(record.timestamp());
    writeBytes(record.key(), out);
    writeBytes(record.value(), out);
    writeHeaders(record.headers(), out);
  }

  @Override
  public KafkaInput deserialize(DataInputView in) throws IOException {
    checkVersion(in.readByte());
    String topic = readString(in);
    int partition = in.readInt();
    long offset = in.readLong();
    long timestamp = in.readLong();
    byte[] key = readBytes(in);
    byte[] value = readBytes(in);
    return new KafkaInput(key, value, readHeaders(in), timestamp, topic, partition, offset);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KafkaInputSerializer;
  }

  @Override
  public int hashCode() {
    return KafkaInputSerializer.class.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<KafkaInput> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in checkpoints: neither renamed nor moved. */
  public static final class Snapshot extends RecordSerializerSnapshot<KafkaInput> {
    @Override
    public TypeSerializer<KafkaInput> restoreSerializer() {
      return new KafkaInputSerializer();
    }
  }
}
