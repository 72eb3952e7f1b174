package io.qklm.training.knowledge;

import io.qklm.model.answer.DirectedRelation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** Facts between entities of an epoch that stand beside it in a file, in the interchange form. */
final class FactOverlay {

  private final Map<Integer, Map<DirectedRelation, Set<String>>> facts = new HashMap<>();

  /** No facts. */
  static FactOverlay none() {
    return new FactOverlay();
  }

  /**
   * The facts of {@code file} between entities.
   *
   * @param ordinal of an id, empty where the epoch has no such entity
   */
  static FactOverlay read(Path file, Function<String, OptionalInt> ordinal) throws IOException {
    FactOverlay overlay = new FactOverlay();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] cells = line.split("\t", -1);
        if (cells.length >= 4 && cells[2].equals("entity")) {
          String relation = cells[1];
          ordinal
              .apply(cells[0])
              .ifPresent(
                  subject -> overlay.add(subject, new DirectedRelation(relation, false), cells[3]));
          ordinal
              .apply(cells[3])
              .ifPresent(
                  object -> overlay.add(object, new DirectedRelation(relation, true), cells[0]));
        }
      }
    }
    return overlay;
  }

  private void add(int ordinal, DirectedRelation relation, String answer) {
    facts
        .computeIfAbsent(ordinal, entity -> new HashMap<>())
        .computeIfAbsent(relation, known -> new HashSet<>())
        .add(answer);
  }

  Set<DirectedRelation> relations(int ordinal) {
    return facts.getOrDefault(ordinal, Map.of()).keySet();
  }

  boolean holds(int ordinal, DirectedRelation relation, String answer) {
    return facts.getOrDefault(ordinal, Map.of()).getOrDefault(relation, Set.of()).contains(answer);
  }
}
