package io.qklm.cluster.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Short documents without end: the first paragraph of each sample article, in turn. */
public final class NewsDocuments {

  private static final String NEWS = "/io/qklm/deploy/demo/news.jsonl";

  private final List<String> texts;

  private NewsDocuments(List<String> texts) {
    this.texts = texts;
  }

  /** Reads the project's sample news. */
  public static NewsDocuments read() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> texts = new ArrayList<>();
    try (InputStream in = NewsDocuments.class.getResourceAsStream(NEWS)) {
      if (in == null) {
        throw new IOException("the sample news " + NEWS + " is not on the class path");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode article = json.readTree(line);
        texts.add(article.path("text").asText().split("\n", 2)[0]);
      }
    }
    return new NewsDocuments(texts);
  }

  /** As many as asked for, with ids {@code PREFIX-0}, {@code PREFIX-1} and so on. */
  public List<TestDocument> take(int count, String prefix) {
    List<TestDocument> documents = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      documents.add(new TestDocument(prefix + "-" + i, texts.get(i % texts.size())));
    }
    return documents;
  }
}
