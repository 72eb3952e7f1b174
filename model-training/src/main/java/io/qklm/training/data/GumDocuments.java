package io.qklm.training.data;

import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * GUM (Zeldes 2017): whole documents whose names have kinds and, where Wikipedia has a page, an
 * entity. Read are the genres whose texts may go anywhere, news and interviews of Wikinews,
 * biographies of Wikipedia and guides of Wikivoyage; the documents of the corpus's own test parts
 * are left to others.
 */
public final class GumDocuments {

  private static final Set<String> OPEN_GENRES = Set.of("news", "interview", "bio", "voyage");

  private final Map<String, String> idOfTitle = new HashMap<>();
  private final Map<String, Set<String>> parts = new HashMap<>();
  private final List<AnnotatedText> train = new ArrayList<>();
  private final List<AnnotatedText> dev = new ArrayList<>();
  private Open open = new Open("");

  /** The document that is being read. */
  private static final class Open {
    final String id;
    final StringBuilder text = new StringBuilder();
    final List<Name> names = new ArrayList<>();
    final List<AnnotatedText.GoldLink> links = new ArrayList<>();
    GumSentence sentence = new GumSentence();
    boolean paragraph;

    Open(String id) {
      this.id = id;
    }
  }

  private GumDocuments() {}

  /**
   * The documents of {@code file}, those of the train part before those of the dev part. A name
   * without a page has a link without ids; what comes from a place is a name without a link, for
   * its entity is not told.
   *
   * @param file CoNLL-U, beside it {@code wiki_map.tab} and {@code splits.md}
   * @throws IOException if a file cannot be read or has another form
   */
  public static List<AnnotatedText> read(Path file) throws IOException {
    GumDocuments documents = new GumDocuments();
    documents.readPages(file.resolveSibling("wiki_map.tab"));
    documents.readParts(file.resolveSibling("splits.md"));
    int number = 0;
    try (BufferedReader in = DataFiles.open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        documents.line(line);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
    }
    documents.endDocument();
    List<AnnotatedText> all = new ArrayList<>(documents.train);
    all.addAll(documents.dev);
    return all;
  }

  private void readPages(Path file) throws IOException {
    try (BufferedReader in = DataFiles.open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] cells = line.split("\t", -1);
        if (cells.length >= 3 && cells[2].startsWith("Q")) {
          idOfTitle.put(cells[0], cells[2]);
        }
      }
    }
  }

  private void readParts(Path file) throws IOException {
    String part = "";
    try (BufferedReader in = DataFiles.open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("## ")) {
          part = line.substring(3).strip();
        } else if (line.strip().startsWith("* ")) {
          parts.computeIfAbsent(part, name -> new HashSet<>()).add(line.strip().substring(2));
        }
      }
    }
  }

  private void line(String line) {
    if (line.startsWith("# newdoc id = ")) {
      endDocument();
      open = new Open(line.substring("# newdoc id = ".length()).strip());
    } else if (line.startsWith("# newpar")) {
      open.paragraph = true;
    } else if (line.startsWith("# text = ")) {
      open.sentence.text(line.substring("# text = ".length()));
    } else if (line.isEmpty()) {
      endSentence();
    } else if (!line.startsWith("#")) {
      open.sentence.add(line.split("\t", -1));
    }
  }

  private void endSentence() {
    GumSentence sentence = open.sentence;
    open.sentence = new GumSentence();
    if (sentence.text().isEmpty()) {
      return;
    }
    if (!open.text.isEmpty()) {
      open.text.append(open.paragraph ? "\n\n" : " ");
    }
    open.paragraph = false;
    int start = open.text.length();
    open.text.append(sentence.text());
    for (GumSentence.Found found : sentence.names()) {
      Span span = new Span(start + found.span().start(), start + found.span().end());
      open.names.add(new Name(span, found.kind()));
      if (!found.fromAPlace()) {
        open.links.add(new AnnotatedText.GoldLink(span, ids(found.title())));
      }
    }
  }

  private Set<String> ids(String title) {
    Set<String> ids = new HashSet<>();
    if (!title.isEmpty()) {
      ids.add("dbr:" + decoded(title));
      Optional.ofNullable(idOfTitle.get(title)).ifPresent(ids::add);
    }
    return ids;
  }

  /** Hyphens, commas and brackets are written as in an address. */
  private static String decoded(String title) {
    try {
      return java.net.URLDecoder.decode(
          title.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return title;
    }
  }

  private void endDocument() {
    endSentence();
    String[] words = open.id.split("_", -1);
    if (words.length < 3 || !OPEN_GENRES.contains(words[1])) {
      return;
    }
    AnnotatedText text =
        new AnnotatedText(
            open.id, open.text.toString(), Optional.of(open.names), Optional.of(open.links), false);
    if (isPart("train")) {
      train.add(text);
    } else if (isPart("dev")) {
      dev.add(text);
    }
  }

  private boolean isPart(String part) {
    return parts.getOrDefault(part, Set.of()).contains(open.id);
  }
}
