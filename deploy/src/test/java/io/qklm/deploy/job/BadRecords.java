package io.qklm.deploy.job;

import io.qklm.document.Rejection.Cause;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Input that no sender should send, and what should become of it. */
final class BadRecords {

  /**
   * @param cause of the dead letter; absent when it is odd but can be enriched
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Case(String name, byte[] value, Optional<Cause> cause) {}

  private BadRecords() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    bad(cases, "not JSON", "hello", Cause.MALFORMED);
    bad(cases, "empty", "", Cause.MALFORMED);
    bad(cases, "cut off", "{\"id\":\"x\",\"text\":\"He", Cause.MALFORMED);
    bad(cases, "garbage behind", "{\"id\":\"x\",\"text\":\"a\"}}", Cause.MALFORMED);
    bad(cases, "two objects", "{\"id\":\"x\",\"text\":\"a\"}\n{}", Cause.MALFORMED);
    bad(cases, "id twice", "{\"id\":\"x\",\"id\":\"y\",\"text\":\"a\"}", Cause.MALFORMED);
    bad(cases, "raw control", "{\"id\":\"x\",\"text\":\"a\u0001\"}", Cause.MALFORMED);
    bad(
        cases,
        "deep",
        "{\"id\":\"x\",\"text\":\"a\",\"d\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
        Cause.MALFORMED);
    bad(cases, "an array", "[{\"id\":\"x\",\"text\":\"a\"}]", Cause.WRONG_TYPE);
    bad(cases, "a string", "\"text\"", Cause.WRONG_TYPE);
    bad(cases, "null", "null", Cause.WRONG_TYPE);
    bad(cases, "number as id", "{\"id\":7,\"text\":\"a\"}", Cause.WRONG_TYPE);
    bad(cases, "array as text", "{\"id\":\"x\",\"text\":[\"a\"]}", Cause.WRONG_TYPE);
    bad(
        cases,
        "nested attribute",
        "{\"id\":\"x\",\"text\":\"a\",\"attributes\":{\"b\":{}}}",
        Cause.WRONG_TYPE);
    bad(
        cases,
        "no date",
        "{\"id\":\"x\",\"text\":\"a\",\"publishedAt\":\"soon\"}",
        Cause.WRONG_TYPE);
    bad(cases, "no id", "{\"text\":\"a\"}", Cause.MISSING_FIELD);
    bad(cases, "no text", "{\"id\":\"x\"}", Cause.MISSING_FIELD);
    bad(cases, "empty text", "{\"id\":\"x\",\"text\":\"\"}", Cause.MISSING_FIELD);
    bad(cases, "blank text", "{\"id\":\"x\",\"text\":\" \\n\\u2003\"}", Cause.MISSING_FIELD);
    bad(cases, "blank id", "{\"id\":\" \",\"text\":\"a\"}", Cause.MISSING_FIELD);
    bad(cases, "lone surrogate", "{\"id\":\"x\",\"text\":\"a\\ud83c\"}", Cause.INVALID_ENCODING);
    cases.add(
        new Case(
            "latin 1",
            "{\"id\":\"x\",\"text\":\"café\"}".getBytes(StandardCharsets.ISO_8859_1),
            Optional.of(Cause.INVALID_ENCODING)));
    cases.add(
        new Case(
            "UTF-16",
            "{\"id\":\"x\",\"text\":\"a\"}".getBytes(StandardCharsets.UTF_16LE),
            Optional.of(Cause.MALFORMED)));
    cases.add(
        new Case(
            "UTF-32 with mark",
            "\uFEFF{}".getBytes(Charset.forName("UTF-32LE")),
            Optional.of(Cause.INVALID_ENCODING)));
    byte[] huge = new byte[17 << 20];
    Arrays.fill(huge, (byte) 'x');
    cases.add(new Case("17 MB", huge, Optional.of(Cause.TOO_LARGE)));
    bad(cases, "long id", "{\"id\":\"" + "i".repeat(2000) + "\",\"text\":\"a\"}", Cause.TOO_LARGE);
    bad(
        cases,
        "title of 2 MB",
        "{\"id\":\"x\",\"text\":\"a\",\"title\":\"" + "t".repeat(2_000_000) + "\"}",
        Cause.TOO_LARGE);
    odd(cases, "10 MB of text", "Angela Merkel went to Paris. ".repeat(350_000));
    odd(cases, "a million emoji", "\uD83C\uDF89".repeat(1_000_000));
    odd(cases, "control characters", "a\\u0000b\\u0007 Paris \\u001b[31m and Berlin\\u0085.");
    odd(cases, "no sentence", "?");
    odd(cases, "one word without end", "x".repeat(1_000_000));
    odd(cases, "combining marks", "e" + "\u0301".repeat(10_000) + " in Paris.");
    odd(cases, "right to left", "\u202Eزار المستشار Paris يوم الاثنين\u202C.");
    return cases;
  }

  /** Text of an odd case as the document has it. */
  static String textOf(Case odd) {
    String json = new String(odd.value(), StandardCharsets.UTF_8);
    int start = json.indexOf("\"text\":\"") + "\"text\":\"".length();
    return json.substring(start, json.length() - 2)
        .replace("\\u0000", "\0")
        .replace("\\u0007", "\u0007")
        .replace("\\u001b", "\u001b")
        .replace("\\u0085", "\u0085");
  }

  private static void bad(List<Case> cases, String name, String json, Cause cause) {
    cases.add(new Case(name, json.getBytes(StandardCharsets.UTF_8), Optional.of(cause)));
  }

  private static void odd(List<Case> cases, String name, String text) {
    String json = "{\"id\":\"odd: " + name + "\",\"text\":\"" + text + "\"}";
    cases.add(new Case(name, json.getBytes(StandardCharsets.UTF_8), Optional.empty()));
  }
}
