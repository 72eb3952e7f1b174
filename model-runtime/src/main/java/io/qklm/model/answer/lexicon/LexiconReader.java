package io.qklm.model.answer.lexicon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code questions.txt}, whose head says its form. */
final class LexiconReader {

  private static final String RESOURCE = "questions.txt";

  private final List<Concept> concepts = new ArrayList<>();
  private final Map<String, TypeNoun> nouns = new HashMap<>();
  private final Set<String> fillers = new LinkedHashSet<>();
  private Map<String, String> fields = new HashMap<>();

  private LexiconReader() {}

  static QuestionLexicon english() {
    try (InputStream in = LexiconReader.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException(RESOURCE + " is missing from this build");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalArgumentException with the line that is wrong
   */
  static QuestionLexicon read(String text) {
    LexiconReader reader = new LexiconReader();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      try {
        reader.line(line.strip());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "line " + number + " of the question lexicon: " + e.getMessage(), e);
      }
    }
    reader.endConcept();
    return new QuestionLexicon(reader.concepts, reader.nouns, reader.fillers);
  }

  private void line(String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String[] cells = line.split("\\s+", 2);
    String rest = cells.length > 1 ? cells[1] : "";
    switch (cells[0]) {
      case "concept" -> {
        endConcept();
        fields.put("concept", rest);
      }
      case "id", "label", "answer", "of", "one", "unit", ">", "<", "max", "min" ->
          fields.put(cells[0], rest);
      case "noun" -> noun(rest);
      case "filler" -> fillers.addAll(List.of(rest.replace('\'', ' ').split("\\s+", -1)));
      default -> throw new IllegalArgumentException("'" + cells[0] + "' begins no line");
    }
  }

  private void noun(String rest) {
    String[] sides = rest.split("\\s*=\\s*", 2);
    if (sides.length != 2) {
      throw new IllegalArgumentException("a noun is 'forms = type types'");
    }
    String[] types = sides[1].split("\\s+", -1);
    AnswerType type =
        switch (types[0]) {
          case "PER" -> AnswerType.PERSON;
          case "LOC" -> AnswerType.PLACE;
          case "MISC" -> AnswerType.THING;
          default -> AnswerType.valueOf(types[0]);
        };
    TypeNoun noun = new TypeNoun(type, Set.copyOf(List.of(types).subList(1, types.length)));
    for (String form : sides[0].split("\\|", -1)) {
      nouns.put(form, noun);
    }
  }

  private void endConcept() {
    String name = fields.get("concept");
    if (name != null) {
      concepts.add(
          new Concept(
              name,
              Set.copyOf(parts("id", "\\s+")),
              Set.copyOf(parts("label", "\\s*;\\s*")),
              AnswerType.valueOf(fields.getOrDefault("answer", "ANY")),
              AnswerType.valueOf(fields.getOrDefault("of", "ANY")),
              fields.containsKey("one"),
              Optional.ofNullable(fields.get("unit")),
              phrases(">"),
              phrases("<"),
              phrases("max"),
              phrases("min")));
    }
    fields = new HashMap<>();
  }

  private Set<String> parts(String field, String between) {
    Set<String> parts = new LinkedHashSet<>();
    for (String part : fields.getOrDefault(field, "").split(between, -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  private List<Phrase> phrases(String field) {
    return parts(field, ";").stream().map(Phrase::parse).toList();
  }
}
