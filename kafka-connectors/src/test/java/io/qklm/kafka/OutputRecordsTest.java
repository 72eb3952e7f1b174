package io.qklm.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.FactStatement;
import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;
import io.qklm.kafka.KafkaOutput.Target;
import io.qklm.kg.EntityId;
import io.qklm.kg.FactObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputRecordsTest {

  private static final Rejection REJECTION =
      new Rejection("a", Cause.MALFORMED, "the value is not acceptable JSON");

  private final OutputRecords outputs = new OutputRecords(20_000);

  @Test
  void passesKeyHeadersAndTimestampThrough() {
    KafkaInput input = Samples.record("{}");
    KafkaOutput output = outputs.enriched(input, Samples.enrichment());
    assertThat(output)
        .isEqualTo(
            new KafkaOutput(
                Target.ENRICHED,
                input.key(),
                new EnrichmentWriter().write(Samples.enrichment()),
                input.headers(),
                input.timestamp()));
  }

  @Test
  void forwardsTombstones() {
    KafkaInput tombstone =
        new KafkaInput(new byte[] {1}, null, List.of(KafkaHeader.of("h", "v")), 5, "t", 0, 0);
    assertThat(outputs.passed(tombstone))
        .isEqualTo(new KafkaOutput(Target.ENRICHED, new byte[] {1}, null, tombstone.headers(), 5));
  }

  @Test
  void tellsTheOriginOfADeadLetter() {
    KafkaInput input = Samples.record("{");
    KafkaOutput letter = outputs.rejected(input, REJECTION);
    assertThat(letter.target()).isEqualTo(Target.DEAD_LETTER);
    assertThat(letter.key()).isEqualTo(input.key());
    assertThat(letter.value()).isEqualTo(input.value());
    assertThat(letter.timestamp()).isEqualTo(input.timestamp());
    assertThat(letter.headers())
        .containsExactly(
            KafkaHeader.of("trace", "a"),
            KafkaHeader.of("trace", "b"),
            KafkaHeader.of("qklm.error.cause", "MALFORMED"),
            KafkaHeader.of("qklm.error.message", "the value is not acceptable JSON"),
            KafkaHeader.of("qklm.origin.topic", "documents"),
            KafkaHeader.of("qklm.origin.partition", "3"),
            KafkaHeader.of("qklm.origin.offset", "42"),
            KafkaHeader.of("qklm.origin.timestamp", "1700000000000"));
  }

  @Test
  void cutsALargeDeadLetter() {
    byte[] value = new byte[50_000];
    Arrays.fill(value, (byte) 'x');
    KafkaOutput letter = outputs.rejected(Samples.record(value), REJECTION);
    assertThat(size(letter)).isBetween(19_900L, 20_000L);
    assertThat(letter.headers())
        .contains(
            KafkaHeader.of("qklm.original.length", "50000"),
            KafkaHeader.of("qklm.original.sha256", Cut.of(value).originalSha256()));
    assertThat(letter.headers()).noneMatch(h -> h.key().equals("qklm.original.dropped"));
  }

  @Test
  void dropsHeadersThenTheKeyWhenTheyAloneAreTooLarge() {
    KafkaInput manyHeaders =
        new KafkaInput(
            new byte[10],
            new byte[10],
            List.of(new KafkaHeader("h", new byte[30_000])),
            -1,
            "t",
            0,
            0);
    KafkaOutput letter = outputs.rejected(manyHeaders, REJECTION);
    assertThat(letter.key()).hasSize(10);
    assertThat(letter.value()).hasSize(10);
    assertThat(letter.headers()).contains(KafkaHeader.of("qklm.original.dropped", "headers"));
    assertThat(letter.headers()).contains(KafkaHeader.of("qklm.original.length", "10"));

    KafkaInput largeKey = new KafkaInput(new byte[30_000], new byte[10], List.of(), -1, "t", 0, 0);
    letter = outputs.rejected(largeKey, REJECTION);
    assertThat(letter.key()).isNull();
    assertThat(letter.headers()).contains(KafkaHeader.of("qklm.original.dropped", "headers,key"));
    assertThat(size(letter)).isLessThanOrEqualTo(20_000);
  }

  @Test
  void makesADeadLetterOfATombstoneThatDoesNotFit() {
    KafkaInput tombstone = new KafkaInput(new byte[30_000], null, List.of(), -1, "t", 0, 0);
    KafkaOutput letter = outputs.passed(tombstone);
    assertThat(letter.target()).isEqualTo(Target.DEAD_LETTER);
    assertThat(letter.value()).isNull();
    assertThat(size(letter)).isLessThanOrEqualTo(20_000);
  }

  @Test
  void makesADeadLetterOfAnEnrichmentWhoseHeadDoesNotFit() {
    Enrichment small = Samples.enrichment();
    Document document =
        new Document(
            "a",
            "text",
            Optional.of("t".repeat(30_000)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            java.util.Map.of());
    Enrichment enrichment =
        new Enrichment(
            document, "en", Optional.empty(), List.of(), List.of(), small.provenance(), false);
    KafkaOutput letter = outputs.enriched(Samples.record("{\"id\":\"a\"}"), enrichment);
    assertThat(letter.target()).isEqualTo(Target.DEAD_LETTER);
    assertThat(letter.headers()).contains(KafkaHeader.of("qklm.error.cause", "TOO_LARGE"));
  }

  /** Numbers of one digit take more in Avro, at the size of its doubles and unions. */
  @Test
  void keepsTheLimitInAvroToo() {
    OutputRecords avro = new OutputRecords(20_000, new ValueFormat.SingleObjectAvro());
    Enrichment small = Samples.enrichment();
    List<FactStatement> facts =
        Collections.nCopies(
            4_000,
            new FactStatement(
                new EntityId("Q1"),
                "",
                "P",
                "",
                new FactObject.Quantity(new BigDecimal("1E+100"), Optional.empty()),
                Optional.empty()));
    Enrichment many =
        new Enrichment(
            small.document(), "en", small.summary(), List.of(), facts, small.provenance(), false);
    KafkaOutput output = avro.enriched(Samples.record("{}"), many);
    assertThat(output.target()).isEqualTo(Target.ENRICHED);
    assertThat(size(output)).isBetween(15_000L, 20_000L);
  }

  @Test
  void shortensALongMessage() {
    Rejection wordy = new Rejection("", Cause.MALFORMED, "m".repeat(100_000));
    KafkaOutput letter = outputs.rejected(Samples.record("{"), wordy);
    assertThat(letter.headers()).contains(KafkaHeader.of("qklm.error.message", "m".repeat(1_000)));
  }

  @Test
  void refusesALimitThatHoldsNoDeadLetter() {
    assertThatThrownBy(() -> new OutputRecords(1000))
        .hasMessage("records must be allowed at least 16384 bytes, got 1000");
  }

  private static long size(KafkaOutput output) {
    byte[] value = output.value();
    return RecordBytes.sizeWithoutValue(output.key(), output.headers())
        + (value == null ? 0 : value.length);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
