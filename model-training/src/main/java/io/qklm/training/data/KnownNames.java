package io.qklm.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.kg.EntityKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names of a knowledge by their kinds, of two to five words with capitals, or one, to write texts
 * with.
 *
 * @param byKind names of each kind
 * @param origins words like "Canadian"
 */
public record KnownNames(Map<EntityKind, List<String>> byKind, List<String> origins) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLAIN =
      Pattern.compile(
          "\\p{Lu}[\\p{L}.'&]*(?:[ -](?:of |and |de |the |for )?\\p{Lu}[\\p{L}.'&]*){0,4}");
  private static final Pattern PERSON = Pattern.compile("\\p{Lu}\\S+( \\p{Lu}\\S*){1,2}");
  private static final Pattern ORIGIN = Pattern.compile("\\p{Lu}\\p{Ll}{3,}");
  private static final Pattern PLACE =
      Pattern.compile(
          "(?!.*(?:County|District|Stadium|Airport|Park|Province))\\p{Lu}\\S+( \\p{Lu}\\S+){0,2}");

  public KnownNames {
    byKind = Map.copyOf(byKind);
    origins = List.copyOf(origins);
  }

  private static Pattern form(EntityKind kind) {
    return kind == EntityKind.PER ? PERSON : kind == EntityKind.LOC ? PLACE : PLAIN;
  }

  /** Ranks above which names are ones that people know. */
  private static double least(EntityKind kind) {
    return kind == EntityKind.PER ? 0 : kind == EntityKind.LOC ? 0.45 : 0.3;
  }

  /**
   * The names of {@code knowledge}, a folder in the interchange form.
   *
   * @throws IOException if its entities or facts cannot be read
   */
  public static KnownNames read(Path knowledge) throws IOException {
    Map<EntityKind, List<String>> names = new EnumMap<>(EntityKind.class);
    try (BufferedReader in = DataFiles.open(knowledge.resolve("entities.jsonl.gz"))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode entity = JSON.readTree(line);
        String label = entity.path("labels").path("en").asText();
        for (EntityKind kind : List.of(EntityKind.PER, EntityKind.ORG, EntityKind.LOC)) {
          if (entity.path("kind").asText().equals(kind.name())
              && form(kind).matcher(label).matches()
              && entity.path("rank").asDouble() >= least(kind)) {
            names.computeIfAbsent(kind, first -> new ArrayList<>()).add(label);
          }
        }
      }
    }
    List<String> origins = new ArrayList<>();
    try (BufferedReader in = DataFiles.open(knowledge.resolve("facts.tsv.gz"))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] cells = line.split("\t", -1);
        if (cells.length >= 5
            && cells[1].equals("P1549")
            && cells[4].equals("en")
            && ORIGIN.matcher(cells[3]).matches()) {
          origins.add(cells[3]);
        }
      }
    }
    return new KnownNames(names, origins);
  }
}
