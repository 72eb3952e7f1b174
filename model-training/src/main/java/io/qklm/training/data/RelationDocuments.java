package io.qklm.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DocRED and Re-DocRED (Yao et al. 2019, Tan et al. 2022): paragraphs of Wikipedia with names. As
 * in CoNLL-2003 and CrossNER an article is no part of a name, and what comes from a place
 * ("Zambian"), a place to DocRED, is MISC.
 */
public final class RelationDocuments {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ARTICLE = Pattern.compile("[Tt]he (?=.)");
  private static final Pattern FROM_A_PLACE =
      Pattern.compile(
          "\\p{Lu}\\p{L}*(ian|ean|ish|ese|ench|erman|utch|reek|wiss|raqi|raeli|stani|ican)");

  private RelationDocuments() {}

  /**
   * All documents of {@code file}.
   *
   * @throws IOException if it cannot be read or has another form
   */
  public static List<AnnotatedText> read(Path file) throws IOException {
    List<AnnotatedText> texts = new ArrayList<>();
    try (BufferedReader in = DataFiles.open(file)) {
      for (JsonNode document : JSON.readTree(in)) {
        texts.add(text(document));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ", document " + (texts.size() + 1) + ": " + e.getMessage(), e);
    }
    return texts;
  }

  private static AnnotatedText text(JsonNode document) {
    List<JsonNode> sentences = new ArrayList<>();
    List<Integer> firsts = new ArrayList<>();
    int words = 0;
    for (JsonNode sentence : document.path("sents")) {
      sentences.add(sentence);
      firsts.add(words);
      words += sentence.size();
    }
    SpacedWords spaced = SpacedWords.of(sentences);
    List<Name> names = new ArrayList<>();
    for (JsonNode entity : document.path("vertexSet")) {
      for (JsonNode mention : entity) {
        Optional<EntityKind> kind = TypeMap.DOCRED.kind(mention.path("type").asText());
        int first = firsts.get(mention.path("sent_id").asInt());
        if (kind.isPresent()) {
          Span span =
              spaced.span(
                  first + mention.path("pos").path(0).asInt(-1),
                  first + mention.path("pos").path(1).asInt(-1));
          names.add(name(spaced.text(), span, kind.get()));
        }
      }
    }
    return new AnnotatedText(
        document.path("title").asText(),
        spaced.text(),
        Optional.of(Guideline.longest(names)),
        Optional.empty());
  }

  private static Name name(String text, Span span, EntityKind kind) {
    String words = span.in(text);
    if (kind == EntityKind.LOC && FROM_A_PLACE.matcher(words).matches()) {
      return new Name(span, EntityKind.MISC);
    }
    Matcher article = ARTICLE.matcher(words);
    return kind == EntityKind.LOC && article.lookingAt()
        ? new Name(new Span(span.start() + article.end(), span.end()), kind)
        : new Name(span, kind);
  }
}
