package io.qklm.kg.source.draft;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.source.interchange.EntityJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entity whose parts come one after another; texts that are too long or blank are left out. */
public final class EntityDraft {

  private static final int MAX_DESCRIPTION_LENGTH = 10_000;

  private final EntityId id;
  private final Map<String, String> labels = new LinkedHashMap<>(4);
  private final Map<String, Set<String>> aliases = new LinkedHashMap<>(4);
  private final Map<String, String> descriptions = new LinkedHashMap<>(4);
  private final Set<String> types = new LinkedHashSet<>(4);

  /** First and last name by language, for those who have no whole one. */
  private @Nullable Map<String, String[]> parts;

  private float rank;

  public EntityDraft(EntityId id) {
    this.id = id;
  }

  /** The first label of a language is the label, further ones are aliases. */
  public EntityDraft label(String language, String text) {
    String label = text.strip();
    if (!label.isEmpty() && label.length() <= EntityJson.MAX_ALIAS_LENGTH) {
      String first = labels.putIfAbsent(language, label);
      if (first != null && !first.equals(label)) {
        alias(language, label);
      }
    }
    return this;
  }

  /**
   * A first or a last name; both together are the label of an entity that has none.
   *
   * @param given whether it is a first name; the first one of each stays
   */
  public EntityDraft part(String language, boolean given, String text) {
    Map<String, String[]> known = parts == null ? new LinkedHashMap<>(2) : parts;
    parts = known;
    String[] both = known.computeIfAbsent(language, l -> new String[] {"", ""});
    int which = given ? 0 : 1;
    both[which] = both[which].isEmpty() ? text.strip() : both[which];
    return this;
  }

  private void nameFromParts() {
    if (labels.isEmpty() && parts != null) {
      parts.forEach((language, both) -> label(language, (both[0] + " " + both[1]).strip()));
    }
  }

  public EntityDraft alias(String language, String text) {
    String name = text.strip();
    if (!name.isEmpty() && name.length() <= EntityJson.MAX_ALIAS_LENGTH) {
      aliases.computeIfAbsent(language, l -> new LinkedHashSet<>()).add(name);
    }
    return this;
  }

  /** The first of a language stays. */
  public EntityDraft description(String language, String text) {
    String line = text.strip();
    if (!line.isEmpty() && line.length() <= MAX_DESCRIPTION_LENGTH) {
      descriptions.putIfAbsent(language, line);
    }
    return this;
  }

  public EntityDraft type(String type) {
    types.add(type);
    return this;
  }

  /** The greatest stays; cut to 0 to 1. */
  public EntityDraft rank(double value) {
    rank = Math.max(rank, (float) Math.min(1, Math.max(0, value)));
    return this;
  }

  public List<String> types() {
    return new ArrayList<>(types);
  }

  Map<String, String> labels() {
    return labels;
  }

  /** The entity, unless it has no label. */
  public Optional<Entity> entity(EntityKind kind) {
    nameFromParts();
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<String>> names = new LinkedHashMap<>();
    aliases.forEach(
        (language, all) -> {
          List<String> others = new ArrayList<>(all);
          others.remove(labels.get(language));
          names.put(language, others);
        });
    return Optional.of(new Entity(id, labels, names, descriptions, types(), kind, rank));
  }

  /** A scale from 0 to 1 on which each factor counts the same; 0 for a count of 0. */
  public static double logScale(double count, double most) {
    return Math.min(1, Math.log1p(Math.max(0, count)) / Math.log1p(most));
  }
}
