package io.qklm.deploy.cli;

import io.qklm.kg.FactObject;
import java.util.Locale;

/** The object of a fact in words, without looking anything up. */
final class FactWords {

  private static final int DAY = 11;
  private static final int MONTH = 10;

  private FactWords() {}

  static String of(FactObject object) {
    if (object instanceof FactObject.OfEntity entity) {
      return entity.id().value();
    }
    if (object instanceof FactObject.Text text) {
      return text.value();
    }
    if (object instanceof FactObject.Quantity quantity) {
      return quantity.value().toPlainString() + quantity.unit().map(unit -> " " + unit).orElse("");
    }
    if (object instanceof FactObject.Time time) {
      return time(time);
    }
    FactObject.Coordinate place = (FactObject.Coordinate) object;
    return String.format(Locale.ROOT, "%.4f, %.4f", place.latitude(), place.longitude());
  }

  private static String time(FactObject.Time time) {
    String year = time.year() > 0 ? String.valueOf(time.year()) : (1 - time.year()) + " BC";
    if (time.precision() >= DAY) {
      return String.format(Locale.ROOT, "%s-%02d-%02d", year, time.month(), time.day());
    }
    if (time.precision() == MONTH) {
      return String.format(Locale.ROOT, "%s-%02d", year, time.month());
    }
    return year;
  }
}
