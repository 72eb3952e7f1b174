package io.qklm.model.answer;

import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.store.KnowledgeSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What can be asked about an entity, and what the answers are. Borrows the snapshot. */
public final class EntityRelations {

  /** Answers of a question that are looked at; a country has tens of thousands of people. */
  private static final int ANSWERS = 512;

  private final KnowledgeSnapshot snapshot;

  public EntityRelations(KnowledgeSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** The relations of an entity, from both sides, each once. */
  public Set<DirectedRelation> of(int ordinal) {
    Set<DirectedRelation> relations = new LinkedHashSet<>();
    snapshot.relationsOf(ordinal).forEach(id -> relations.add(new DirectedRelation(id, false)));
    snapshot.relationsAbout(ordinal).forEach(id -> relations.add(new DirectedRelation(id, true)));
    return relations;
  }

  /** How many things stand on the other side, counted up to {@code limit}. */
  int count(int ordinal, DirectedRelation relation, int limit) {
    return relation.reversed()
        ? snapshot.subjectsOf(ordinal, relation.id(), limit).size()
        : (int)
            snapshot.facts(ordinal).stream()
                .filter(fact -> fact.relation().equals(relation.id()))
                .distinct()
                .count();
  }

  /** What stands on the other side of {@code relation}, as far as facts say. */
  public List<FactObject> answers(int ordinal, DirectedRelation relation) {
    List<FactObject> answers = new ArrayList<>();
    if (relation.reversed()) {
      snapshot
          .subjectsOf(ordinal, relation.id(), ANSWERS)
          .forEach(subject -> answers.add(new FactObject.OfEntity(subject)));
    } else {
      for (Fact fact : snapshot.facts(ordinal)) {
        if (fact.relation().equals(relation.id())) {
          answers.add(fact.object());
        }
      }
    }
    return answers;
  }

  /** The text whose vector stands for a relation, in either direction. */
  public String words(DirectedRelation relation) {
    return snapshot.relation(relation.id()).label("en");
  }
}
