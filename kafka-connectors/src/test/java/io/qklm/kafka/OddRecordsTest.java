package io.qklm.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.Enrichment;
import io.qklm.document.Rejection;
import io.qklm.kafka.KafkaOutput.Target;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values that no document is and that come all the same: each is read, passed or put aside with a
 * cause, and keeps its headers. What the job does with a broker is in the module deploy.
 */
class OddRecordsTest {

  private static final List<KafkaHeader> HEADERS =
      List.of(new KafkaHeader("n", null), KafkaHeader.of("d", "1"), KafkaHeader.of("d", "2"));

  private final DocumentReader reader = new DocumentReader(DocumentLimits.defaults());
  private final OutputRecords outputs = new OutputRecords(20_000);

  private KafkaOutput output(byte[] value) {
    KafkaInput record = new KafkaInput(null, value, HEADERS, 5, "odd", 0, 9);
    ParsedDocument parsed = reader.read(value);
    if (parsed instanceof ParsedDocument.Tombstone) {
      return outputs.passed(record);
    }
    if (parsed instanceof ParsedDocument.Accepted accepted) {
      return outputs.enriched(
          record,
          new Enrichment(
              accepted.document(),
              "en",
              Optional.empty(),
              List.of(),
              List.of(),
              Samples.PROVENANCE,
              false));
    }
    Rejection rejection = ((ParsedDocument.Rejected) parsed).rejection();
    return outputs.rejected(record, rejection);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"1\",\"text\":\"Trams run.\"}|",
        "`\uFEFF{\"id\":\"1\",\"text\":\"Trams run.\"}`|",
        "`{\"id\":\"1\",\r\n\"text\":\"Trams run.\"}\r\n`|",
        "``|MALFORMED",
        "[{\"id\":\"x\",\"text\":\"Trams\"}]|WRONG_TYPE",
        "\"{\\\"id\\\":1}\"|WRONG_TYPE",
        "{\"id\":\"n\",\"text\":\"Trams\",\"attributes\":{\"x\":NaN}}|MALFORMED",
        "{\"schema\":{\"type\":\"struct\"},\"payload\":{\"id\":\"s\",\"text\":\"x\"}}|MISSING_FIELD",
        "{\"id\":12,\"text\":\"Trams\"}|WRONG_TYPE",
        "`{\"id\":\"c\",\"text\":\"Two\nlines\"}`|MALFORMED",
      })
  void givesOneOutputOrOneDeadLetter(String value, String cause) {
    SharedCases.file("91k-kafka-odd-records", "expect.txt");
    check(value.getBytes(StandardCharsets.UTF_8), cause);
  }

  @ParameterizedTest
  @CsvSource({
    "000000000506616263,INVALID_ENCODING|MALFORMED",
    "7b226964223a22e9227d,INVALID_ENCODING"
  })
  void putsBytesThatAreNoJsonAside(String hex, String causes) {
    KafkaOutput output = output(HexFormat.of().parseHex(hex));
    assertThat(output.target()).isEqualTo(Target.DEAD_LETTER);
    assertThat(cause(output)).isIn((Object[]) causes.split("\\|"));
  }

  @Test
  void passesTombstones() {
    KafkaOutput output = output(null);
    assertThat(output.target()).isEqualTo(Target.ENRICHED);
    assertThat(output.value()).isNull();
    assertThat(output.headers()).isEqualTo(HEADERS);
  }

  private void check(byte[] value, String cause) {
    KafkaOutput output = output(value);
    assertThat(output.headers().subList(0, 3)).isEqualTo(HEADERS);
    assertThat(output.target()).isEqualTo(cause == null ? Target.ENRICHED : Target.DEAD_LETTER);
    if (cause != null) {
      assertThat(output.value()).isEqualTo(value);
      assertThat(cause(output)).isEqualTo(cause);
    }
  }

  private static String cause(KafkaOutput output) {
    return output.headers().stream()
        .filter(header -> header.key().equals("qklm.error.cause"))
        .map(header -> new String(header.value(), StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow();
  }
}
