package io.qklm.benchmarks.gold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.deploy.JsonLines;
import io.qklm.deploy.demo.Demo;
import io.qklm.document.Document;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The documents that {@code qklm demo} sends. */
public final class SampleNews {

  private SampleNews() {}

  /** All of them, with their titles, in the order of the file. */
  public static List<Document> documents() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Document> documents = new ArrayList<>();
    try (InputStream in = Demo.class.getResourceAsStream("news.jsonl")) {
      if (in == null) {
        throw new IOException("the sample news is missing from this build; run 'mvn package'");
      }
      JsonLines lines = new JsonLines(in);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        documents.add(document(json.readTree(line)));
      }
    }
    return documents;
  }

  private static Document document(JsonNode node) {
    return new Document(
        node.path("id").asText(),
        node.path("text").asText(),
        Optional.of(node.path("title").asText()),
        Optional.empty(),
        Optional.ofNullable(node.path("language").textValue()),
        Optional.empty(),
        Map.of());
  }
}
