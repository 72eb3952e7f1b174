package io.qklm.kg.measure;

import io.qklm.kg.FactObject;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;

/** Values as a person would write them, in English. */
public final class FactWords {

  private static final int MILLENNIUM = 6;
  private static final int CENTURY = 7;
  private static final int DECADE = 8;
  private static final int YEAR = 9;
  private static final int MONTH = 10;

  private FactWords() {}

  /**
   * The value in words: {@code 3,677,472}, {@code 891.7 km²}, {@code 3 October 1990}, {@code 13th
   * century}, {@code 52.5167° N, 13.3833° E}. An entity gives its id.
   */
  public static String of(FactObject object) {
    if (object instanceof FactObject.OfEntity entity) {
      return entity.id().value();
    }
    if (object instanceof FactObject.Text text) {
      return text.value();
    }
    if (object instanceof FactObject.Quantity quantity) {
      return quantity(quantity);
    }
    if (object instanceof FactObject.Time time) {
      return time(time);
    }
    FactObject.Coordinate place = (FactObject.Coordinate) object;
    return degrees(place.latitude(), "N", "S") + ", " + degrees(place.longitude(), "E", "W");
  }

  private static String quantity(FactObject.Quantity quantity) {
    String number = number(quantity.value());
    return quantity
        .unit()
        .map(
            unit ->
                Units.of(unit)
                    .map(known -> number + gap(known) + known.symbol())
                    .orElse(number + " " + unit))
        .orElse(number);
  }

  /** Signs that are no letters stand close to their number. */
  private static String gap(Unit unit) {
    return unit.symbol().equals("%") || unit.symbol().equals("°") ? "" : " ";
  }

  private static String number(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    if (plain.precision() - plain.scale() > 24 || plain.scale() > 24) {
      return plain.toString();
    }
    DecimalFormat format =
        new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.US));
    format.setMaximumFractionDigits(Math.max(0, plain.scale()));
    return format.format(plain);
  }

  private static String time(FactObject.Time time) {
    if (time.precision() > MONTH) {
      return time.day() + " " + month(time) + " " + year(time.year());
    }
    return switch (time.precision()) {
      case MONTH -> month(time) + " " + year(time.year());
      case YEAR -> year(time.year());
      case DECADE ->
          time.year() > 0
              ? Math.floorDiv(time.year(), 10) * 10 + "s"
              : "about " + year(time.year());
      case CENTURY -> period(time.year(), 100, "century");
      case MILLENNIUM -> period(time.year(), 1000, "millennium");
      default -> "about " + year(time.year());
    };
  }

  private static String month(FactObject.Time time) {
    return Month.of(time.month()).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  /** The astronomical year 0 is 1 BC. */
  private static String year(int year) {
    return year > 0 ? String.valueOf(year) : (1L - year) + " BC";
  }

  /** Centuries and millennia count from 1: the year 1900 is in the 19th century. */
  private static String period(int year, int length, String name) {
    long number = year > 0 ? (year + length - 1L) / length : (length - (long) year) / length;
    return ordinal(number) + " " + name + (year > 0 ? "" : " BC");
  }

  private static String ordinal(long number) {
    long last = number % 10;
    boolean teen = number % 100 / 10 == 1;
    String ending =
        teen || last > 3 || last == 0 ? "th" : last == 1 ? "st" : last == 2 ? "nd" : "rd";
    return number + ending;
  }

  private static String degrees(double value, String positive, String negative) {
    String number = String.format(Locale.ROOT, "%.4f", Math.abs(value));
    return number + "° " + (value < 0 ? negative : positive);
  }
}
