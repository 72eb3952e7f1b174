package io.qklm.kg.measure;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A unit of measurement.
 *
 * @param id its id in Wikidata
 * @param name what it is called in English, singular
 * @param symbol what stands behind a number
 * @param dimension what it measures
 * @param factor one of it in the SI unit of its dimension
 * @param offset added after multiplying: where its zero lies, for temperatures
 */
public record Unit(
    String id,
    String name,
    String symbol,
    Dimension dimension,
    BigDecimal factor,
    BigDecimal offset) {

  /** A value in the SI unit of the dimension, to 34 digits. */
  public BigDecimal toSi(BigDecimal value) {
    return value.multiply(factor, MathContext.DECIMAL128).add(offset, MathContext.DECIMAL128);
  }
}
