package io.qklm.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.text.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * DBpedia's abstracts, linked from afar (Mintz et al. 2009): where the abstract of an entity has
 * the name of another one that a fact connects with it, the name means that one. The entity's own
 * name is left open, for its vector comes from the same words.
 */
public final class LinkedAbstracts {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Facts about a hub such as a country say too little to be read backwards. */
  private static final int NEIGHBOURS = 400;

  private static final int SHORTEST = 3;

  private final Map<String, String> idOfTitle = new HashMap<>();
  private final Map<String, List<String>> names = new HashMap<>();
  private final Map<String, Set<String>> neighbours = new HashMap<>();

  private LinkedAbstracts() {}

  /**
   * The abstracts of {@code file} in which at least one name is linked.
   *
   * @param file JSON lines with {@code title} and {@code comment}
   * @param knowledge folder of the interchange form with entities and facts
   * @throws IOException if a file cannot be read
   */
  public static List<AnnotatedText> read(Path file, Path knowledge) throws IOException {
    LinkedAbstracts abstracts = new LinkedAbstracts();
    abstracts.readEntities(knowledge.resolve("entities.jsonl.gz"));
    abstracts.readFacts(knowledge.resolve("facts.tsv.gz"));
    List<AnnotatedText> texts = new ArrayList<>();
    try (BufferedReader in = DataFiles.open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode entity = JSON.readTree(line);
        String comment = entity.path("comment").asText();
        String id = abstracts.idOfTitle.get(entity.path("title").asText());
        if (id != null && !comment.isBlank()) {
          List<AnnotatedText.GoldLink> links = abstracts.links(comment, id);
          if (!links.isEmpty()) {
            texts.add(new AnnotatedText(id, comment, Optional.empty(), Optional.of(links), false));
          }
        }
      }
    }
    return texts;
  }

  private void readEntities(Path file) throws IOException {
    try (BufferedReader in = DataFiles.open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode entity = JSON.readTree(line);
        String id = entity.path("id").asText();
        if (entity.has("title")) {
          idOfTitle.put(entity.path("title").asText(), id);
        }
        List<String> known = new ArrayList<>(List.of(entity.path("labels").path("en").asText()));
        entity.path("aliases").path("en").forEach(alias -> known.add(alias.asText()));
        known.removeIf(
            name -> name.length() < SHORTEST || !Character.isUpperCase(name.codePointAt(0)));
        names.put(id, List.copyOf(known));
      }
    }
  }

  private void readFacts(Path file) throws IOException {
    try (BufferedReader in = DataFiles.open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] cells = line.split("\t", -1);
        if (cells.length >= 4 && cells[2].equals("entity") && !cells[0].equals(cells[3])) {
          connect(cells[0], cells[3]);
          connect(cells[3], cells[0]);
        }
      }
    }
  }

  private void connect(String one, String other) {
    Set<String> known = neighbours.computeIfAbsent(one, id -> new HashSet<>());
    if (known.size() < NEIGHBOURS) {
      known.add(other);
    }
  }

  /** Longer names first; a name of several neighbours means any of them. */
  private List<AnnotatedText.GoldLink> links(String text, String id) {
    Map<String, Set<String>> meanings =
        new TreeMap<>(
            (a, b) -> a.length() != b.length() ? b.length() - a.length() : a.compareTo(b));
    for (String neighbour : neighbours.getOrDefault(id, Set.of())) {
      for (String name : names.getOrDefault(neighbour, List.of())) {
        if (text.contains(name)) {
          meanings.computeIfAbsent(name, known -> new HashSet<>()).add(neighbour);
        }
      }
    }
    Map<Span, Set<String>> found = new LinkedHashMap<>();
    List<Span> taken = new ArrayList<>(places(text, names.getOrDefault(id, List.of())));
    meanings.forEach(
        (name, meant) -> {
          for (Span span : places(text, List.of(name))) {
            if (taken.stream().noneMatch(other -> other.overlaps(span))) {
              taken.add(span);
              found.put(span, meant);
            }
          }
        });
    return found.entrySet().stream()
        .map(link -> new AnnotatedText.GoldLink(link.getKey(), link.getValue()))
        .toList();
  }

  /** Where any of {@code names} stands as whole words. */
  private static List<Span> places(String text, List<String> names) {
    List<Span> places = new ArrayList<>();
    for (String name : names) {
      for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
        int end = at + name.length();
        boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
        boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
        if (begins && ends) {
          places.add(new Span(at, end));
        }
      }
    }
    return places;
  }
}
