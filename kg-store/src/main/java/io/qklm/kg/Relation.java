package io.qklm.kg;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A kind of statement.
 *
 * @param id as facts name it
 * @param labels its name by language; may be empty
 * @param inverse the relation that says the same from the object's side; itself when symmetric
 */
public record Relation(String id, Map<String, String> labels, Optional<String> inverse) {

  /** How ids of relations begin that serve resolution alone. */
  public static final String RESOLUTION_PREFIX = "qklm:";

  public Relation {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a relation needs an id");
    }
    labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /**
   * Whether this relates entities for resolution alone, such as a shared category: never a fact of
   * an enrichment, an answer or a lookup.
   */
  public boolean forResolutionOnly() {
    return forResolutionOnly(id);
  }

  /** The same of a relation of which only the id is at hand. */
  public static boolean forResolutionOnly(String id) {
    return id.startsWith(RESOLUTION_PREFIX);
  }

  /** The label in {@code language} or another region of it, else in English, else the id. */
  public String label(String language) {
    return Languages.shown(labels, language).orElse(id);
  }
}
