package io.qklm.kg.source.kgtk;

import io.qklm.kg.FactObject;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.UnusableLineException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value in KGTK's notation: {@code 'text'@en}, {@code "text"}, {@code ^time/11}, numbers, ids.
 */
final class KgtkValue {

  private static final Pattern QUANTITY =
      Pattern.compile(
          "([+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
              + "(?:\\[[^\\]]*\\])?([A-Za-z].*)?");

  private KgtkValue() {}

  /** What an edge says, if it says something: an unknown value, none and a truth value do not. */
  static Optional<FactObject> object(String value) throws UnusableLineException {
    if (value.isEmpty() || value.equals("somevalue") || value.equals("novalue")) {
      return Optional.empty();
    }
    return switch (value.charAt(0)) {
      case '\'' -> {
        FactObject.Text text = languageText(value);
        yield text.value().isBlank() ? Optional.empty() : Optional.of(text);
      }
      case '"' -> {
        String text = quoted(value, value.length());
        yield text.isBlank()
            ? Optional.empty()
            : Optional.of(new FactObject.Text(text, Optional.empty()));
      }
      case '^' -> Optional.of(time(value.substring(1)));
      case '@' -> Optional.of(coordinate(value.substring(1)));
      case '+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          Optional.of(quantity(value));
      default ->
          value.equals("True") || value.equals("False")
              ? Optional.empty()
              : Optional.of(new FactObject.OfEntity(Values.id(value)));
    };
  }

  /** A {@code 'text'@language}. */
  static FactObject.Text languageText(String value) throws UnusableLineException {
    int at = value.lastIndexOf("'@");
    if (!value.startsWith("'") || at < 1) {
      throw new UnusableLineException(
          "'" + Values.shown(value) + "' is no text with a language, such as 'Berlin'@en");
    }
    return new FactObject.Text(
        quoted(value, at + 1), Optional.of(value.substring(at + 2)).filter(l -> !l.isEmpty()));
  }

  private static String quoted(String value, int end) throws UnusableLineException {
    if (end < 2 || value.charAt(end - 1) != value.charAt(0)) {
      throw new UnusableLineException("the quote of " + Values.shown(value) + " is not closed");
    }
    StringBuilder text = new StringBuilder(end);
    int at = 1;
    while (at < end - 1) {
      char c = value.charAt(at++);
      if (c == '\\' && at < end - 1) {
        char escaped = value.charAt(at++);
        c =
            switch (escaped) {
              case 'n', 'r', 't' -> ' ';
              default -> escaped;
            };
      }
      text.append(c);
    }
    return text.toString();
  }

  private static FactObject time(String value) throws UnusableLineException {
    int slash = value.lastIndexOf('/');
    int precision = 11;
    if (slash >= 0) {
      try {
        precision = Integer.parseInt(value.substring(slash + 1));
      } catch (NumberFormatException e) {
        throw new UnusableLineException(
            "'" + Values.shown(value) + "' has no precision from 0 to 14 behind its slash");
      }
    }
    // The dates are those of Wikidata's JSON, where the year before 1 is -1.
    return Values.time(slash < 0 ? value : value.substring(0, slash), precision, true);
  }

  private static FactObject coordinate(String value) throws UnusableLineException {
    int slash = value.indexOf('/');
    if (slash < 0) {
      throw new UnusableLineException(
          "'@" + Values.shown(value) + "' is no coordinate; @latitude/longitude is");
    }
    return Values.coordinate(
        Values.degrees(value.substring(0, slash)), Values.degrees(value.substring(slash + 1)));
  }

  private static FactObject quantity(String value) throws UnusableLineException {
    Matcher parts = QUANTITY.matcher(value);
    if (!parts.matches()) {
      throw new UnusableLineException("'" + Values.shown(value) + "' is no number with a unit");
    }
    return Values.quantity(parts.group(1), Optional.ofNullable(parts.group(2)));
  }
}
