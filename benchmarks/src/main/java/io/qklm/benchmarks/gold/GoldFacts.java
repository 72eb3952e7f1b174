package io.qklm.benchmarks.gold;

import io.qklm.benchmarks.gold.GoldQuestion.Direction;
import io.qklm.kg.EntityId;
import io.qklm.kg.FactObject;
import io.qklm.kg.store.KnowledgeSnapshot;
import java.util.List;
import java.util.OptionalInt;

/** Facts of the knowledge in the form in which gold answers are written. */
public final class GoldFacts {

  private final KnowledgeSnapshot snapshot;

  public GoldFacts(KnowledgeSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Whether the knowledge has this entity. */
  public boolean knows(EntityId entity) {
    return snapshot.ordinal(entity).isPresent();
  }

  /** The other ends of an entity's facts of one relation; none if either is unknown. */
  public List<String> ends(EntityId entity, String relation, Direction answers) {
    OptionalInt ordinal = snapshot.ordinal(entity);
    if (ordinal.isEmpty()) {
      return List.of();
    }
    if (answers == Direction.SUBJECT) {
      return snapshot.subjectsOf(ordinal.getAsInt(), relation, Integer.MAX_VALUE).stream()
          .map(EntityId::value)
          .distinct()
          .toList();
    }
    return snapshot.facts(ordinal.getAsInt()).stream()
        .filter(fact -> fact.relation().equals(relation))
        .map(fact -> text(fact.object()))
        .distinct()
        .toList();
  }

  /** Whether any fact relates the entity to {@code other}, which stands at the end that answers. */
  public boolean related(EntityId entity, EntityId other, Direction answers) {
    OptionalInt subject = snapshot.ordinal(answers == Direction.SUBJECT ? other : entity);
    FactObject object = new FactObject.OfEntity(answers == Direction.SUBJECT ? entity : other);
    return subject.isPresent()
        && snapshot.facts(subject.getAsInt()).stream()
            .anyMatch(fact -> fact.object().equals(object));
  }

  /** {@code dbr:Oslo}, {@code 592082}, {@code 1865} or {@code 2022-11-30}, as gold has it. */
  public static String text(FactObject object) {
    if (object instanceof FactObject.OfEntity entity) {
      return entity.id().value();
    }
    if (object instanceof FactObject.Quantity quantity) {
      return quantity.value().toPlainString();
    }
    if (object instanceof FactObject.Time time) {
      return time.iso();
    }
    if (object instanceof FactObject.Text text) {
      return text.value();
    }
    FactObject.Coordinate place = (FactObject.Coordinate) object;
    return place.latitude() + "," + place.longitude();
  }
}
