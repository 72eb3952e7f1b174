package io.qklm.benchmarks.summary;

import io.qklm.benchmarks.data.JsonLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** News articles as they were published, headlines, bylines and captions among them. */
final class NewsTexts {

  private static final int TAR_BLOCK = 512;
  private static final String ARTICLES = "News Articles/";

  private NewsTexts() {}

  /** The 300 articles of CNN/DailyMail in natural case, with their highlights. */
  static List<NewsText> cnnDailyMail(Path data) throws IOException {
    Path folder = data.resolve("summarization/cnndm-cased-train");
    List<NewsText> texts = new ArrayList<>(articles(folder, "train_first200.csv", "text", "y"));
    texts.addAll(articles(folder, "train_sample100.csv", "article", "highlights"));
    return texts;
  }

  private static List<NewsText> articles(Path folder, String file, String text, String summary)
      throws IOException {
    List<List<String>> rows = rows(Files.readString(folder.resolve(file)));
    int textColumn = rows.get(0).indexOf(text);
    int summaryColumn = rows.get(0).indexOf(summary);
    return rows.subList(1, rows.size()).stream()
        .map(
            row ->
                new NewsText(
                    row.get(textColumn),
                    row.get(summaryColumn).lines().map(String::strip).toList()))
        .toList();
  }

  /** Press releases of members of the Senate, whose titles stand for summaries. */
  static List<NewsText> pressReleases(Path data) throws IOException {
    List<NewsText> texts = new ArrayList<>();
    JsonLines.forEach(
        data.resolve("streams/senate-press/articles.jsonl.gz"),
        node -> {
          String text = node.path("text").asText();
          String title = node.path("title").asText();
          if (!text.isBlank() && !title.isBlank()) {
            // The title is what is asked for, so the engine is not told.
            texts.add(new NewsText(text, List.of(title)));
          }
        });
    return texts;
  }

  /** RFC 4180. */
  private static List<List<String>> rows(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      boolean doubled = quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"';
      if (doubled) {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(List.copyOf(row));
          row.clear();
        }
      } else if (quoted || c != '\r') {
        cell.append(c);
      }
    }
    return rows;
  }

  /** The BBC's articles, which begin with their headlines, with the extracts of a person. */
  static List<NewsText> bbc(Path data) throws IOException {
    Map<String, String> articles = new TreeMap<>();
    Map<String, String> extracts = new TreeMap<>();
    Path path = data.resolve("summarization/bbc/bbc-business-politics-sport.tar.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
      byte[] header = in.readNBytes(TAR_BLOCK);
      while (header.length == TAR_BLOCK && header[0] != 0) {
        String name = text(header, 0, 100);
        int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
        byte[] content = in.readNBytes(size);
        in.skipNBytes((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
        if (name.endsWith(".txt")) {
          Map<String, String> of = name.startsWith(ARTICLES) ? articles : extracts;
          of.put(
              name.substring(name.indexOf('/') + 1), new String(content, StandardCharsets.UTF_8));
        }
        header = in.readNBytes(TAR_BLOCK);
      }
    }
    List<NewsText> texts = new ArrayList<>();
    articles.forEach(
        (name, text) -> {
          String extract = extracts.get(name);
          if (extract != null) {
            texts.add(new NewsText(text, List.of(extract)));
          }
        });
    return texts;
  }

  private static String text(byte[] bytes, int from, int length) {
    int to = from;
    while (to < from + length && bytes[to] != 0) {
      to++;
    }
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }
}
