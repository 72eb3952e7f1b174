package io.qklm.kg.measure;

import io.qklm.kg.FactObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The units that facts mostly come in, by Wikidata id, name or symbol. Factors are the exact ones
 * of the SI brochure and the international yard and pound agreement; a year is 365.25 days and a
 * month a twelfth of it, as Wikidata's conversions have them.
 */
public final class Units {

  /** Names of fewer letters may be a symbol, of which capitals make another: T is no tonne. */
  private static final int SHORTEST_WORD = 3;

  private static final Table TABLE = table();

  private Units() {}

  private static Table table() {
    Table table = new Table();
    table.unit("Q11229", "percent", "%", Dimension.RATIO, "0.01");
    table.unit("Q181011", "per mille", "‰", Dimension.RATIO, "0.001");

    table.unit("Q11573", "metre", "m", Dimension.LENGTH, "1", "meter", "metres", "meters");
    table.unit(
        "Q828224",
        "kilometre",
        "km",
        Dimension.LENGTH,
        "1000",
        "Km",
        "KM",
        "kilometer",
        "kilometres");
    table.unit(
        "Q174728", "centimetre", "cm", Dimension.LENGTH, "0.01", "centimeter", "centimetres");
    table.unit(
        "Q174789", "millimetre", "mm", Dimension.LENGTH, "0.001", "millimeter", "millimetres");
    table.unit("Q218593", "inch", "in", Dimension.LENGTH, "0.0254", "inches");
    table.unit("Q3710", "foot", "ft", Dimension.LENGTH, "0.3048", "feet");
    table.unit("Q482798", "yard", "yd", Dimension.LENGTH, "0.9144", "yards");
    table.unit("Q253276", "mile", "mi", Dimension.LENGTH, "1609.344", "miles");
    table.unit("Q93318", "nautical mile", "nmi", Dimension.LENGTH, "1852", "nautical miles");
    table.unit("Q1811", "astronomical unit", "au", Dimension.LENGTH, "149597870700");
    table.unit("Q531", "light-year", "ly", Dimension.LENGTH, "9460730472580800", "light-years");

    table.unit("Q25343", "square metre", "m²", Dimension.AREA, "1", "m2", "square meter");
    table.unit(
        "Q712226",
        "square kilometre",
        "km²",
        Dimension.AREA,
        "1e6",
        "km2",
        "KM2",
        "square kilometer");
    table.unit("Q35852", "hectare", "ha", Dimension.AREA, "1e4", "hectares");
    table.unit("Q81292", "acre", "acre", Dimension.AREA, "4046.8564224", "acres");
    table.unit("Q232291", "square mile", "sq mi", Dimension.AREA, "2589988.110336", "mi2", "mi²");

    table.unit("Q25517", "cubic metre", "m³", Dimension.VOLUME, "1", "m3", "cubic meter");
    table.unit("Q5195628", "cubic hectometre", "hm³", Dimension.VOLUME, "1e6", "hm3");
    table.unit("Q4243638", "cubic kilometre", "km³", Dimension.VOLUME, "1e9", "km3");
    table.unit("Q11582", "litre", "l", Dimension.VOLUME, "0.001", "L", "liter", "litres", "liters");

    table.unit(
        "Q11570", "kilogram", "kg", Dimension.MASS, "1", "Kg", "KG", "kilograms", "kilogramme");
    table.unit("Q41803", "gram", "g", Dimension.MASS, "0.001", "grams", "gramme");
    table.unit("Q191118", "tonne", "t", Dimension.MASS, "1000", "tonnes", "metric ton");
    table.unit("Q100995", "pound", "lb", Dimension.MASS, "0.45359237", "pounds");

    table.unit("Q11574", "second", "s", Dimension.DURATION, "1", "seconds");
    table.unit("Q7727", "minute", "min", Dimension.DURATION, "60", "minutes");
    table.unit("Q25235", "hour", "h", Dimension.DURATION, "3600", "hours");
    table.unit("Q573", "day", "d", Dimension.DURATION, "86400", "days");
    table.unit("Q23387", "week", "weeks", Dimension.DURATION, "604800");
    table.unit("Q5151", "month", "months", Dimension.DURATION, "2629800");
    table.unit("Q577", "year", "years", Dimension.DURATION, "31557600");
    table.unit("Q24564698", "years old", "years", Dimension.DURATION, "31557600");

    table.unit("Q182429", "metre per second", "m/s", Dimension.SPEED, "1", "meter per second");
    table.unit(
        "Q180154",
        "kilometre per hour",
        "km/h",
        Dimension.SPEED,
        "0.27777777777777777777777777777778");
    table.unit("Q794261", "cubic metre per second", "m³/s", Dimension.FLOW, "1", "m3/s");

    table.unit("Q11579", "kelvin", "K", Dimension.TEMPERATURE, "1", "kelvins");
    table.temperature("Q25267", "degree Celsius", "°C", "1", "273.15", "celsius");
    table.temperature(
        "Q42289",
        "degree Fahrenheit",
        "°F",
        "0.55555555555555555555555555555556",
        "255.37222222222222222222222222222",
        "fahrenheit");

    table.unit("Q25269", "joule", "J", Dimension.ENERGY, "1", "joules");
    table.unit("Q25236", "watt", "W", Dimension.POWER, "1", "watts");
    table.unit("Q6982035", "megawatt", "MW", Dimension.POWER, "1e6", "megawatts");
    table.unit("Q44395", "pascal", "Pa", Dimension.PRESSURE, "1");
    table.unit("Q39369", "hertz", "Hz", Dimension.FREQUENCY, "1");
    table.unit("Q25250", "volt", "V", Dimension.VOLTAGE, "1", "volts");
    table.unit(
        "Q28390", "degree", "°", Dimension.ANGLE, "0.017453292519943295769236907684886", "degrees");
    table.unit("Q8799", "byte", "B", Dimension.INFORMATION, "1", "bytes");

    table.unit("Q4917", "United States dollar", "USD", Dimension.MONEY, "1", "us dollar");
    table.unit("Q4916", "euro", "EUR", Dimension.MONEY, "1");
    table.unit("Q25224", "pound sterling", "GBP", Dimension.MONEY, "1");
    table.unit("Q39099", "renminbi", "CNY", Dimension.MONEY, "1");
    table.unit("Q41044", "Russian ruble", "RUB", Dimension.MONEY, "1");
    table.unit("Q131016", "Czech koruna", "CZK", Dimension.MONEY, "1");
    table.unit("Q81893", "hryvnia", "UAH", Dimension.MONEY, "1");
    table.unit("Q199857", "Saudi riyal", "SAR", Dimension.MONEY, "1");
    return table;
  }

