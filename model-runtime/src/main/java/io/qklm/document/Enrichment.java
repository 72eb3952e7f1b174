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
 * @param titleEntities the same in the document's title: spans are code points of the title; none
 *     where there is no title
 * @param facts facts about and between the linked entities of text and title
 * @param provenance what it was made with
 * @param truncated whether only the head of the text was read
 */
public record Enrichment(
    Document document,
    String language,
    Optional<Summary> summary,
    List<EntityAnnotation> entities,
    List<EntityAnnotation> titleEntities,
    List<FactStatement> facts,
    Provenance provenance,
    boolean truncated)
    implements Outcome {

  public Enrichment {
    entities = List.copyOf(entities);
    titleEntities = List.copyOf(titleEntities);
    facts = List.copyOf(facts);
  }

  /** Of a document without title. */
  public Enrichment(
      Document document,
      String language,
      Optional<Summary> summary,
      List<EntityAnnotation> entities,
      List<FactStatement> facts,
      Provenance provenance,
      boolean truncated) {
    this(document, language, summary, entities, List.of(), facts, provenance, truncated);
  }

  /** The same, saying how its epoch fits the document's time. */
  public Enrichment withAsOf(AsOf fit) {
    return new Enrichment(
        document,
        language,
        summary,
        entities,
        titleEntities,
        facts,
        provenance.withAsOf(fit),
        truncated);
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
