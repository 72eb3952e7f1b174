package io.qklm.kg.measure;

import io.qklm.kg.FactObject;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/** Which of two values is greater, where that can be said. */
public final class FactComparison {

  /** Mean radius of the Earth, as the International Union of Geodesy and Geophysics gives it. */
  private static final double EARTH_METRES = 6_371_008.8;

  private static final int YEAR = 9;
  private static final int MONTH = 10;

  private FactComparison() {}

  /**
   * Compares two values: quantities of one dimension (money of one currency) by what they are in SI
   * units, bare numbers with bare numbers, quantities of a unit that is not in the table with those
   * of the same unit; times by as much as both are precise.
   *
   * @return below, equal to or above 0, empty where the two cannot be compared
   */
  public static OptionalInt compare(FactObject left, FactObject right) {
    if (left instanceof FactObject.Quantity one && right instanceof FactObject.Quantity other) {
      return quantities(one, other);
    }
    if (left instanceof FactObject.Time one && right instanceof FactObject.Time other) {
      return OptionalInt.of(times(one, other));
    }
    return OptionalInt.empty();
  }

  private static OptionalInt quantities(FactObject.Quantity one, FactObject.Quantity other) {
    if (one.unit().equals(other.unit())) {
      return OptionalInt.of(one.value().compareTo(other.value()));
    }
    Optional<BigDecimal> left = si(one);
    Optional<BigDecimal> right = si(other);
    if (left.isEmpty() || right.isEmpty() || !sameScale(one, other)) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(left.get().compareTo(right.get()));
  }

  private static boolean sameScale(FactObject.Quantity one, FactObject.Quantity other) {
    Optional<Unit> left = Units.of(one);
    Optional<Unit> right = Units.of(other);
    return left.isPresent()
        && right.isPresent()
        && left.get().dimension() == right.get().dimension()
        && (left.get().dimension() != Dimension.MONEY || left.get().id().equals(right.get().id()));
  }

  /** The quantity in the SI unit of its dimension; empty if its unit is not in the table. */
  public static Optional<BigDecimal> si(FactObject.Quantity quantity) {
    return Units.of(quantity).map(unit -> unit.toSi(quantity.value()));
  }

  /** Parts that one of both does not know do not count; a decade is compared by its first year. */
  private static int times(FactObject.Time one, FactObject.Time other) {
    int precision = Math.min(one.precision(), other.precision());
    Comparator<FactObject.Time> order =
        Comparator.comparingInt(
            time -> precision >= YEAR ? time.year() : period(time.year(), precision));
    if (precision >= MONTH) {
      order = order.thenComparingInt(FactObject.Time::month);
    }
    if (precision > MONTH) {
      order = order.thenComparingInt(FactObject.Time::day);
    }
    return order.compare(one, other);
  }

  /** The first year of the decade, century or longer period that a year is in. */
  private static int period(int year, int precision) {
    int length = (int) Math.pow(10, Math.min(YEAR, YEAR - precision));
    return Math.floorDiv(year, length) * length;
  }

  /** The way between two places along the surface of the Earth, taken as a sphere, in metres. */
  public static double metresBetween(FactObject.Coordinate one, FactObject.Coordinate other) {
    double latitude = Math.toRadians(other.latitude() - one.latitude());
    double longitude = Math.toRadians(other.longitude() - one.longitude());
    double haversine =
        Math.pow(Math.sin(latitude / 2), 2)
            + Math.cos(Math.toRadians(one.latitude()))
                * Math.cos(Math.toRadians(other.latitude()))
                * Math.pow(Math.sin(longitude / 2), 2);
    return 2 * EARTH_METRES * Math.asin(Math.sqrt(Math.min(1, haversine)));
  }
}
