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
class ParcelSerializerTest {

  private final ParcelSerializer<String> serializer =
      new ParcelSerializer<>(StringSerializer.INSTANCE);

  @Test
  void aRecordHasTheseBytes() throws Exception {
    Stamp stamp = Stamp.of(EnrichmentHarness.announcement(2, 20), AsOf.NOT_RETAINED);
    Parcel<String> parcel = Parcel.record("a", stamp.toBytes());
    byte[] bytes = bytes(parcel);
    String json =
        HexFormat.of().formatHex(EpochMessageJson.write(EnrichmentHarness.announcement(2, 20)));
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            "00" + String.format("%08x", json.length() / 2 + 1) + "03" + json + "01" + "0261");
    Parcel<String> again = serializer.deserialize(new DataInputDeserializer(bytes));
    assertThat(again.kind()).isEqualTo(Parcel.Kind.RECORD);
    assertThat(again.value()).isEqualTo("a");
    assertThat(Stamp.ofBytes(again.note())).isEqualTo(stamp);
    assertThat(Stamp.ofBytes(Stamp.FIXED.toBytes())).isEqualTo(Stamp.FIXED);
  }

  @Test
  void notesTravelWithoutARecord() throws Exception {
    assertThat(HexFormat.of().formatHex(bytes(Parcel.news("n"))))
        .isEqualTo("03" + "00000001" + HexFormat.of().formatHex("n".getBytes(UTF_8)) + "00");
    assertThat(HexFormat.of().formatHex(bytes(Parcel.status(true)))).isEqualTo("040000000000");
    assertThat(HexFormat.of().formatHex(bytes(Parcel.status(false)))).isEqualTo("050000000000");
  }

  @Test
  void whatIsNewerOrDamagedIsRefusedWithASentence() {
    assertThatThrownBy(
            () ->
                serializer.deserialize(
                    new DataInputDeserializer(HexFormat.of().parseHex("090000000000"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("written by a newer version (there is no parcel of the kind 9)");
    assertThatThrownBy(
            () ->
                serializer.deserialize(
                    new DataInputDeserializer(HexFormat.of().parseHex("007fffffff00"))))
        .hasMessageContaining("this parcel is damaged");
    assertThatThrownBy(() -> Stamp.ofBytes(new byte[] {9}))
        .hasMessage("this is no stamp of an epoch");
  }

  private byte[] bytes(Parcel<String> parcel) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(parcel, out);
    return out.getCopyOfBuffer();
  }
}
