package io.qklm.kg.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qklm.kg.FactObject;
import io.qklm.kg.FactObject.Coordinate;
import io.qklm.kg.FactObject.Quantity;
import io.qklm.kg.FactObject.Time;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureTest {

  private static Quantity quantity(String value, String unit) {
    return new Quantity(new BigDecimal(value), Optional.of(unit).filter(u -> !u.isEmpty()));
  }

  @ParameterizedTest
  @CsvSource({
    "891.7, Q712226, 891700000",
    "5.5, foot, 1.6764",
    "1, mi, 1609.344",
    "0, Q25267, 273.15",
    "212, degree Fahrenheit, 373.15",
    "36, km/h, 10",
    "1, years old, 31557600",
    "50, %, 0.5",
  })
  void knowsUnitsByIdNameAndSymbol(String value, String unit, double si) {
    BigDecimal found = FactComparison.si(quantity(value, unit)).orElseThrow();
    assertThat(found.doubleValue()).isEqualTo(si, within(Math.abs(si) * 1e-12));
  }

  @Test
  void tellsCapitalsOfSymbolsApart() {
    assertThat(Units.of("m").orElseThrow().name()).isEqualTo("metre");
    assertThat(Units.of("Metre").orElseThrow().id()).isEqualTo("Q11573");
    assertThat(Units.of("parsec-ish")).isEmpty();
  }

  @Test
  void comparesWhatIsOfOneKind() {
    assertThat(compare(quantity("1", "Q253276"), quantity("1.7", "km"))).hasValue(-1);
    assertThat(compare(quantity("1000", "m"), quantity("1.000", "km"))).hasValue(0);
    assertThat(compare(quantity("2", ""), quantity("10", ""))).hasValue(-1);
    assertThat(compare(quantity("3", "goats"), quantity("2", "goats"))).hasValue(1);
    assertThat(compare(quantity("3", "goats"), quantity("2", "sheep"))).isEmpty();
    assertThat(compare(quantity("1", "m"), quantity("1", "kg"))).isEmpty();
    assertThat(compare(quantity("1", "m"), quantity("1", ""))).isEmpty();
    assertThat(compare(quantity("1", "EUR"), quantity("1", "USD"))).isEmpty();
    assertThat(compare(quantity("1", "EUR"), quantity("2", "Q4916"))).hasValue(-1);
    assertThat(compare(quantity("1", ""), new Time(1, 1, 1, 9))).isEmpty();
  }

  private static OptionalInt compare(FactObject left, FactObject right) {
    OptionalInt order = FactComparison.compare(left, right);
    return order.isPresent() ? OptionalInt.of(Integer.signum(order.getAsInt())) : order;
  }

  @Test
  void comparesTimesAsFarAsBothAreKnown() {
    Time day = new Time(1990, 10, 3, 11);
    assertThat(compare(day, new Time(1990, 10, 4, 11))).hasValue(-1);
    assertThat(compare(day, new Time(1990, 1, 1, 9))).hasValue(0);
    assertThat(compare(day, new Time(1991, 1, 1, 9))).hasValue(-1);
    assertThat(compare(day, new Time(1995, 1, 1, 8))).hasValue(0);
    assertThat(compare(new Time(-43, 3, 15, 11), day)).hasValue(-1);
    assertThat(compare(new Time(1237, 1, 1, 9), new Time(1244, 1, 1, 9))).hasValue(-1);
    assertThat(compare(new Time(-13_000_000, 1, 1, 0), day)).isPresent();
  }

  @Property
  void orderTurnsRoundAndUnitsKeepIt(
      @ForAll @IntRange(min = -1_000_000, max = 1_000_000) int a,
      @ForAll @IntRange(min = -1_000_000, max = 1_000_000) int b) {
    Quantity metres = new Quantity(BigDecimal.valueOf(a), Optional.of("m"));
    Quantity feet = new Quantity(BigDecimal.valueOf(b), Optional.of("ft"));
    int there = compare(metres, feet).orElseThrow();
    assertThat(compare(feet, metres)).hasValue(-there);
    assertThat(there).isEqualTo(Double.compare(a, b * 0.3048));
  }

  @Test
  void measuresTheWayBetweenPlaces() {
    Coordinate berlin = new Coordinate(52.5166, 13.3833);
    Coordinate paris = new Coordinate(48.8567, 2.3508);
    assertThat(FactComparison.metresBetween(berlin, paris)).isEqualTo(877_500, within(2_000.0));
    assertThat(FactComparison.metresBetween(berlin, berlin)).isZero();
    assertThat(FactComparison.metresBetween(new Coordinate(0, 0), new Coordinate(0, 180)))
        .isEqualTo(Math.PI * 6_371_008.8, within(1.0));
  }

  @Test
  void writesValuesAsAPersonWould() {
    assertThat(FactWords.of(quantity("3677472", ""))).isEqualTo("3,677,472");
    assertThat(FactWords.of(quantity("891.70", "Q712226"))).isEqualTo("891.7 km²");
    assertThat(FactWords.of(quantity("-0.125", "Q11229"))).isEqualTo("-0.125%");
    assertThat(FactWords.of(quantity("28000000000", "Q4916"))).isEqualTo("28,000,000,000 EUR");
    assertThat(FactWords.of(quantity("7", "Q999999999"))).isEqualTo("7 Q999999999");
    assertThat(FactWords.of(quantity("1e50", ""))).isEqualTo("1E+50");
    assertThat(FactWords.of(new Time(1990, 10, 3, 11))).isEqualTo("3 October 1990");
    assertThat(FactWords.of(new Time(1990, 10, 1, 10))).isEqualTo("October 1990");
    assertThat(FactWords.of(new Time(1990, 1, 1, 9))).isEqualTo("1990");
    assertThat(FactWords.of(new Time(1994, 1, 1, 8))).isEqualTo("1990s");
    assertThat(FactWords.of(new Time(1237, 1, 1, 7))).isEqualTo("13th century");
    assertThat(FactWords.of(new Time(2001, 1, 1, 7))).isEqualTo("21st century");
    assertThat(FactWords.of(new Time(-43, 3, 15, 11))).isEqualTo("15 March 44 BC");
    assertThat(FactWords.of(new Time(-99, 1, 1, 7))).isEqualTo("1st century BC");
    assertThat(FactWords.of(new Time(1112, 1, 1, 6))).isEqualTo("2nd millennium");
    assertThat(FactWords.of(new Coordinate(-33.8688, 151.2093)))
        .isEqualTo("33.8688° S, 151.2093° E");
  }

  @ParameterizedTest
  @ValueSource(strings = {"T", "M", "S", "G", "H", "Mm", "MM", "D", "FT2", "mw"})
  void capitalsMakeAnotherUnitOfASymbol(String symbol) {
    assertThat(Units.of(symbol)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "t, tonne",
    "Tonnes, tonne",
    "METRE, metre",
    "m, metre",
    "KM, kilometre",
    "Kg, kilogram",
    "L, litre",
    "K, kelvin",
    "Degree Celsius, degree Celsius",
    "Hours, hour",
    "Feet, foot",
    "Day, day"
  })
  void caseDoesNotMatterInNames(String name, String unit) {
    assertThat(Units.of(name)).hasValueSatisfying(u -> assertThat(u.name()).isEqualTo(unit));
  }
}
