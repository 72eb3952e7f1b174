package io.qklm.flink.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.document.AsOf;
import io.qklm.flink.gate.EnrichmentHarness;
import io.qklm.kg.epoch.EpochMessageJson;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** The bytes of what is under way in a checkpoint. */
class EnvelopeSerializerTest {

  private final EnvelopeSerializer<String> serializer =
      new EnvelopeSerializer<>(StringSerializer.INSTANCE);

  @Test
  void aRecordHasTheseBytes() throws Exception {
    EpochStamp stamp = EpochStamp.of(EnrichmentHarness.announcement(2, 20), AsOf.NOT_RETAINED);
    Envelope<String> envelope = Envelope.record("a", stamp.toBytes());
    byte[] bytes = bytes(envelope);
    String json =
        HexFormat.of().formatHex(EpochMessageJson.write(EnrichmentHarness.announcement(2, 20)));
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            "00" + String.format("%08x", json.length() / 2 + 1) + "03" + json + "01" + "0261");
    Envelope<String> again = serializer.deserialize(new DataInputDeserializer(bytes));
    assertThat(again.kind()).isEqualTo(Envelope.Kind.RECORD);
    assertThat(again.value()).isEqualTo("a");
    assertThat(EpochStamp.ofBytes(again.note())).isEqualTo(stamp);
    assertThat(EpochStamp.ofBytes(EpochStamp.FIXED.toBytes())).isEqualTo(EpochStamp.FIXED);
  }

  @Test
  void notesTravelWithoutARecord() throws Exception {
    assertThat(HexFormat.of().formatHex(bytes(Envelope.news("n"))))
        .isEqualTo("03" + "00000001" + HexFormat.of().formatHex("n".getBytes(UTF_8)) + "00");
    assertThat(HexFormat.of().formatHex(bytes(Envelope.status(true)))).isEqualTo("040000000000");
    assertThat(HexFormat.of().formatHex(bytes(Envelope.status(false)))).isEqualTo("050000000000");
  }

  @Test
  void whatIsNewerOrDamagedIsRefusedWithASentence() {
    assertThatThrownBy(
            () ->
                serializer.deserialize(
                    new DataInputDeserializer(HexFormat.of().parseHex("090000000000"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("written by a newer version (there is no envelope of the kind 9)");
    assertThatThrownBy(
            () ->
                serializer.deserialize(
                    new DataInputDeserializer(HexFormat.of().parseHex("007fffffff00"))))
        .hasMessageContaining("this envelope is damaged");
    assertThatThrownBy(() -> EpochStamp.ofBytes(new byte[] {9}))
        .hasMessage("this is no stamp of an epoch");
  }

  private byte[] bytes(Envelope<String> envelope) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(envelope, out);
    return out.getCopyOfBuffer();
  }
}
