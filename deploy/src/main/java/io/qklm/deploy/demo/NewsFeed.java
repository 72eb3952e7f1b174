package io.qklm.deploy.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.deploy.JsonLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents the demo sends, one after the other. */
interface NewsFeed extends AutoCloseable {

  /** The next document as it goes to the topic, or null when there are no more. */
  byte @Nullable [] next() throws IOException;

  @Override
  void close() throws IOException;

  /** The articles that come with the project; in loops, each round with ids of its own. */
  static NewsFeed sample(boolean loop) throws IOException {
    List<byte[]> articles = new ArrayList<>();
    try (InputStream in = NewsFeed.class.getResourceAsStream("news.jsonl")) {
      if (in == null) {
        throw new IOException("the sample news is missing from this build; run 'mvn package'");
      }
      JsonLines lines = new JsonLines(in);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        articles.add(line);
      }
    }
    return new Sample(articles, loop);
  }

  /** The lines of a file, plain or gzip, once through and as they stand. */
  static NewsFeed file(Path file) throws IOException {
    JsonLines lines = JsonLines.open(file);
    return new NewsFeed() {
      @Override
      public byte @Nullable [] next() throws IOException {
        return lines.next();
      }

      @Override
      public void close() throws IOException {
        lines.close();
      }
    };
  }

  /** Articles held in memory. */
  final class Sample implements NewsFeed {

    private final List<byte[]> articles;
    private final boolean loop;
    private final ObjectMapper json = new ObjectMapper();
    private int position;
    private int round = 1;

    Sample(List<byte[]> articles, boolean loop) {
      this.articles = List.copyOf(articles);
      this.loop = loop;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
      if (position == articles.size()) {
        if (!loop) {
          return null;
        }
        position = 0;
        round++;
      }
      byte[] article = articles.get(position++);
      return round == 1 ? article : renamed(article);
    }

    private byte[] renamed(byte[] article) throws JsonProcessingException {
      JsonNode node = json.readTree(new String(article, StandardCharsets.UTF_8));
      if (node instanceof ObjectNode object) {
        object.put("id", node.path("id").asText() + "-" + round);
      }
      return json.writeValueAsBytes(node);
    }

    @Override
    public void close() {}
  }
}
