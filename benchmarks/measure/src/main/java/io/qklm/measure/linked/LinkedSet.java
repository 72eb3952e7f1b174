package io.qklm.measure.linked;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The open linked sets by name. A tenth of the pages of each Wikipedia, by the digest of their
 * titles, and all events from 2026-05-01 on are the dev part; nothing may be fitted to it.
 */
public enum LinkedSet {
  /** The whole Simple English Wikipedia of 2007. */
  SIMPLE_WIKI("linking/simplewiki-2007/articles.jsonl.gz"),
  /** Pages of the English Wikipedia of 2013 and 2014. */
  ENGLISH_WIKI("linking/enwiki-2014-pages/articles.jsonl.gz"),
  /** News sentences of the Current Events portal, of both sets that have them, each once. */
  CURRENT_EVENTS("linking/current-events-2025/events.jsonl.gz");

  /** A part of a set. */
  public enum Part {
    TRAIN,
    DEV
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STORIES = "stories/wp-current-events/events.jsonl.gz";
  private static final String DEV_FROM = "2026-05-01";
  private static final int PIECE = 2500;
  private static final int DEV_SHARE = 10;

  private final String file;

  LinkedSet(String file) {
    this.file = file;
  }

  /** Its name on a command line, such as {@code simple-wiki}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The set of a name. */
  public static Optional<LinkedSet> named(String key) {
    for (LinkedSet set : values()) {
      if (set.key().equals(key)) {
        return Optional.of(set);
      }
    }
    return Optional.empty();
  }

  /** Its files in the data folder. */
  public List<Path> files(Path data) {
    return this == CURRENT_EVENTS
        ? List.of(data.resolve(file), data.resolve(STORIES))
        : List.of(data.resolve(file));
  }

  /**
   * The texts of a part. Pages are cut between paragraphs into pieces of {@value #PIECE} characters
   * or little more, about as long as news.
   *
   * @param data the data folder
   * @throws IOException if a file cannot be read or has another form
   */
  public List<LinkedText> read(Path data, Part part) throws IOException {
    return this == CURRENT_EVENTS ? events(data, part) : pages(data, part);
  }

  private List<LinkedText> pages(Path data, Part part) throws IOException {
    Map<String, String> redirects = redirects(data);
    List<LinkedText> texts = new ArrayList<>();
    for (JsonNode page : lines(data.resolve(file))) {
      String title = page.get("title").asText();
      if ((digest(title) % DEV_SHARE == 0) == (part == Part.DEV)) {
        Piece piece = new Piece(key() + " " + title);
        for (JsonNode block : page.get("blocks")) {
          piece.add(block, redirects, texts);
        }
        piece.end(texts);
      }
    }
    return texts;
  }

  private Map<String, String> redirects(Path data) throws IOException {
    Map<String, String> redirects = new HashMap<>();
    Path known = data.resolve(file).resolveSibling("redirects.tsv.gz");
    if (Files.exists(known)) {
      try (BufferedReader in = open(known)) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          int tab = line.indexOf('\t');
          if (tab > 0) {
            redirects.put(page(line.substring(0, tab)), page(line.substring(tab + 1)));
          }
        }
      }
    }
    return redirects;
  }

  /** A part of a page as it grows. */
  private static final class Piece {
    final String id;
    final StringBuilder text = new StringBuilder();
    final List<LinkedText.Link> links = new ArrayList<>();
    int number;

    Piece(String id) {
      this.id = id;
    }

    void add(JsonNode block, Map<String, String> redirects, List<LinkedText> texts) {
      String words = block.get(1).asText();
      if (text.length() + words.length() > PIECE && !text.isEmpty()) {
        end(texts);
      }
      CodePointIndex index = CodePointIndex.of(words);
      int from = text.length();
      text.append(words).append("\n\n");
      for (JsonNode link : block.get(2)) {
        Span span = index.toUtf16(new Span(link.get(0).asInt(), link.get(1).asInt()));
        String page = page(link.get(2).asText());
        links.add(
            new LinkedText.Link(
                new Span(from + span.start(), from + span.end()),
                redirects.getOrDefault(page, page)));
      }
    }

    void end(List<LinkedText> texts) {
      if (!links.isEmpty()) {
        texts.add(new LinkedText(id + " " + number++, text.toString(), links));
      }
      text.setLength(0);
      links.clear();
    }
  }

  private List<LinkedText> events(Path data, Part part) throws IOException {
    List<LinkedText> texts = new ArrayList<>();
    Set<String> dev = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (Path source : files(data)) {
      for (JsonNode event : lines(source)) {
        String text = event.get("text").asText();
        boolean late = event.get("date").asText().compareTo(DEV_FROM) >= 0;
        if (late) {
          dev.add(text);
        }
        if (seen.putIfAbsent(text, seen.size()) == null && !text.isBlank()) {
          texts.add(event(event, text));
        }
      }
    }
    return texts.stream().filter(one -> dev.contains(one.text()) == (part == Part.DEV)).toList();
  }

  private static LinkedText event(JsonNode event, String text) {
    CodePointIndex index = CodePointIndex.of(text);
    List<LinkedText.Link> links = new ArrayList<>();
    for (JsonNode link : event.path("links")) {
      add(links, index, link.get(0).asInt(), link.get(1).asInt(), link.get(2).asText());
    }
    for (JsonNode link : event.path("mentions")) {
      add(
          links,
          index,
          link.get("start").asInt(),
          link.get("end").asInt(),
          link.get("title").asText());
    }
    String hash = Long.toHexString(digest(text));
    return new LinkedText("event " + event.get("date").asText() + " " + hash, text, links);
  }

  /** Adds a link; one whose place in the text was not found begins before it and is left out. */
  private static void add(
      List<LinkedText.Link> links, CodePointIndex index, int start, int end, String title) {
    if (start >= 0) {
      links.add(new LinkedText.Link(index.toUtf16(new Span(start, end)), page(title)));
    }
  }

  /** A title as ids of entities have it. */
  static String page(String title) {
    String whole = title.strip().replace(' ', '_');
    int hash = whole.indexOf('#');
    String page = hash > 0 ? whole.substring(0, hash) : whole;
    return page.isEmpty()
        ? page
        : page.substring(0, 1).toUpperCase(Locale.ROOT) + page.substring(1);
  }

  private static long digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return (hash[0] & 0xFFL) << 24
          | (hash[1] & 0xFFL) << 16
          | (hash[2] & 0xFFL) << 8
          | (hash[3] & 0xFFL);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    try (BufferedReader in = open(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        nodes.add(JSON.readTree(line));
      }
    }
    return nodes;
  }

  private static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
  }
}
