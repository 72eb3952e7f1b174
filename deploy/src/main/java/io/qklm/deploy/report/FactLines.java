package io.qklm.deploy.report;

import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.measure.FactComparison;
import io.qklm.kg.measure.FactWords;
import io.qklm.kg.store.KnowledgeSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Facts for a person: one line a relation, its values behind it. */
public final class FactLines {

  private final KnowledgeSnapshot snapshot;
  private final String language;

  public FactLines(KnowledgeSnapshot snapshot, String language) {
    this.snapshot = snapshot;
    this.language = language;
  }

  /**
   * A relation and its values in words.
   *
   * @param more values that are not shown
   */
  public record Line(String relation, List<String> values, int more) {

    /** {@code a; b; and 3 more}. */
    public String words() {
      return String.join("; ", values) + (more > 0 ? "; and " + more + " more" : "");
    }
  }

  /** The facts by relation, in the order they came; of each at most {@code limit} values. */
  public List<Line> of(List<Fact> facts, int limit) {
    Map<String, List<FactObject>> byRelation = new LinkedHashMap<>();
    for (Fact fact : facts) {
      byRelation.computeIfAbsent(fact.relation(), r -> new ArrayList<>()).add(fact.object());
    }
    List<Line> lines = new ArrayList<>();
    byRelation.forEach(
        (relation, objects) -> {
          if (comparable(objects)) {
            objects.sort((a, b) -> FactComparison.compare(b, a).orElse(0));
          }
          lines.add(
              new Line(
                  snapshot.relation(relation).label(language),
                  objects.stream().limit(limit).map(this::words).toList(),
                  Math.max(0, objects.size() - limit)));
        });
    return lines;
  }

  /** Only then is there an order among all of them. */
  private static boolean comparable(List<FactObject> objects) {
    FactObject first = objects.get(0);
    return objects.stream().allMatch(other -> FactComparison.compare(first, other).isPresent());
  }

  /** The object of a fact, an entity by its label. */
  public String words(FactObject object) {
    if (object instanceof FactObject.OfEntity other) {
      OptionalInt ordinal = snapshot.ordinal(other.id());
      return ordinal.isPresent()
          ? snapshot.text(ordinal.getAsInt(), language).label() + " (" + other.id() + ")"
          : other.id().value();
    }
    return FactWords.of(object);
  }
}
