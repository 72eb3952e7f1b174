package io.qklm.benchmarks.throughput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.benchmarks.data.JsonLines;
import io.qklm.document.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The documents that are sent: from a file, or the project's sample news, over and over. */
public final class Documents {

  private static final String NEWS = "/io/qklm/deploy/demo/news.jsonl";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Documents() {}

  /** The first {@code count}, each with an id of its own. */
  public static List<Document> read(Optional<Path> input, int count) throws IOException {
    List<JsonNode> nodes = input.isPresent() ? JsonLines.read(input.get()) : news();
    if (nodes.isEmpty()) {
      throw new IOException("there is no document in " + input.map(Path::toString).orElse(NEWS));
    }
    List<Document> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      JsonNode node = nodes.get(i % nodes.size());
      String id = node.path("id").asText("document");
      texts.add(Document.of(id + "-" + i, node.path("text").asText()));
    }
    return texts;
  }

  private static List<JsonNode> news() throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    try (var in = Documents.class.getResourceAsStream(NEWS)) {
      if (in == null) {
        throw new IOException("the sample news " + NEWS + " is not on the class path");
      }
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (!line.isBlank()) {
          nodes.add(MAPPER.readTree(line));
        }
      }
    }
    return nodes;
  }

  /** A document as it stands in the topic. */
  public static byte[] json(Document document) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("id", document.id());
    node.put("text", document.text());
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }
}
