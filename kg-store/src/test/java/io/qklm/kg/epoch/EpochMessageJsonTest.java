package io.qklm.kg.epoch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.store.repository.EpochName;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochMessageJsonTest {

  private static final String DIGEST = "ab".repeat(32);
  private static final String EMBEDDER = "cd".repeat(32);

  @Test
  void anAnnouncementHasTheseBytes() {
    EpochAnnouncement announcement =
        new EpochAnnouncement(
            new EpochName(7, DIGEST), "/shared", Instant.ofEpochMilli(1_500), EMBEDDER);

    assertThat(EpochMessageJson.write(announcement))
        .asString(UTF_8)
        .isEqualTo(
            "{\"type\":\"epoch\",\"epoch\":7,\"digest\":\""
                + DIGEST
                + "\",\"repository\":\"/shared\",\"effectiveFrom\":\"1970-01-01T00:00:01.500Z\","
                + "\"embeddingDigest\":\""
                + EMBEDDER
                + "\"}");
    assertThat(EpochMessageJson.read(EpochMessageJson.write(announcement))).isEqualTo(announcement);
  }

  @Test
  void aHeartbeatHasTheseBytes() {
    EpochHeartbeat heartbeat = new EpochHeartbeat(Instant.ofEpochSecond(2));

    assertThat(EpochMessageJson.write(heartbeat))
        .asString(UTF_8)
        .isEqualTo("{\"type\":\"heartbeat\",\"watermark\":\"1970-01-01T00:00:02Z\"}");
  }

  @Property(tries = 200)
  void whatIsWrittenIsRead(
      @ForAll @LongRange(min = 0) long number,
      @ForAll @NotBlank @StringLength(max = 60) String repository,
      @ForAll @LongRange(min = -1_000_000_000_000L, max = 100_000_000_000_000L) long millis) {
    EpochAnnouncement announcement =
        new EpochAnnouncement(
            new EpochName(number, DIGEST),
            wellFormed(repository),
            Instant.ofEpochMilli(millis),
            EMBEDDER);

    assertThat(EpochMessageJson.read(EpochMessageJson.write(announcement))).isEqualTo(announcement);
  }

  private static String wellFormed(String text) {
    return "r" + new String(text.getBytes(UTF_8), UTF_8);
  }

  @Test
  void finerTimesAreCutToMilliseconds() {
    EpochHeartbeat heartbeat = new EpochHeartbeat(Instant.ofEpochSecond(1, 999_999_999));

    assertThat(heartbeat.watermark()).isEqualTo(Instant.ofEpochMilli(1_999));
  }

  @Test
  void newerFieldsArePassedOver() {
    assertThat(read("{'type':'heartbeat','watermark':'1970-01-01T00:00:02Z','more':[1]}"))
        .isEqualTo(new EpochHeartbeat(Instant.ofEpochSecond(2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{|no JSON",
        "[]|needs a string in 'type'",
        "{'type':'epoc'}|'epoch', 'heartbeat' and 'history' are allowed",
        "{'type':'epoch'}|whole number in 'epoch'",
        "{'type':'epoch','epoch':1.5}|whole number in 'epoch'",
        "{'type':'epoch','epoch':1,'digest':'00'}|a SHA-256 in hex",
        "{'type':'heartbeat','watermark':'now'}|no time such as",
        "{'type':'heartbeat','watermark':'+1000000000-01-01T00:00:00Z'}|no time such as",
        "{'type':'heartbeat','watermark':'1970-01-01T00:00:02Z'} {}|no JSON",
      })
  void whatIsNoMessageIsRefusedWithASentence(String json, String sentence) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void tombstonesAndGiantsAreRefused() {
    assertThatThrownBy(() -> EpochMessageJson.read(null)).hasMessageContaining("a tombstone");
    assertThatThrownBy(() -> EpochMessageJson.read(new byte[EpochMessageJson.MAX_BYTES + 1]))
        .hasMessageContaining("65536 bytes, got 65537");
    assertThatThrownBy(() -> EpochMessageJson.read(new byte[] {'"', (byte) 0xff, '"'}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static EpochMessage read(String json) {
    return EpochMessageJson.read(json.replace('\'', '"').getBytes(UTF_8));
  }
}
