package io.qklm.benchmarks.questions;

import io.qklm.document.Answer;
import io.qklm.kg.EntityId;
import io.qklm.kg.FactObject;
import io.qklm.kg.measure.FactWords;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether an answer is one of those that are right: the same entity, the same number to the gold's
 * precision, the same date to the gold's precision in the words that a reader sees, or yes.
 */
final class AnswerJudge {

  private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d,]*(?:\\.\\d+)?");
  private static final Pattern DATE = Pattern.compile("(\\d{4})(?:-(\\d{2}))?(?:-(\\d{2}))?");

  private AnswerJudge() {}

  /** What a gold line calls its answers. */
  enum Kind {
    ENTITY,
    NUMBER,
    DATE,
    TRUTH
  }

  /** {@code entity}, {@code number}, {@code date} or {@code truth}, as gold lines have it. */
  static Kind kind(Optional<String> word) {
    return word.map(kind -> Kind.valueOf(kind.toUpperCase(Locale.ROOT))).orElse(Kind.ENTITY);
  }

  /**
   * Whether one of the gold answers was given.
   *
   * @param gold right answers
   * @param yearAlone whether the year of a date is enough
   */
  static boolean right(Answer said, Kind kind, List<String> gold, boolean yearAlone) {
    return gold.stream().anyMatch(one -> right(said, kind, one, yearAlone));
  }

  private static boolean right(Answer said, Kind kind, String gold, boolean yearAlone) {
    return switch (kind) {
      case ENTITY -> said.entityId().map(EntityId::value).filter(gold::equals).isPresent();
      case NUMBER -> said.entityId().isEmpty() && sameNumber(said.text(), gold);
      case DATE -> said.entityId().isEmpty() && sameDate(said.text(), gold, yearAlone);
      case TRUTH -> said.text().toLowerCase(Locale.ROOT).split("\\W+", 2)[0].equals(gold);
    };
  }

  private static boolean sameNumber(String text, String gold) {
    Matcher number = NUMBER.matcher(text);
    if (!number.find()) {
      return false;
    }
    BigDecimal wanted = new BigDecimal(gold);
    BigDecimal found = new BigDecimal(number.group().replace(",", ""));
    return found.setScale(Math.max(0, wanted.scale()), RoundingMode.HALF_UP).compareTo(wanted) == 0;
  }

  private static boolean sameDate(String text, String gold, boolean yearAlone) {
    Matcher date = DATE.matcher(gold);
    if (!date.matches()) {
      throw new IllegalArgumentException("the gold date '" + gold + "' has another form");
    }
    int year = Integer.parseInt(date.group(1));
    if (yearAlone) {
      return text.contains(String.valueOf(year));
    }
    int precision = date.group(3) != null ? 11 : date.group(2) != null ? 10 : 9;
    int month = date.group(2) == null ? 1 : Integer.parseInt(date.group(2));
    int day = date.group(3) == null ? 1 : Integer.parseInt(date.group(3));
    return text.contains(FactWords.of(new FactObject.Time(year, month, day, precision)));
  }
}
