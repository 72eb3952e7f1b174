package io.qklm.flink.sql;

import io.qklm.document.FactStatement;
import io.qklm.flink.sql.column.Columns;
import io.qklm.flink.sql.column.FactColumns;
import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.store.KnowledgeSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The facts, found by their subject or by the entity that is their object. */
record FactTable(String language, int mostFound) implements KnowledgeTable<FactStatement> {

  /** Facts about one object; Germany is the country of very many things. */
  private static final int MOST_ABOUT = 100_000;

  FactTable(String language) {
    this(language, MOST_ABOUT);
  }

  @Override
  public Columns<FactStatement> columns() {
    return FactColumns.ALL;
  }

  @Override
  public List<String> keys() {
    return List.of(FactColumns.SUBJECT, FactColumns.OBJECT);
  }

  @Override
  public List<FactStatement> find(KnowledgeSnapshot snapshot, String key, String value) {
    return EntityTable.ordinals(snapshot, value)
        .boxed()
        .flatMap(
            ordinal ->
                (key.equals(FactColumns.SUBJECT)
                        ? snapshot.facts(ordinal)
                        : snapshot.factsAbout(ordinal, mostFound + 1))
                    .stream())
        .map(fact -> statement(snapshot, fact))
        .toList();
  }

  @Override
  public boolean canScan() {
    return true;
  }

  @Override
  public List<FactStatement> scan(KnowledgeSnapshot snapshot, int from, int to) {
    return snapshot.entitiesBetween(from, to).stream()
        .flatMap(entity -> snapshot.facts(entity.ordinal()).stream())
        .map(fact -> statement(snapshot, fact))
        .toList();
  }

  private FactStatement statement(KnowledgeSnapshot snapshot, Fact fact) {
    Relation relation = snapshot.relation(fact.relation());
    return new FactStatement(
        fact.subject(),
        label(snapshot, fact.subject()).orElse(fact.subject().value()),
        fact.relation(),
        relationLabel(relation),
        fact.object(),
        fact.object() instanceof FactObject.OfEntity entity
            ? label(snapshot, entity.id())
            : Optional.empty());
  }

  private String relationLabel(Relation relation) {
    Map<String, String> labels = relation.labels();
    return Optional.ofNullable(labels.get(language))
        .or(() -> Optional.ofNullable(labels.get("en")))
        .orElse(relation.id());
  }

  private Optional<String> label(KnowledgeSnapshot snapshot, EntityId id) {
    return snapshot.ordinal(id).stream()
        .mapToObj(ordinal -> snapshot.text(ordinal, language).label())
        .findFirst();
  }
}
