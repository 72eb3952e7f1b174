package io.qklm.model.linking;

import io.qklm.document.FactStatement;
import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.StoredEntity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Chooses facts worth showing beside a text: first those between two of its entities, then a few
 * about each of its surest ones, one per relation. Borrows the snapshot.
 */
public final class FactSelector {

  private static final int TOTAL = 24;
  private static final int BETWEEN = 12;
  private static final int ENTITIES = 5;
  private static final int PER_ENTITY = 4;
  private static final int LONGEST_TEXT = 200;

  private final KnowledgeSnapshot snapshot;

  public FactSelector(KnowledgeSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** At most {@value #TOTAL} facts about the linked entities, told in {@code language}. */
  public List<FactStatement> select(List<Link> links, String language) {
    Map<EntityId, StoredEntity> linked = new LinkedHashMap<>();
    links.stream()
        .filter(link -> link.entity().isPresent())
        .sorted(Comparator.comparingDouble(link -> -link.score()))
        .forEach(
            link -> link.entity().ifPresent(entity -> linked.putIfAbsent(entity.id(), entity)));
    List<FactStatement> between = new ArrayList<>();
    List<FactStatement> about = new ArrayList<>();
    Set<EntityId> told = new HashSet<>();
    for (StoredEntity entity : linked.values()) {
      Set<String> relations = new HashSet<>();
      String subject = snapshot.text(entity.ordinal(), language).label();
      int own = 0;
      for (Fact fact : snapshot.facts(entity.ordinal())) {
        boolean inside =
            fact.object() instanceof FactObject.OfEntity object
                && linked.containsKey(object.id())
                && !object.id().equals(entity.id());
        if (inside && between.size() < BETWEEN) {
          between.add(statement(subject, fact, language));
        } else if (!inside
            && told.size() < ENTITIES
            && own < PER_ENTITY
            && isShort(fact.object())
            && relations.add(fact.relation())) {
          Optional<FactStatement> statement = readable(subject, fact, language);
          if (statement.isPresent()) {
            about.add(statement.get());
            own++;
          }
        }
      }
      if (own > 0) {
        told.add(entity.id());
      }
    }
    about.stream().limit(TOTAL - between.size()).forEach(between::add);
    return between;
  }

  private static boolean isShort(FactObject object) {
    return !(object instanceof FactObject.Text text) || text.value().length() <= LONGEST_TEXT;
  }

  /** A statement a person can read: its relation and its object have names. */
  private Optional<FactStatement> readable(String subject, Fact fact, String language) {
    FactStatement statement = statement(subject, fact, language);
    boolean named =
        !(fact.object() instanceof FactObject.OfEntity) || statement.objectLabel().isPresent();
    boolean labelled = !statement.relationLabel().equals(fact.relation());
    return named && labelled ? Optional.of(statement) : Optional.empty();
  }

  /**
   * A fact in words.
   *
   * @param subject label of the fact's subject
   */
  private FactStatement statement(String subject, Fact fact, String language) {
    Optional<String> objectLabel = Optional.empty();
    if (fact.object() instanceof FactObject.OfEntity object) {
      OptionalInt ordinal = snapshot.ordinal(object.id());
      if (ordinal.isPresent()) {
        objectLabel = Optional.of(snapshot.text(ordinal.getAsInt(), language).label());
      }
    }
    return new FactStatement(
        fact.subject(),
        subject,
        fact.relation(),
        snapshot.relation(fact.relation()).label(language),
        fact.object(),
        objectLabel);
  }
}
