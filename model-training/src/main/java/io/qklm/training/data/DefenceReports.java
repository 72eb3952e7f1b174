package io.qklm.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Name;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * re3d (Dstl 2017): reports on defence and diplomacy. It marks whole phrases ("the Members of the
 * Security Council"), one inside another: of those that we take for names the longest counts, and
 * what is left of a phrase is open.
 */
public final class DefenceReports {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, EntityKind> KINDS =
      Map.of(
          "Person", EntityKind.PER,
          "Organisation", EntityKind.ORG,
          "Location", EntityKind.LOC,
          "Nationality", EntityKind.MISC,
          "MilitaryPlatform", EntityKind.MISC);
  private static final Pattern PRONOUN = Pattern.compile("(?i)we|i|he|she|they|it|who|our|his|her");
  private static final int LONGEST_PERSON = 3;
  private static final List<String> OPEN = List.of("Weapon", "Vehicle", "DocumentReference");

  private DefenceReports() {}

  /**
   * The reports of {@code file}.
   *
   * @throws IOException if it cannot be read
   */
  public static List<AnnotatedText> read(Path file) throws IOException {
    List<AnnotatedText> texts = new ArrayList<>();
    try (BufferedReader in = DataFiles.open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode report = JSON.readTree(line);
        if (isInPlace(report)) {
          texts.add(text(report));
        }
      }
    }
    return texts;
  }

  /** Whether the report's marks stand where their words are; in some they lie a few letters off. */
  private static boolean isInPlace(JsonNode report) {
    String text = report.path("text").asText();
    CodePointIndex index = CodePointIndex.of(text);
    for (JsonNode entity : report.path("entities")) {
      int start = entity.path("start").asInt();
      int end = entity.path("end").asInt();
      if (start < 0
          || end <= start
          || end > text.codePointCount(0, text.length())
          || !index.toUtf16(new Span(start, end)).in(text).equals(entity.path("value").asText())) {
        return false;
      }
    }
    return true;
  }

  private static AnnotatedText text(JsonNode report) {
    String text = report.path("text").asText();
    CodePointIndex index = CodePointIndex.of(text);
    List<Name> found = new ArrayList<>();
    List<Span> open = new ArrayList<>();
    for (JsonNode entity : report.path("entities")) {
      Span span = index.toUtf16(new Span(entity.path("start").asInt(), entity.path("end").asInt()));
      EntityKind kind = KINDS.get(entity.path("type").asText());
      boolean phrase =
          PRONOUN.matcher(span.in(text)).matches()
              || (kind == EntityKind.PER && span.in(text).split(" ", -1).length > LONGEST_PERSON);
      if (phrase) {
        open.add(span);
      } else if (kind != null) {
        Guideline.add(text, span, kind, found, open);
      } else if (OPEN.contains(entity.path("type").asText())) {
        open.add(span);
      }
    }
    return new AnnotatedText(
        report.path("id").asText(),
        text,
        Optional.of(longest(found)),
        Optional.empty(),
        true,
        open);
  }

  /** The longest of names that overlap, in their order. */
  static List<Name> longest(List<Name> names) {
    List<Name> kept = new ArrayList<>();
    names.stream()
        .sorted(Comparator.comparingInt((Name name) -> -name.span().length()))
        .filter(name -> kept.stream().noneMatch(other -> other.span().overlaps(name.span())))
        .forEach(kept::add);
    kept.sort(Comparator.comparing(Name::span));
    return kept;
  }
}
