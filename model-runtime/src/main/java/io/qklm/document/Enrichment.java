package io.qklm.document;

import io.qklm.kg.EntityId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that QKLM says of one document.
 *
 * @param document what was enriched
 * @param language the language worked in, a BCP 47 code; {@code und} where it could not be told
 * @param summary the summary; absent when the text has no sentence to choose
 * @param entities mentions in the order of their spans, never overlapping
 * @param facts facts about and between the linked entities
 * @param provenance what it was made with
 * @param truncated whether only the head of the text was read
 */
public record Enrichment(
    Document document,
    String language,
    Optional<Summary> summary,
    List<EntityAnnotation> entities,
    List<FactStatement> facts,
    Provenance provenance,
    boolean truncated)
    implements Outcome {

  public Enrichment {
    entities = List.copyOf(entities);
    facts = List.copyOf(facts);
  }

  /** The same, saying how its epoch fits the document's time. */
  public Enrichment withAsOf(AsOf fit) {
    return new Enrichment(
        document, language, summary, entities, facts, provenance.withAsOf(fit), truncated);
  }

  /**
   * The linked entities of which a sentence was chosen, each by its first mention, in their order:
   * what the document says of whom.
   */
  public List<EntityAnnotation> described() {
    Set<EntityId> told = new HashSet<>();
    return entities.stream()
        .filter(entity -> entity.summary().isPresent())
        .filter(entity -> entity.entityId().filter(told::add).isPresent())
        .toList();
  }

  @Override
  public String documentId() {
    return document.id();
  }
}
