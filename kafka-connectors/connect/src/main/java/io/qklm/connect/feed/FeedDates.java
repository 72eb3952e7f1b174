package io.qklm.connect.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates as feeds write them: the forms of RSS and Atom, and those that are usual in their place. A
 * date that could be two days, or none, is none.
 */
final class FeedDates {

  private static final String TIME =
      "(?:[T ,]+(?:(?:at|um|\u00E0|-|\u2013)\\s+)?(\\d{1,2})[:.h](\\d{2})(?:[:.](\\d{2})(?:[.,]\\d+)?)?\\s*([AaPp]\\.?[Mm]\\.?)?)?";
  private static final String ZONE = "\\s*([A-Za-z]+/[A-Za-z_]+|[A-Za-z]*\\s*[+-]?[0-9:]*)";
  private static final String WEEKDAY = "(?:\\p{L}+\\.?(?:,\\s*|\\s+))?";

  /** 2026-11-30T08:00:00Z, 2026/11/30 8:00. */
  private static final Pattern ISO =
      Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})" + TIME + ZONE);

  private static final Pattern COMPACT =
      Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:T?(\\d{2})(\\d{2})(\\d{2})()" + ZONE + ")?");

  /** Mon, 30 Nov 2026 08:00:00 +0100. */
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          WEEKDAY
              + "(\\d{1,2})(?:st|nd|rd|th|\\.)?[\\s-]+(?:de\\s+)?(\\p{L}+)\\.?[\\s,-]+(?:de\\s+)?"
              + "(\\d{4}|\\d{2})"
              + TIME
              + ZONE);

  /** Mon, Nov 30, 2026 8:00 AM. */
  private static final Pattern MONTH_FIRST =
      Pattern.compile(
          WEEKDAY + "(\\p{L}+)\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})" + TIME + ZONE);

  /** Mon Nov 30 08:00:00 CET 2026, as Unix prints it. */
  private static final Pattern YEAR_LAST =
      Pattern.compile(
          "\\p{L}+,?\\s+(\\p{L}+)\\s+(\\d{1,2})\\s+(\\d{1,2}):(\\d{2}):(\\d{2})"
              + ZONE
              + "\\s+(\\d{4})");

  /** 30.11.2026 and 11/30/2026. */
  private static final Pattern NUMBERS =
      Pattern.compile(WEEKDAY + "(\\d{1,2})([./-])(\\d{1,2})[./-](\\d{4})" + TIME + ZONE);

  private static final Pattern SECONDS = Pattern.compile("[1-9]\\d{8,9}");
  private static final Pattern MILLISECONDS = Pattern.compile("[1-9]\\d{11,12}");
  private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{1,2}):?(\\d{2})?");

  private static final Map<String, Integer> MONTHS = months();

  /** In minutes. Those that name two places on earth, such as IST, are not here. */
  private static final Map<String, Integer> ZONES =
      Map.ofEntries(
          Map.entry("Z", 0),
          Map.entry("UT", 0),
          Map.entry("UTC", 0),
          Map.entry("GMT", 0),
          Map.entry("WET", 0),
          Map.entry("BST", 60),
          Map.entry("WEST", 60),
          Map.entry("CET", 60),
          Map.entry("MET", 60),
          Map.entry("MEZ", 60),
          Map.entry("CEST", 120),
          Map.entry("MEST", 120),
          Map.entry("MESZ", 120),
          Map.entry("EET", 120),
          Map.entry("SAST", 120),
          Map.entry("EEST", 180),
          Map.entry("MSK", 180),
          Map.entry("SGT", 480),
          Map.entry("HKT", 480),
          Map.entry("JST", 540),
          Map.entry("KST", 540),
          Map.entry("AEST", 600),
          Map.entry("AEDT", 660),
          Map.entry("NZST", 720),
          Map.entry("NZDT", 780),
          Map.entry("EST", -300),
          Map.entry("EDT", -240),
          Map.entry("CST", -360),
          Map.entry("CDT", -300),
          Map.entry("MST", -420),
          Map.entry("MDT", -360),
          Map.entry("PST", -480),
          Map.entry("PDT", -420),
          Map.entry("AKST", -540),
          Map.entry("HST", -600));

  private static final int FIRST_YEAR = 1800;
  private static final int MOST_CHARACTERS = 100;
  private static final long SECONDS_AHEAD = 366L * 24 * 3_600;

  private FeedDates() {}

  /**
   * The time that a feed means. Without a zone it is taken as UTC, without a time as midnight.
   *
   * @param now what lies more than a year after it was not published yet, and is no date
   */
  static Optional<Instant> of(String written, Instant now) {
    if (written.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    String words = written.replaceAll("\\([^)]*\\)", " ").replaceAll("[\\s\\u00A0]+", " ").strip();
    try {
      return parsed(words)
          .filter(time -> time.atZone(ZoneOffset.UTC).getYear() >= FIRST_YEAR)
          // What a program writes that has no date.
          .filter(time -> time.getEpochSecond() != 0)
          .filter(time -> time.getEpochSecond() - now.getEpochSecond() < SECONDS_AHEAD);
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** A form, and what a text of it means. */
  private record Form(Pattern pattern, Function<Matcher, Optional<Instant>> meaning) {}

  private static final List<Form> FORMS =
      List.of(
          new Form(SECONDS, m -> Optional.of(Instant.ofEpochSecond(Long.parseLong(m.group())))),
          new Form(MILLISECONDS, m -> Optional.of(Instant.ofEpochMilli(Long.parseLong(m.group())))),
          new Form(
              ISO, m -> instant(number(m.group(1)), number(m.group(2)), number(m.group(3)), m, 4)),
          new Form(
              COMPACT,
              m -> instant(number(m.group(1)), number(m.group(2)), number(m.group(3)), m, 4)),
          new Form(
              DAY_FIRST,
              m -> instant(year(m.group(3)), month(m.group(2)), number(m.group(1)), m, 4)),
          new Form(
              MONTH_FIRST,
              m -> instant(number(m.group(3)), month(m.group(1)), number(m.group(2)), m, 4)),
          new Form(YEAR_LAST, FeedDates::yearLast),
          new Form(NUMBERS, FeedDates::numbers));

  private static Optional<Instant> parsed(String words) {
    for (Form form : FORMS) {
      Matcher matcher = form.pattern().matcher(words);
      if (matcher.matches()) {
        return form.meaning().apply(matcher);
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> yearLast(Matcher m) {
    LocalTime time =
        LocalTime.of(number(m.group(3)), number(m.group(4)), Math.min(59, number(m.group(5))));
    return instant(
        LocalDate.of(number(m.group(7)), month(m.group(1)), number(m.group(2))), time, m.group(6));
  }

  /** With dots the day comes first; else only what can be no month is surely the day. */
  private static Optional<Instant> numbers(Matcher m) {
    int first = number(m.group(1));
    int second = number(m.group(3));
    boolean dayFirst = m.group(2).equals(".") || first > 12 || first == second;
    if (!dayFirst && second <= 12) {
      return Optional.empty();
    }
    return instant(number(m.group(4)), dayFirst ? second : first, dayFirst ? first : second, m, 5);
  }

  /** From a match whose groups for hour, minute, second, half of the day and zone begin there. */
  private static Optional<Instant> instant(int year, int month, int day, Matcher m, int group) {
    LocalDate date = LocalDate.of(year, month, day);
    if (m.group(group) == null) {
      return instant(date, LocalTime.MIDNIGHT, m.group(group + 4));
    }
    int hour = number(m.group(group));
    String half = m.group(group + 3);
    if (half != null && !half.isEmpty()) {
      if (hour < 1 || hour > 12) {
        return Optional.empty();
      }
      hour = hour % 12 + (half.toLowerCase(Locale.ROOT).startsWith("p") ? 12 : 0);
    }
    if (hour == 24) {
      date = date.plusDays(1);
      hour = 0;
    }
    String seconds = m.group(group + 2);
    // A leap second is the last one of its minute.
    int second = seconds == null ? 0 : number(seconds) == 60 ? 59 : number(seconds);
    return instant(
        date, LocalTime.of(hour, number(m.group(group + 1)), second), m.group(group + 4));
  }

  private static Optional<Instant> instant(LocalDate date, LocalTime time, @Nullable String zone) {
    return zone(zone == null ? "" : zone.strip())
        .map(where -> date.atTime(time).atZone(where).toInstant());
  }

  /** Empty where it is a zone that nobody can tell. */
  private static Optional<ZoneId> zone(String written) {
    if (written.contains("/")) {
      return Optional.of(ZoneId.of(written));
    }
    String name = written.replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT);
    String offset = written.replaceAll("[A-Za-z\\s]", "");
    Matcher m = OFFSET.matcher(offset);
    if (m.matches()) {
      int minutes = number(m.group(2)) * 60 + (m.group(3) == null ? 0 : number(m.group(3)));
      return Optional.of(
          ZoneOffset.ofTotalSeconds(60 * (m.group(1).equals("-") ? -minutes : minutes)));
    }
    if (!offset.isEmpty()) {
      return Optional.empty();
    }
    return name.isEmpty()
        ? Optional.of(ZoneOffset.UTC)
        : Optional.ofNullable(ZONES.get(name))
            .map(minutes -> ZoneOffset.ofTotalSeconds(60 * minutes));
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  /** Of two digits as RFC 2822 has it. */
  private static int year(String digits) {
    int year = number(digits);
    return digits.length() > 2 ? year : year < 50 ? 2000 + year : 1900 + year;
  }

  private static int month(String name) {
    Integer month = MONTHS.get(key(name));
    if (month == null) {
      throw new DateTimeException("no month is called " + name);
    }
    return month;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replace(".", "");
  }

  /** English first; a word that means different months elsewhere is none. */
  private static Map<String, Integer> months() {
    Map<String, Integer> months = new HashMap<>();
    for (String language :
        List.of(
            "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "hr")) {
      Map<String, Integer> own = new HashMap<>();
      Locale locale = Locale.forLanguageTag(language);
      for (Month month : Month.values()) {
        for (TextStyle style :
            List.of(
                TextStyle.FULL,
                TextStyle.SHORT,
                TextStyle.FULL_STANDALONE,
                TextStyle.SHORT_STANDALONE)) {
          own.put(key(month.getDisplayName(style, locale)), month.getValue());
        }
      }
      own.forEach(
          (name, number) ->
              months.merge(name, number, (a, b) -> a.equals(b) || isEnglish(name) ? a : -1));
    }
    months.put("sept", 9);
    return Map.copyOf(months);
  }

  private static boolean isEnglish(String name) {
    for (Month month : Month.values()) {
      if (name.equals(key(month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)))) {
        return true;
      }
    }
    return false;
  }
}
