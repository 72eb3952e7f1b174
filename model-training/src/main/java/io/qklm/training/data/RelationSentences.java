package io.qklm.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.text.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * FewRel (Han et al. 2018): sentences of Wikipedia in which two entities are known, by Wikidata id.
 * An entity without such an id in the knowledge may stand there under its page's title, so that
 * counts too.
 */
public final class RelationSentences {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RelationSentences() {}

  /**
   * All sentences of {@code file}, those of a relation one after another.
   *
   * @throws IOException if it cannot be read or has another form
   */
  public static List<AnnotatedText> read(Path file) throws IOException {
    List<AnnotatedText> texts = new ArrayList<>();
    try (BufferedReader in = DataFiles.open(file)) {
      for (JsonNode sentences : JSON.readTree(in)) {
        for (JsonNode sentence : sentences) {
          texts.add(text(file.getFileName() + " " + (texts.size() + 1), sentence));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ", sentence " + (texts.size() + 1) + ": " + e.getMessage(), e);
    }
    return texts;
  }

  private static AnnotatedText text(String id, JsonNode sentence) {
    SpacedWords words = SpacedWords.of(List.of(sentence.path("tokens")));
    List<AnnotatedText.GoldLink> links = new ArrayList<>();
    for (String end : List.of("h", "t")) {
      JsonNode entity = sentence.path(end);
      for (JsonNode places : entity.path(2)) {
        Span span =
            words.span(places.path(0).asInt(-1), places.path(places.size() - 1).asInt(-1) + 1);
        String title = span.in(words.text()).replace(' ', '_');
        links.add(
            new AnnotatedText.GoldLink(span, Set.of(entity.path(1).asText(), "dbr:" + title)));
      }
    }
    return new AnnotatedText(id, words.text(), Optional.empty(), Optional.of(links), false);
  }
}
