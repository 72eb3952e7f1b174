package io.qklm.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kafka.KafkaOutput.Target;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RecordSerializersTest {

  private static final KafkaInput INPUT =
      new KafkaInput(
          new byte[] {1, 2},
          null,
          List.of(new KafkaHeader("é", new byte[] {9}), new KafkaHeader("é", null)),
          -1,
          "news",
          7,
          0x1_0000_0002L);

  private static final String INPUT_FORMAT_1 =
      "01"
          + "000000046e657773" // topic
          + "00000007" // partition
          + "0000000100000002" // offset
          + "ffffffffffffffff" // timestamp
          + "000000020102" // key
          + "ffffffff" // value
          + "00000002" // headers
          + ("00000002c3a9" + "0000000109")
          + ("00000002c3a9" + "ffffffff");

  private static final KafkaOutput OUTPUT =
      new KafkaOutput(Target.DEAD_LETTER, null, new byte[] {}, List.of(), 256);

  private static final String OUTPUT_FORMAT_1 =
      "01" + "01" + "0000000000000100" + "ffffffff" + "00000000" + "00000000";

  @Test
  void writesAndReadsFormat1ToTheByte() throws Exception {
    check(new KafkaInputSerializer(), INPUT, INPUT_FORMAT_1);
    check(new KafkaOutputSerializer(), OUTPUT, OUTPUT_FORMAT_1);
  }

  @Test
  void keepsALargeValue() throws Exception {
    byte[] value = new byte[10_000_000];
    Arrays.fill(value, (byte) 3);
    KafkaInput input = Samples.record(value);
    DataOutputSerializer out = new DataOutputSerializer(16);
    KafkaInputSerializer serializer = new KafkaInputSerializer();
    serializer.serialize(input, out);
    assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(input);
  }

  @Test
  void refusesAnotherFormat() {
    byte[] bytes = HexFormat.of().parseHex("02" + INPUT_FORMAT_1.substring(2));
    assertThatThrownBy(
            () -> new KafkaInputSerializer().deserialize(new DataInputDeserializer(bytes)))
        .hasMessageContaining("has format 2, this version of QKLM Streams reads format 1");
  }

  @Test
  void restoresFromTheSnapshotOfTheFirstVersion() throws Exception {
    checkSnapshot(new KafkaInputSerializer(), "io.qklm.kafka.KafkaInputSerializer$Snapshot");
    checkSnapshot(new KafkaOutputSerializer(), "io.qklm.kafka.KafkaOutputSerializer$Snapshot");
    assertThatThrownBy(
            () ->
                new KafkaInputSerializer.Snapshot()
                    .readSnapshot(
                        2, new DataInputDeserializer(new byte[0]), getClass().getClassLoader()))
        .hasMessageContaining("the state holds records of format 2");
  }

  @Test
  void typesMakeTheirSerializers() {
    SerializerConfigImpl config = new SerializerConfigImpl();
    assertThat(KafkaTypes.INPUT.createSerializer(config)).isEqualTo(new KafkaInputSerializer());
    assertThat(KafkaTypes.OUTPUT.createSerializer(config)).isEqualTo(new KafkaOutputSerializer());
    assertThat(KafkaTypes.INPUT).isNotEqualTo(KafkaTypes.OUTPUT).hasToString("KafkaInput");
  }

  private static <T> void check(TypeSerializer<T> serializer, T value, String hex)
      throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(16);
    serializer.serialize(value, out);
    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(hex);
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThat(serializer.deserialize(new DataInputDeserializer(bytes))).isEqualTo(value);
    DataOutputSerializer copy = new DataOutputSerializer(16);
    serializer.copy(new DataInputDeserializer(bytes), copy);
    assertThat(copy.getCopyOfBuffer()).isEqualTo(bytes);
  }

  /** The bytes of a snapshot are a modified UTF-8 class name and the version. */
  private <T> void checkSnapshot(TypeSerializer<T> serializer, String name) throws Exception {
    DataOutputSerializer expected = new DataOutputSerializer(16);
    expected.writeUTF(name);
    expected.writeInt(1);
    DataOutputSerializer out = new DataOutputSerializer(16);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    assertThat(out.getCopyOfBuffer()).isEqualTo(expected.getCopyOfBuffer());

    TypeSerializerSnapshot<T> restored =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(expected.getCopyOfBuffer()), getClass().getClassLoader());
    assertThat(restored.restoreSerializer()).isEqualTo(serializer);
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(restored)
                .isCompatibleAsIs())
        .isTrue();
  }
}