  /**
   * The unit of an id, symbol or English name; empty if the table lacks it. Case does not matter in
   * names, and makes another unit of a symbol: M, S, T, G and H are not metre, second, tonne, gram
   * and hour, but mega or units that the table lacks.
   */
  public static Optional<Unit> of(String name) {
    Unit exact = TABLE.byName.get(name);
    return exact != null
        ? Optional.of(exact)
        : Optional.ofNullable(TABLE.byWord.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The unit of a quantity; empty for a bare number and for a unit that the table lacks. */
  public static Optional<Unit> of(FactObject.Quantity quantity) {
    return quantity.unit().flatMap(Units::of);
  }

  /** Gathers the units by every name they have. */
  private static final class Table {

    private final Map<String, Unit> byName = new HashMap<>();

    /** Names that are words, in small letters. */
    private final Map<String, Unit> byWord = new HashMap<>();

    void unit(
        String id,
        String name,
        String symbol,
        Dimension dimension,
        String factor,
        String... names) {
      put(new Unit(id, name, symbol, dimension, new BigDecimal(factor), BigDecimal.ZERO), names);
    }

    void temperature(
        String id, String name, String symbol, String factor, String offset, String other) {
      put(
          new Unit(
              id,
              name,
              symbol,
              Dimension.TEMPERATURE,
              new BigDecimal(factor),
              new BigDecimal(offset)),
          other);
    }

    private void put(Unit unit, String... names) {
      byName.put(unit.id(), unit);
      // Symbols tell capitals apart. One that two units share, as "years", stays with the first.
      byName.putIfAbsent(unit.symbol(), unit);
      putWord(unit.name(), unit);
      for (String name : names) {
        byName.put(name, unit);
        putWord(name, unit);
      }
    }

    private void putWord(String name, Unit unit) {
      boolean word =
          name.length() >= SHORTEST_WORD
              && name.chars().allMatch(c -> Character.isLetter(c) || c == ' ' || c == '-');
      if (word) {
        byWord.put(name.toLowerCase(Locale.ROOT), unit);
      }
    }
  }
}
