package io.qklm.model.answer.lexicon;

import io.qklm.kg.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lexicon with the relations of one epoch: which concept each relation means. What the lexicon
 * does not know is a concept of its own, known by its label.
 */
public final class BoundLexicon {

  private final QuestionLexicon lexicon;
  private final Map<String, Concept> byRelation = new HashMap<>();
  private final Map<String, List<String>> relations = new HashMap<>();
  private final Map<String, List<String>> labels = new HashMap<>();
  private final Set<String> known;
  private final List<Concept> concepts;

  /** Binds {@code relations}; those for resolution only are left out. */
  public BoundLexicon(QuestionLexicon lexicon, List<Relation> relations) {
    this.lexicon = lexicon;
    this.known = lexicon.concepts().stream().map(Concept::name).collect(Collectors.toSet());
    Map<String, Concept> byId = new HashMap<>();
    Map<String, Concept> byLabel = new HashMap<>();
    for (Concept concept : lexicon.concepts()) {
      concept.ids().forEach(id -> byId.putIfAbsent(id, concept));
      concept.labels().forEach(label -> byLabel.putIfAbsent(label, concept));
    }
    for (Relation relation : relations) {
      if (!relation.forResolutionOnly()) {
        String label = relation.label("en");
        Concept known = byId.get(relation.id());
        if (known == null) {
          known = byLabel.get(label.toLowerCase(Locale.ROOT));
        }
        Concept concept = known == null ? Concept.ofLabel(relation.id(), label) : known;
        labels.put(relation.id(), QuestionText.of(label).words());
        byRelation.put(relation.id(), concept);
        this.relations
            .computeIfAbsent(concept.name(), missing -> new ArrayList<>())
            .add(relation.id());
      }
    }
    // Also those that the knowledge lacks: who knows what is asked can say that it is missing.
    Map<String, Concept> all = new LinkedHashMap<>();
    lexicon.concepts().forEach(concept -> all.put(concept.name(), concept));
    byRelation.values().forEach(concept -> all.putIfAbsent(concept.name(), concept));
    this.concepts = List.copyOf(all.values());
  }

  public QuestionLexicon words() {
    return lexicon;
  }

  /** What a relation means. */
  public Concept concept(String relation) {
    Concept known = byRelation.get(relation);
    return known == null ? Concept.ofLabel(relation, relation) : known;
  }

  /** Whether the lexicon has phrases for a concept, not its label alone. */
  public boolean knows(Concept concept) {
    return known.contains(concept.name());
  }

  /** The words of a relation's label. */
  public List<String> label(String relation) {
    return labels.getOrDefault(relation, List.of());
  }

  /** The relations of the epoch that mean {@code concept}. */
  public List<String> relations(Concept concept) {
    return relations.getOrDefault(concept.name(), List.of());
  }

  /** All concepts. */
  public List<Concept> concepts() {
    return concepts;
  }

  /** The concepts that the words of a question may ask for. */
  public List<Concept> live(QuestionText question) {
    return lexicon.live(question, concepts);
  }
}
