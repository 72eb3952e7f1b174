package io.qklm.training.data;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Universal NER's English Web Treebank: sentences as their {@code # text}, with the spaces that
 * people wrote, and names in the third column. Names of type OTH become other names.
 */
public final class UnerSentences {

  private static final Map<String, EntityKind> KINDS =
      Map.of(
          "PER", EntityKind.PER,
          "ORG", EntityKind.ORG,
          "LOC", EntityKind.LOC,
          "OTH", EntityKind.MISC);

  private static final String TEXT = "# text = ";
  private static final int TAG = 2;

  private final List<AnnotatedText> sentences = new ArrayList<>();
  private final List<Name> names = new ArrayList<>();
  private String text = "";
  private int at;

  private UnerSentences() {}

  /**
   * The sentences of {@code file}.
   *
   * @throws IOException if it cannot be read or a word is not in its text
   */
  public static List<AnnotatedText> read(Path file) throws IOException {
    UnerSentences reader = new UnerSentences();
    try (BufferedReader in = DataFiles.open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        reader.line(line);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    reader.end();
    return reader.sentences;
  }

  private void line(String line) {
    if (line.startsWith(TEXT)) {
      text = line.substring(TEXT.length());
      at = 0;
    } else if (line.isBlank()) {
      end();
    } else if (line.charAt(0) != '#') {
      String[] cells = line.split("\t", -1);
      word(cells[1], cells[TAG]);
    }
  }

  private void word(String word, String tag) {
    int start = text.indexOf(word, at);
    if (start < 0) {
      throw new IllegalArgumentException("the word '" + word + "' is not in '" + text + "'");
    }
    at = start + word.length();
    EntityKind kind = tag.length() > 2 ? KINDS.get(tag.substring(2)) : null;
    if (kind == null) {
      return;
    }
    boolean goesOn = tag.startsWith("I-") && !names.isEmpty();
    Name last = goesOn ? names.remove(names.size() - 1) : new Name(new Span(start, at), kind);
    names.add(new Name(new Span(last.span().start(), at), last.kind()));
  }

  private void end() {
    if (!text.isBlank()) {
      sentences.add(
          new AnnotatedText(
              "uner " + sentences.size(), text, Optional.of(List.copyOf(names)), Optional.empty()));
    }
    names.clear();
    text = "";
  }
}
