package io.qklm.kg;

import java.util.List;

/** One change to the knowledge; the updates between two epochs are a delta. */
public sealed interface KnowledgeUpdate {

  /** The entity it changes. */
  EntityId id();

  /**
   * The full record of an entity, new or changed: what is not said here is no longer known.
   *
   * @param entity its names, types, kind and rank
   * @param facts all that is said of it; each has it as subject
   * @param surfaces counted ways of naming it, beyond its labels and aliases; each names it
   */
  record Upsert(Entity entity, List<Fact> facts, List<SurfaceForm> surfaces)
      implements KnowledgeUpdate {

    public Upsert {
      facts = List.copyOf(facts);
      surfaces = List.copyOf(surfaces);
      requireWellFormed(entity.id().value(), entity.id());
      for (Fact fact : facts) {
        if (!fact.subject().equals(entity.id())) {
          throw new IllegalArgumentException(
              "the update of " + entity.id() + " holds a fact about " + fact.subject());
        }
        requireWellFormed(fact.relation(), entity.id());
        if (fact.object() instanceof FactObject.OfEntity object) {
          requireWellFormed(object.id().value(), entity.id());
        }
      }
      for (SurfaceForm surface : surfaces) {
        if (!surface.id().equals(entity.id())) {
          throw new IllegalArgumentException(
              "the update of " + entity.id() + " holds a surface form of " + surface.id());
        }
      }
    }

    @Override
    public EntityId id() {
      return entity.id();
    }

    private static void requireWellFormed(String name, EntityId id) {
      boolean lone = name.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
      if (lone) {
        throw new IllegalArgumentException(
            "the update of " + id + " has an id that holds a zero or half a surrogate pair");
      }
    }
  }

  /**
   * An entity that is no longer known. Its ordinal is never given to another; an upsert of the same
   * id later brings it back.
   */
  record Retire(EntityId id) implements KnowledgeUpdate {}
}
