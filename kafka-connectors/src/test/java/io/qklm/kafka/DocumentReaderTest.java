package io.qklm.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.document.Document;
import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;
import io.qklm.document.TextForm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {

  private final DocumentReader reader = new DocumentReader(DocumentLimits.defaults());

  @Test
  void readsEveryField() {
    Document document =
        document(
            """
            {"id":"a","text":"Hello \\uD83C\\uDF89","title":"T","url":"u","language":"de",
             "publishedAt":"2026-11-23T09:00:00+01:00","unknown":[{"deep":[1]}],"more":null,
             "attributes":{"s":"x","i":7,"f":1.50,"e":1E400,"t":true,"n":null}}
            """);
    assertThat(document)
        .isEqualTo(
            new Document(
                "a",
                "Hello \uD83C\uDF89",
                Optional.of("T"),
                Optional.of("u"),
                Optional.of("de"),
                Optional.of(Instant.parse("2026-11-23T08:00:00Z")),
                Map.of("s", "x", "i", "7", "f", "1.50", "e", "1E400", "t", "true")));
  }

  @Test
  void takesNullForAbsentAndControlCharactersInText() {
    Document document =
        document(
            "{\"id\":\"a\",\"text\":\"a\\u0000b\\u0007\\n\",\"title\":null,\"language\":\" \","
                + "\"publishedAt\":null,\"attributes\":null}");
    assertThat(document).isEqualTo(Document.of("a", "a\0b\u0007\n"));
  }

  @Test
  void readsPastAByteOrderMark() {
    assertThat(document("\uFEFF{\"id\":\"a\",\"text\":\"b\"}")).isEqualTo(Document.of("a", "b"));
  }

  @Test
  void takesNullBytesForATombstone() {
    assertThat(reader.read(null)).isEqualTo(new ParsedDocument.Tombstone());
  }

  @Test
  void readsATextOfTenMegabytesAndAMillionEmoji() {
    String large = "x".repeat(10_000_000);
    assertThat(document("{\"id\":\"a\",\"text\":\"" + large + "\"}").text()).isEqualTo(large);
    String emoji = "\uD83C\uDF89".repeat(1_000_000);
    assertThat(document("{\"id\":\"a\",\"text\":\"" + emoji + "\"}").text()).isEqualTo(emoji);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|MALFORMED|the value is empty; a JSON object with 'id' and 'text' is needed",
        "hello|MALFORMED|the value is not acceptable JSON at line 1, column 1: 'hello' is no",
        "{\"id\":\"a\",\"text\":\"b\"|MALFORMED|it ends before it is complete",
        "{\"id\":\"a\",\"text\":\"b\"} x|MALFORMED|'x' is no JSON value",
        "{\"id\":\"a\",\"text\":\"b\"}{}|MALFORMED|something follows the JSON object at line 1",
        "{\"id\":\"a\",\"id\":\"b\",\"text\":\"b\"}|MALFORMED|field 'id' is given twice; give it once",
        "{\"id\":\"a\",\"text\":\"b\",\"attributes\":{\"x\":1,\"x\":2}}|MALFORMED|field 'attributes.x' is",
        "{\"id\":\"a\",\"text\":NaN}|MALFORMED|'NaN' is no JSON value",
        "[]|WRONG_TYPE|the value is an array; a JSON object with 'id' and 'text' is needed",
        "\"text\"|WRONG_TYPE|the value is a string; a JSON object",
        "null|WRONG_TYPE|the value is null; a JSON object",
        "{\"id\":1,\"text\":\"b\"}|WRONG_TYPE|field 'id' is a number; a string is allowed",
        "{\"id\":\"a\",\"text\":[\"b\"]}|WRONG_TYPE|field 'text' is an array; a string is allowed",
        "{\"id\":\"a\",\"text\":\"b\",\"title\":{}}|WRONG_TYPE|field 'title' is an object; a string",
        "{\"id\":\"a\",\"text\":\"b\",\"url\":true}|WRONG_TYPE|field 'url' is a boolean; a string",
        "{\"id\":\"a\",\"text\":\"b\",\"attributes\":[]}|WRONG_TYPE|field 'attributes' is an array; an",
        "{\"id\":\"a\",\"text\":\"b\",\"attributes\":{\"x\":[]}}|WRONG_TYPE|field 'attributes.x' is an",
        "{\"id\":\"a\",\"text\":\"b\",\"publishedAt\":\"today\"}|WRONG_TYPE|'publishedAt' is 'today'; an",
        "{\"id\":\"a\",\"text\":\"b\",\"publishedAt\":7}|WRONG_TYPE|'publishedAt' is a number; a string",
        "{\"text\":\"b\"}|MISSING_FIELD|field 'id' is missing; it is required",
        "{\"id\":\"a\"}|MISSING_FIELD|field 'text' is missing; it is required",
        "{\"id\":null,\"text\":\"b\"}|MISSING_FIELD|field 'id' is missing; it is required",
        "{\"id\":\" \",\"text\":\"b\"}|MISSING_FIELD|field 'id' is blank; it must say something",
        "{\"id\":\"a\",\"text\":\"\"}|MISSING_FIELD|field 'text' is blank; it must say something",
        "{\"id\":\"a\",\"text\":\"\\u2003\\n\"}|MISSING_FIELD|field 'text' is blank",
        "{\"id\":\"a\",\"text\":\"ab\\uD83Cc\"}|INVALID_ENCODING|U+D83C, at code point 2; send whole",
        "{\"id\":\"\\uDC00\",\"text\":\"a\"}|INVALID_ENCODING|field 'id' holds half of a surrogate pair",
        "{\"id\":\"a\",\"text\":\"b\",\"attributes\":{\"\\uDC00\":1}}|MALFORMED|surrogate",
      })
  void saysWhatIsWrong(String json, Cause cause, String words) {
    Rejection rejection = rejection(json.getBytes(StandardCharsets.UTF_8));
    assertThat(rejection.cause()).as(rejection.message()).isEqualTo(cause);
    assertThat(rejection.message()).contains(words);
  }

  @Test
  void refusesHalfACharacterInTheNameOfAnAttribute() {
    for (String half : List.of("\\uD83C", "\\uDC00", "a\\uD83Cb")) {
      Rejection rejection =
          rejection(
              ("{\"id\":\"a\",\"text\":\"b\",\"attributes\":{\"" + half + "\":1}}")
                  .getBytes(StandardCharsets.UTF_8));
      assertThat(rejection.cause()).isIn(Cause.INVALID_ENCODING, Cause.MALFORMED);
      assertThat(rejection.message()).containsIgnoringCase("surrogate").doesNotContain("?");
    }
  }

  @Test
  void readsHtmlInPlaceOfTheText() {
    assertThat(document("{\"id\":\"a\",\"html\":\"<p>b\"}"))
        .isEqualTo(Document.ofHtml("a", "<p>b"));
    assertThat(document("{\"html\":\"<p>b\",\"id\":\"a\",\"text\":\" \"}").form())
        .isEqualTo(TextForm.HTML);
    // As before there was this field: whoever sends both means the text.
    assertThat(document("{\"id\":\"a\",\"text\":\"b\",\"html\":\"<p>c\"}"))
        .isEqualTo(Document.of("a", "b"));
    assertThat(document("{\"id\":\"a\",\"html\":{\"x\":[1]},\"text\":\"b\"}"))
        .isEqualTo(Document.of("a", "b"));
    assertThat(rejection("{\"id\":\"a\",\"html\":7}".getBytes(StandardCharsets.UTF_8)).message())
        .isEqualTo("field 'html' is a number; a string is allowed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"text/html; charset=utf-8\"|HTML",
        "\"TEXT/HTML\"|HTML",
        "\"application/xhtml+xml\"|HTML",
        "\"text/plain\"|PLAIN",
        "\"article\"|UNSPECIFIED",
        "7|UNSPECIFIED",
        "[{\"a\":1}]|UNSPECIFIED",
        "null|UNSPECIFIED",
      })
  void takesTheSendersWordForWhatTheTextIs(String contentType, TextForm form) {
    assertThat(document("{\"id\":\"a\",\"contentType\":" + contentType + ",\"text\":\"b\"}").form())
        .isEqualTo(form);
  }

  @Test
  void keepsTheIdItHasSeen() {
    assertThat(rejection("{\"id\":\"a\",\"text\":1}".getBytes(StandardCharsets.UTF_8)).documentId())
        .isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "c080", "eda080", "e282", "f8888080", "f5808080"})
  void refusesBytesThatAreNotUtf8(String hex) {
    byte[] bytes = bytes("{\"id\":\"a\",\"text\":\"", hex, "\"}");
    Rejection rejection = rejection(bytes);
    assertThat(rejection.cause()).isEqualTo(Cause.INVALID_ENCODING);
    assertThat(rejection.message())
        .isEqualTo(
            "the value is not UTF-8: byte 0x%s at position 18; send JSON in UTF-8",
            hex.substring(0, 2));
  }

  @Test
  void refusesTruncatedUtf8AtTheEnd() {
    assertThat(rejection(bytes("{\"id\":\"", "e282", "")).cause())
        .isEqualTo(Cause.INVALID_ENCODING);
  }

  @Test
  void refusesDeepNestingAlsoWhereNobodyReads() {
    String allowed = "{\"id\":\"a\",\"text\":\"b\",\"x\":" + "[".repeat(63) + "]".repeat(63) + "}";
    assertThat(document(allowed).id()).isEqualTo("a");
    for (int depth : new int[] {64, 1_000_000}) {
      String deep = "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
      Rejection rejection = rejection(deep.getBytes(StandardCharsets.UTF_8));
      assertThat(rejection.cause()).isEqualTo(Cause.MALFORMED);
      assertThat(rejection.message()).contains("nested deeper than the 64 levels that are allowed");
    }
  }

  @Test
  void refusesWhatIsTooLarge() {
    DocumentReader small = new DocumentReader(DocumentLimits.defaults().withMaxValueBytes(2000));
    ParsedDocument parsed = small.read(new byte[2001]);
    assertThat(((ParsedDocument.Rejected) parsed).rejection())
        .isEqualTo(
            new Rejection(
                "", Cause.TOO_LARGE, "the value has 2001 bytes; at most 2000 are allowed"));
    String json = "{\"id\":\"" + "i".repeat(1025) + "\",\"text\":\"b\"}";
    assertThat(rejection(json.getBytes(StandardCharsets.UTF_8)).message())
        .isEqualTo("field 'id' has 1025 characters; at most 1024 are allowed");
  }

  @Test
  void keepsItsLimitsWhenShipped() throws Exception {
    DocumentReader shipped = InstantiationUtil.clone(reader);
    String deep = "{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}";
    assertThat(shipped.read(deep.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ParsedDocument.Rejected.class);
    String text = "x".repeat(15_000_000);
    assertThat(
            shipped.read(
                ("{\"id\":\"a\",\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ParsedDocument.Accepted.class);
  }

  @Property
  void neverThrows(@ForAll byte[] bytes) {
    assertThat(reader.read(bytes)).isInstanceOf(ParsedDocument.Rejected.class);
  }

  @Property
  void neverThrowsInsideAnObject(@ForAll byte[] bytes) {
    String head = "{\"id\":\"a\",\"text\":\"b\",\"attributes\":";
    byte[] value = new byte[head.length() + bytes.length];
    System.arraycopy(head.getBytes(StandardCharsets.UTF_8), 0, value, 0, head.length());
    System.arraycopy(bytes, 0, value, head.length(), bytes.length);
    assertThat(reader.read(value)).isNotNull();
  }

  @Test
  void refusesLimitsThatMakeNoSense() {
    assertThatThrownBy(() -> DocumentLimits.defaults().withMaxValueBytes(10))
        .hasMessage("the largest value must have at least 1024 bytes, got 10");
  }

  private Document document(String json) {
    ParsedDocument parsed = reader.read(json.getBytes(StandardCharsets.UTF_8));
    assertThat(parsed).isInstanceOf(ParsedDocument.Accepted.class);
    return ((ParsedDocument.Accepted) parsed).document();
  }

  private Rejection rejection(byte[] value) {
    ParsedDocument parsed = reader.read(value);
    assertThat(parsed).isInstanceOf(ParsedDocument.Rejected.class);
    return ((ParsedDocument.Rejected) parsed).rejection();
  }

  private static byte[] bytes(String head, String hex, String tail) {
    byte[] middle = java.util.HexFormat.of().parseHex(hex);
    byte[] all = new byte[head.length() + middle.length + tail.length()];
    System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, all, 0, head.length());
    System.arraycopy(middle, 0, all, head.length(), middle.length);
    System.arraycopy(
        tail.getBytes(StandardCharsets.US_ASCII),
        0,
        all,
        head.length() + middle.length,
        tail.length());
    return all;
  }
}
