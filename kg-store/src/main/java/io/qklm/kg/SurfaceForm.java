package io.qklm.kg;

/**
 * A way of naming an entity that a source counted, beyond its labels and aliases.
 *
 * @param surface the words as written
 * @param id the entity they named
 * @param weight a count or a probability, on the scale of {@code source}; above 0
 * @param source who counted; weights of two sources never mix
 */
public record SurfaceForm(String surface, EntityId id, double weight, String source) {

  public SurfaceForm {
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "surface '" + surface + "' of " + id + " has weight " + weight + "; above 0 is allowed");
    }
  }
}
