package io.qklm.kg.measure;

/** What a unit measures, with the SI unit that values are compared in. */
public enum Dimension {
  RATIO(""),
  LENGTH("m"),
  AREA("m²"),
  VOLUME("m³"),
  MASS("kg"),
  DURATION("s"),
  SPEED("m/s"),
  FLOW("m³/s"),
  TEMPERATURE("K"),
  ENERGY("J"),
  POWER("W"),
  PRESSURE("Pa"),
  FREQUENCY("Hz"),
  VOLTAGE("V"),
  ANGLE("rad"),
  INFORMATION("B"),
  /** Money compares within one currency alone: rates change from day to day. */
  MONEY("");

  private final String symbol;

  Dimension(String symbol) {
    this.symbol = symbol;
  }

  /** The SI unit's symbol; empty for a ratio and for money. */
  public String symbol() {
    return symbol;
  }
}
