package io.qklm.kg;

/**
 * One statement about an entity.
 *
 * @param subject the entity it is about
 * @param relation the relation's id, such as {@code P36} or {@code dbo:capital}
 * @param object what it says
 */
public record Fact(EntityId subject, String relation, FactObject object) {

  public Fact {
    if (relation.isBlank()) {
      throw new IllegalArgumentException("a fact about " + subject + " names no relation");
    }
  }
}
