package io.qklm.kg.source.wikipedia;

import io.qklm.kg.FactObject;
import io.qklm.kg.source.wikipedia.markup.Template;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates as boxes have them: in templates, or in words of English, German, French, Spanish, Chinese.
 */
final class Dates {

  private static final List<List<String>> MONTHS =
      List.of(
          List.of("january", "januar", "janvier", "enero", "jan"),
          List.of("february", "februar", "février", "febrero", "feb"),
          List.of("march", "märz", "mars", "marzo", "mar"),
          List.of("april", "april", "avril", "abril", "apr"),
          List.of("may", "mai", "mai", "mayo", "may"),
          List.of("june", "juni", "juin", "junio", "jun"),
          List.of("july", "juli", "juillet", "julio", "jul"),
          List.of("august", "august", "août", "agosto", "aug"),
          List.of("september", "september", "septembre", "septiembre", "sep", "sept"),
          List.of("october", "oktober", "octobre", "octubre", "oct"),
          List.of("november", "november", "novembre", "noviembre", "nov"),
          List.of("december", "dezember", "décembre", "diciembre", "dec"));

  private static final Pattern DAY_MONTH =
      Pattern.compile(
          "\\b([0-9]{1,2})(?:st|nd|rd|th|er|\\.)? (?:de )?(\\p{L}{3,10})\\.?,? (?:de )?([0-9]{3,4})\\b");
  private static final Pattern MONTH_DAY =
      Pattern.compile("\\b(\\p{L}{3,10})\\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{3,4})\\b");
  private static final Pattern MONTH_YEAR = Pattern.compile("\\b(\\p{L}{3,10}),? ([0-9]{3,4})\\b");
  private static final Pattern ISO = Pattern.compile("\\b([0-9]{4})-([0-9]{2})-([0-9]{2})\\b");
  private static final Pattern CHINESE =
      Pattern.compile("([0-9]{3,4})年(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?");
  private static final Pattern YEAR =
      Pattern.compile("(?<![0-9,.])([1-9][0-9]{2,3})(?![0-9,.]?[0-9])");

  /** A text with more says more than a date. */
  private static final int LONGEST = 400;

  private Dates() {}

  /** The date of a template such as {@code {{birth date|1879|3|14}}}. */
  static Optional<FactObject.Time> of(Template template) {
    String key = template.key().replace('_', ' ');
    if (!(key.contains("date")
        || key.contains("dob")
        || key.contains("bda")
        || key.contains("year"))) {
      return Optional.empty();
    }
    int year = number(template, "1", "year");
    int month = number(template, "2", "month");
    int day = number(template, "3", "day");
    if (key.contains("year")) {
      month = 0;
      day = 0;
    }
    if (year == 0) {
      return template.value("1").flatMap(Dates::of);
    }
    return time(year, month, day);
  }

  private static int number(Template template, String... names) {
    String value = template.value(names).orElse("");
    return value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : 0;
  }

  /** The first date in some words. */
  static Optional<FactObject.Time> of(String text) {
    String words = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    if (words.matches("(?s).*\\b(?:BC|BCE|v\\. Chr\\.)\\b.*") || words.contains("前")) {
      return Optional.empty();
    }
    Matcher iso = ISO.matcher(words);
    if (iso.find()) {
      return time(number(iso.group(1)), number(iso.group(2)), number(iso.group(3)));
    }
    Matcher chinese = CHINESE.matcher(words);
    if (chinese.find()) {
      return time(number(chinese.group(1)), number(chinese.group(2)), number(chinese.group(3)));
    }
    Matcher dayMonth = DAY_MONTH.matcher(words);
    if (dayMonth.find() && month(dayMonth.group(2)) > 0) {
      return time(number(dayMonth.group(3)), month(dayMonth.group(2)), number(dayMonth.group(1)));
    }
    Matcher monthDay = MONTH_DAY.matcher(words);
    if (monthDay.find() && month(monthDay.group(1)) > 0) {
      return time(number(monthDay.group(3)), month(monthDay.group(1)), number(monthDay.group(2)));
    }
    Matcher monthYear = MONTH_YEAR.matcher(words);
    if (monthYear.find() && month(monthYear.group(1)) > 0) {
      return time(number(monthYear.group(2)), month(monthYear.group(1)), 0);
    }
    Matcher year = YEAR.matcher(words);
    return year.find() ? time(number(year.group(1)), 0, 0) : Optional.empty();
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** 1 to 12, 0 for a word that is no month. */
  private static int month(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    for (int i = 0; i < MONTHS.size(); i++) {
      if (MONTHS.get(i).contains(name)) {
        return i + 1;
      }
    }
    return 0;
  }

  private static Optional<FactObject.Time> time(int year, int month, int day) {
    if (year < 1 || year > 2_200 || month > 12) {
      return Optional.empty();
    }
    if (month == 0) {
      return Optional.of(new FactObject.Time(year, 1, 1, 9));
    }
    if (day == 0) {
      return Optional.of(new FactObject.Time(year, month, 1, 10));
    }
    try {
      LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    return Optional.of(new FactObject.Time(year, month, day, 11));
  }
}
