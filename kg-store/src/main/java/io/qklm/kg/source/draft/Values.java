package io.qklm.kg.source.draft;

import io.qklm.kg.EntityId;
import io.qklm.kg.FactObject;
import io.qklm.kg.source.lines.UnusableLineException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as published sources write them, read with the same limits everywhere. */
public final class Values {

  private static final int MAX_NUMBER_LENGTH = 200;
  private static final int MAX_EXPONENT_DIGITS = 3;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?([0-9]+))?");
  private static final Pattern DATE =
      Pattern.compile("([+-]?)([0-9]{1,16})-([0-9]{2})-([0-9]{2})(T.*|Z|[+-][0-9:]+)?");

  private Values() {}

  public static EntityId id(String text) throws UnusableLineException {
    try {
      return new EntityId(text);
    } catch (IllegalArgumentException e) {
      throw new UnusableLineException(String.valueOf(e.getMessage()));
    }
  }

  public static FactObject.Quantity quantity(String number, Optional<String> unit)
      throws UnusableLineException {
    Matcher parts = NUMBER.matcher(number);
    if (number.length() > MAX_NUMBER_LENGTH
        || !parts.matches()
        || (parts.group(4) != null && parts.group(4).length() > MAX_EXPONENT_DIGITS)) {
      throw new UnusableLineException(
          "'" + shown(number) + "' is no finite number of at most 200 characters");
    }
    return new FactObject.Quantity(new BigDecimal(number), unit);
  }

  /**
   * A date, its day and month 1 where the source has 0.
   *
   * @param historical whether the year before 1 is written -1 (Wikidata), else 0 (XSD 1.1)
   */
  public static FactObject.Time time(String text, int precision, boolean historical)
      throws UnusableLineException {
    Matcher parts = DATE.matcher(text);
    if (!parts.matches()) {
      throw new UnusableLineException("'" + shown(text) + "' is no date; [+-]YYYY-MM-DD is");
    }
    boolean before = parts.group(1).equals("-");
    long digits = Long.parseLong(parts.group(2));
    long year = before ? -digits : digits;
    year = historical && before ? year + 1 : year;
    if (year != (int) year) {
      throw new UnusableLineException(
          "the year of '" + shown(text) + "' is farther than 2,147,483,647 years off");
    }
    try {
      return new FactObject.Time(
          (int) year,
          Math.max(1, Integer.parseInt(parts.group(3))),
          Math.max(1, Integer.parseInt(parts.group(4))),
          precision);
    } catch (IllegalArgumentException e) {
      throw new UnusableLineException(String.valueOf(e.getMessage()));
    }
  }

  public static FactObject.Coordinate coordinate(double latitude, double longitude)
      throws UnusableLineException {
    try {
      return new FactObject.Coordinate(latitude, longitude);
    } catch (IllegalArgumentException e) {
      throw new UnusableLineException(String.valueOf(e.getMessage()));
    }
  }

  public static double degrees(String text) throws UnusableLineException {
    if (text.length() > MAX_NUMBER_LENGTH || !NUMBER.matcher(text).matches()) {
      throw new UnusableLineException("'" + shown(text) + "' is no number of degrees");
    }
    return Double.parseDouble(text);
  }

  /** A piece of the source in a sentence, cut where it is long. */
  public static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
