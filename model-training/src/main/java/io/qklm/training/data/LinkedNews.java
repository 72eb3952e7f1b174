package io.qklm.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.kg.EntityKind;
import io.qklm.measure.linked.LinkedSet;
import io.qklm.measure.linked.LinkedText;
import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentences of Wikipedia's current events, with their links to pages. A link is a name if its words
 * begin with capitals and the page's entity has a kind; every other word with a capital is open,
 * since editors link a name once or not at all.
 */
public final class LinkedNews {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CAPITAL = Pattern.compile("(?<![\\p{L}\\p{N}])[\\p{Lu}\\p{N}]\\S*");

  private LinkedNews() {}

  /**
   * The sentences of the training part, those of both files that have them once each.
   *
   * @param data the data folder
   * @param entities of the interchange form, with titles and kinds
   * @throws IOException if one cannot be read
   */
  public static List<AnnotatedText> read(Path data, Path entities) throws IOException {
    Map<String, EntityKind> kinds = kinds(entities);
    List<AnnotatedText> texts = new ArrayList<>();
    for (LinkedText event : LinkedSet.CURRENT_EVENTS.read(data, LinkedSet.Part.TRAIN)) {
      AnnotatedText text = text(event, texts.size(), kinds);
      if (!text.names().orElse(List.of()).isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static Map<String, EntityKind> kinds(Path entities) throws IOException {
    Map<String, EntityKind> kinds = new HashMap<>();
    try (BufferedReader in = DataFiles.open(entities)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode entity = JSON.readTree(line);
        switch (entity.path("kind").asText()) {
          case "PER" -> kinds.put(entity.path("title").asText(), EntityKind.PER);
          case "ORG" -> kinds.put(entity.path("title").asText(), EntityKind.ORG);
          case "LOC" -> kinds.put(entity.path("title").asText(), EntityKind.LOC);
          case "MISC" -> kinds.put(entity.path("title").asText(), EntityKind.MISC);
          default -> {}
        }
      }
    }
    kinds.remove("");
    return kinds;
  }

  private static AnnotatedText text(LinkedText event, int number, Map<String, EntityKind> kinds) {
    String text = event.text();
    List<Name> names = new ArrayList<>();
    List<Span> open = new ArrayList<>();
    for (LinkedText.Link link : event.links()) {
      EntityKind kind = kinds.get(link.page());
      if (kind == null || (kind == EntityKind.MISC && begins(text, link.span().start()))) {
        open.add(link.span());
      } else {
        Guideline.add(text, link.span(), kind, names, open);
      }
    }
    List<Name> apart = Guideline.longest(names);
    Matcher capital = CAPITAL.matcher(text);
    while (capital.find()) {
      open.add(new Span(capital.start(), capital.end()));
    }
    return new AnnotatedText(
        "news " + number, text, Optional.of(apart), Optional.empty(), true, open);
  }

  /** Whether a sentence begins at {@code place}, where every word has a capital. */
  private static boolean begins(String text, int place) {
    String before = text.substring(0, place).stripTrailing();
    return before.isEmpty() || ".:!?".indexOf(before.charAt(before.length() - 1)) >= 0;
  }
}
