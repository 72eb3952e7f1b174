package io.qklm.kg;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** What a fact says of its subject. */
public sealed interface FactObject {

  /** The kind in the words of the wire contract. */
  default String kind() {
    if (this instanceof OfEntity) {
      return "entity";
    }
    if (this instanceof Text) {
      return "text";
    }
    if (this instanceof Quantity) {
      return "quantity";
    }
    return this instanceof Time ? "time" : "coordinate";
  }

  /** The id of an entity, else the value: digits, ISO 8601, {@code latitude,longitude}. */
  default String plain() {
    if (this instanceof OfEntity entity) {
      return entity.id().value();
    }
    if (this instanceof Text text) {
      return text.value();
    }
    if (this instanceof Quantity quantity) {
      return quantity.value().toPlainString();
    }
    if (this instanceof Time time) {
      return time.iso();
    }
    Coordinate place = (Coordinate) this;
    return place.latitude() + "," + place.longitude();
  }

  /** The unit of a quantity, if it has one. */
  default Optional<String> unit() {
    return Optional.empty();
  }

  /** Another entity. */
  record OfEntity(EntityId id) implements FactObject {}

  /**
   * A text.
   *
   * @param language language code, if given
   */
  record Text(String value, Optional<String> language) implements FactObject {}

  /**
   * A number.
   *
   * @param unit the unit's id or name; absent for a bare number
   */
  record Quantity(BigDecimal value, Optional<String> unit) implements FactObject {}

  /**
   * A point in time, proleptic Gregorian or Julian as the source had it.
   *
   * @param year astronomical year; 0 and below are before the common era
   * @param month 1 to 12, 1 where the precision is coarser
   * @param day 1 to 31, 1 where the precision is coarser
   * @param precision Wikidata's scale: 11 day, 10 month, 9 year, 8 decade, 7 century, 6 millennium,
   *     less is coarser
   */
  record Time(int year, int month, int day, int precision) implements FactObject {
    public Time {
      if (month < 1 || month > 12 || day < 1 || day > 31 || precision < 0 || precision > 14) {
        throw new IllegalArgumentException(
            "a time needs month 1 to 12, day 1 to 31 and precision 0 to 14, got "
                + year
                + "-"
                + month
                + "-"
                + day
                + " at precision "
                + precision);
      }
    }

    /** ISO 8601, no finer than is known: {@code 1990}, {@code 1990-10}, {@code 1990-10-03}. */
    public String iso() {
      String digits = String.format(Locale.ROOT, "%04d", Math.abs((long) year));
      String iso = (year < 0 ? "-" : digits.length() > 4 ? "+" : "") + digits;
      if (precision >= 10) {
        iso += String.format(Locale.ROOT, "-%02d", month);
      }
      if (precision >= 11) {
        iso += String.format(Locale.ROOT, "-%02d", day);
      }
      return iso;
    }
  }

  /**
   * A place on the globe, WGS84 degrees.
   *
   * @param latitude -90 to 90
   * @param longitude -180 to 180
   */
  record Coordinate(double latitude, double longitude) implements FactObject {
    public Coordinate {
      if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
        throw new IllegalArgumentException(
            "a coordinate needs latitude within 90 and longitude within 180 degrees, got "
                + latitude
                + ","
                + longitude);
      }
    }
  }
}
