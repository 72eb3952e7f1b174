package io.qklm.deploy.report;

import io.qklm.kg.alias.Candidate;
import io.qklm.kg.store.KnowledgeSnapshot;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Names that the knowledge has and that one keystroke separates from a given one: a letter left
 * out, put in, exchanged, or two in the wrong order.
 */
public final class NearNames {

  private static final int SHORTEST = 3;
  private static final int LONGEST = 60;
  private static final int SHOWN = 3;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz -'";

  private NearNames() {}

  /** Labels of what is meant, the most prominent first; empty where nothing is near. */
  public static List<String> of(KnowledgeSnapshot snapshot, String name) {
    if (name.length() < SHORTEST || name.length() > LONGEST) {
      return List.of();
    }
    Map<String, Float> prominence = new TreeMap<>();
    for (String variant : variants(name)) {
      for (Candidate candidate : snapshot.aliases().candidates(variant, 1)) {
        prominence.merge(
            snapshot.text(candidate.ordinal(), "en").label(),
            snapshot.entity(candidate.ordinal()).rank(),
            Math::max);
      }
    }
    return prominence.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .map(entry -> "'" + entry.getKey() + "'")
        .toList();
  }

  private static Set<String> variants(String name) {
    Set<String> variants = new LinkedHashSet<>();
    for (int i = 0; i <= name.length(); i++) {
      String head = name.substring(0, i);
      String tail = name.substring(i);
      for (int letter = 0; letter < LETTERS.length(); letter++) {
        variants.add(head + LETTERS.charAt(letter) + tail);
        if (!tail.isEmpty()) {
          variants.add(head + LETTERS.charAt(letter) + tail.substring(1));
        }
      }
      if (!tail.isEmpty()) {
        variants.add(head + tail.substring(1));
      }
      if (tail.length() > 1) {
        variants.add(head + tail.charAt(1) + tail.charAt(0) + tail.substring(2));
      }
    }
    variants.remove(name);
    return variants;
  }
}
