package io.qklm.text;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with a piece of JSON, for the person who wrote it. The parser's own messages name
 * its classes and settings, which say nothing to that person.
 */
public final class JsonProblem {

  private static final Pattern TOKEN = Pattern.compile("Unrecognized token '(.*?)'");
  private static final Pattern CHARACTER =
      Pattern.compile("Unexpected character \\('(.+?)' \\(code \\d+");
  private static final Pattern DEPTH = Pattern.compile("nesting depth.*maximum allowed \\((\\d+)");
  private static final Pattern LENGTH = Pattern.compile("length.*maximum allowed \\((\\d+)");
  private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*?)'");
  private static final Pattern NUMBER = Pattern.compile("Non-standard token '(.*?)'");
  private static final int QUOTED = 40;

  private JsonProblem() {}

  /** Part of a sentence, without a place: "it ends before it is complete". */
  public static String of(JsonProcessingException failure) {
    String message = String.valueOf(failure.getOriginalMessage());
    if (failure instanceof JsonEOFException) {
      return "it ends before it is complete";
    }
    Matcher match = DEPTH.matcher(message);
    if (match.find()) {
      return "it is nested deeper than the " + match.group(1) + " levels that are allowed";
    }
    match = LENGTH.matcher(message);
    if (match.find()) {
      return "one of its values is longer than the " + match.group(1) + " that are allowed";
    }
    if (failure instanceof StreamConstraintsException) {
      return "one of its values is larger than is allowed";
    }
    match = TOKEN.matcher(message);
    if (match.find()) {
      return "'"
          + cut(match.group(1))
          + "' is no JSON value (strings need double quotes; true, false and null are written so)";
    }
    match = NUMBER.matcher(message);
    if (match.find()) {
      return "'" + match.group(1) + "' is no JSON value";
    }
    match = DUPLICATE.matcher(message);
    if (match.find()) {
      return "the field '" + cut(match.group(1)) + "' is given twice";
    }
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("ctrl-char")) {
      return "a control character or line break must be escaped";
    }
    if (lower.contains("surrogate")) {
      return "half of a surrogate pair stands alone";
    }
    if (lower.contains("escape")) {
      return "a backslash is followed by something that is no escape";
    }
    match = CHARACTER.matcher(message);
    if (match.find()) {
      return "'" + match.group(1) + "' is not expected here";
    }
    if (lower.contains("numeric") || lower.contains("number")) {
      return "a number is not written as JSON writes numbers";
    }
    return "its syntax is wrong here";
  }

  /** The same with the place: " at line 1, column 7: '}' is not expected here". */
  public static String withPlace(JsonProcessingException failure) {
    JsonLocation place = failure.getLocation();
    String at =
        place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    return at + ": " + of(failure);
  }

  private static String cut(String text) {
    return text.length() <= QUOTED
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, QUOTED - 1))) + "…";
  }
}
