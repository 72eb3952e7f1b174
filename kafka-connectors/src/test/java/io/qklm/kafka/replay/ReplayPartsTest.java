package io.qklm.kafka.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;
import io.qklm.kafka.DeadLetters;
import io.qklm.kafka.KafkaHeader;
import io.qklm.kafka.KafkaInput;
import io.qklm.kafka.KafkaOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ReplayPartsTest {

  private static final long TIME = Instant.parse("2026-12-01T08:30:00Z").toEpochMilli();

  @Test
  void aLetterGivesTheRecordBack() {
    KafkaInput input =
        new KafkaInput(
            bytes("k"),
            bytes("not JSON"),
            List.of(
                KafkaHeader.of("trace", "a"),
                new KafkaHeader("empty", null),
                KafkaHeader.of(DeadLetters.ORIGIN_TOPIC, "the sender's own")),
            TIME,
            "documents",
            2,
            17);
    Letter letter = letter(input, Cause.MALFORMED, 1 << 20).orElseThrow();
    assertThat(letter.cause()).contains(Cause.MALFORMED);
    assertThat(letter.origin()).isEqualTo("documents-2@17");
    assertThat(letter.whole()).isTrue();
    ProducerRecord<byte[], byte[]> back = letter.original("documents", 3);
    assertThat(back.partition()).isEqualTo(2);
    assertThat(back.timestamp()).isEqualTo(TIME);
    assertThat(back.key()).isEqualTo(input.key());
    assertThat(back.value()).isEqualTo(input.value());
    List<KafkaHeader> headers = new ArrayList<>();
    for (Header header : back.headers()) {
      headers.add(new KafkaHeader(header.key(), header.value()));
    }
    assertThat(headers).isEqualTo(input.headers());
    // Elsewhere, or where there are fewer partitions, Kafka chooses by the key.
    assertThat(letter.original("elsewhere", 3).partition()).isNull();
    assertThat(letter.original("documents", 2).partition()).isNull();
  }

  @Test
  void whatWasCutIsToldFromWhatIsWhole() {
    KafkaInput large =
        new KafkaInput(bytes("k"), new byte[5_000], List.of(), TIME, "documents", 0, 3);
    assertThat(letter(large, Cause.TOO_LARGE, 2_000).orElseThrow().whole()).isFalse();
    assertThat(letter(large, Cause.TOO_LARGE, 20_000).orElseThrow().whole()).isTrue();
  }

  @Test
  void whatIsNoLetterIsNone() {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("dead", 0, 0, bytes("k"), bytes("v"));
    assertThat(Letter.of(record)).isEmpty();
    record.headers().add(DeadLetters.ERROR_CAUSE, bytes("MALFORMED"));
    assertThat(Letter.of(record)).isEmpty();
  }

  @Test
  void aFilterTakesWhatPassesAllThatIsGiven() {
    KafkaInput input = new KafkaInput(null, null, List.of(), TIME, "documents", 0, 3);
    Letter letter = letter(input, Cause.MALFORMED, 1 << 20).orElseThrow();
    Instant time = Instant.ofEpochMilli(TIME);
    assertThat(LetterFilter.ALL.passes(letter)).isTrue();
    assertThat(filter(Set.of(Cause.MALFORMED), time, time.plusMillis(1), "5:42").passes(letter))
        .isTrue();
    assertThat(filter(Set.of(Cause.WRONG_TYPE), time, time.plusMillis(1), "5:42").passes(letter))
        .isFalse();
    assertThat(filter(Set.of(), time.plusMillis(1), time.plusMillis(2), "5:42").passes(letter))
        .isFalse();
    assertThat(filter(Set.of(), time.minusMillis(1), time, "5:42").passes(letter)).isFalse();
    assertThat(filter(Set.of(), time, time.plusMillis(1), "5:43-50").passes(letter)).isFalse();
    assertThat(filter(Set.of(), time, time.plusMillis(1), "4:42").passes(letter)).isFalse();
    assertThatThrownBy(() -> filter(Set.of(), time, time, "0:0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must lie before");
  }

  @Test
  void offsetsAreReadOrRefusedWithASentence() {
    assertThat(OffsetRange.of("0:17-42")).isEqualTo(new OffsetRange(0, 17, 42));
    assertThat(OffsetRange.of(" 3:5 ")).isEqualTo(new OffsetRange(3, 5, 5));
    for (String wrong : List.of("", "5", "0:", "0:7-", "a:1-2", "0:1-2-3", "-1:0-1")) {
      assertThatThrownBy(() -> OffsetRange.of(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("write PARTITION:FROM-TO");
    }
    assertThatThrownBy(() -> OffsetRange.of("0:9-3")).hasMessageContaining("0:9-3");
  }

  @Test
  void notesSayWhatWasSentAndNothingOfAnotherTopic() throws IOException {
    Random random = new Random(3);
    Set<Long> sent = new HashSet<>();
    SentBack written = new SentBack("id");
    SentBack read = new SentBack("id");
    SentBack other = new SentBack("made anew");
    for (int note = 0; note < 20; note++) {
      for (long offset = 0; offset < 2_000; offset++) {
        if (random.nextInt(7) == 0 && !written.holds(1, offset)) {
          written.add(1, offset);
          sent.add(offset);
        }
      }
      byte[] bytes = written.note();
      read.read(bytes);
      other.read(bytes);
    }
    for (long offset = 0; offset < 2_100; offset++) {
      assertThat(read.holds(1, offset)).as("%s", offset).isEqualTo(sent.contains(offset));
      assertThat(other.holds(1, offset)).isFalse();
      assertThat(read.holds(0, offset)).isFalse();
    }
    assertThatThrownBy(() -> read.read(bytes("{"))).hasMessageContaining("is no JSON");
  }

  @Test
  void aNoteIsSmall() {
    SentBack notes = new SentBack("id");
    for (long offset = 17; offset < 517; offset++) {
      notes.add(0, offset);
    }
    notes.add(3, 9);
    assertThat(new String(notes.note(), StandardCharsets.UTF_8))
        .isEqualTo("{\"letters\":\"id\",\"sent\":{\"0\":[[17,516]],\"3\":[[9,9]]}}");
  }

  @Test
  void topicsAreThree() {
    assertThatThrownBy(() -> options("dead", Optional.of("dead"), "notes"))
        .hasMessageContaining("go back to an input topic");
    assertThatThrownBy(() -> options("dead", Optional.empty(), "dead"))
        .hasMessageContaining("a topic of its own");
    assertThat(options("dead", Optional.of("in"), "notes").toString())
        .contains("dead", "password")
        .doesNotContain("secret");
  }

  private static ReplayOptions options(String letters, Optional<String> input, String notes) {
    return new ReplayOptions(
        "localhost:9092",
        letters,
        input,
        notes,
        Map.of("password", "secret"),
        LetterFilter.ALL,
        1,
        false);
  }

  private static LetterFilter filter(Set<Cause> causes, Instant since, Instant until, String at) {
    return new LetterFilter(
        causes, Optional.of(since), Optional.of(until), List.of(OffsetRange.of(at)));
  }

  /** The letter of a record, at offset 42 of partition 5. */
  private static Optional<Letter> letter(KafkaInput input, Cause cause, int limit) {
    KafkaOutput output =
        new DeadLetters(limit).of(input, new Rejection("", cause, "what was wrong"));
    RecordHeaders headers = new RecordHeaders();
    output.headers().forEach(header -> headers.add(header.key(), header.value()));
    return Letter.of(
        new ConsumerRecord<>(
            "dead",
            5,
            42,
            output.timestamp(),
            TimestampType.CREATE_TIME,
            0,
            0,
            output.key(),
            output.value(),
            headers,
            Optional.empty()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
