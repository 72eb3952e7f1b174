package io.qklm.benchmarks.summary;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** News articles as they were published, headlines, bylines and captions among them. */
final class NewsTexts {

  private static final int TAR_BLOCK = 512;
  private static final int ARTICLE_COLUMN = 2;

  private NewsTexts() {}

  /** The 300 articles of CNN/DailyMail in natural case. */
  static List<String> cnnDailyMail(Path data) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String file : List.of("train_first200.csv", "train_sample100.csv")) {
      Path path = data.resolve("summarization/cnndm-cased-train").resolve(file);
      List<List<String>> rows = rows(Files.readString(path));
      for (List<String> row : rows.subList(1, rows.size())) {
        texts.add(row.get(ARTICLE_COLUMN));
      }
    }
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

  /** The BBC's articles, which begin with their headlines. */
  static List<String> bbc(Path data) throws IOException {
    List<String> texts = new ArrayList<>();
    Path path = data.resolve("summarization/bbc/bbc-business-politics-sport.tar.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
      byte[] header = in.readNBytes(TAR_BLOCK);
      while (header.length == TAR_BLOCK && header[0] != 0) {
        String name = text(header, 0, 100);
        int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
        byte[] content = in.readNBytes(size);
        in.skipNBytes((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
        if (name.startsWith("News Articles/") && name.endsWith(".txt")) {
          texts.add(new String(content, StandardCharsets.UTF_8));
        }
        header = in.readNBytes(TAR_BLOCK);
      }
    }
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
