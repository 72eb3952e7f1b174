package io.qklm.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A text and the summary that a person wrote.
 *
 * @param text as written
 * @param reference sentences of the summary
 */
public record SummarizedText(String text, List<String> reference) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public SummarizedText {
    reference = List.copyOf(reference);
  }

  /**
   * The first {@code limit} texts of {@code file}, JSON lines with {@code article} and {@code
   * summary}.
   *
   * @throws IOException if it cannot be read
   */
  public static List<SummarizedText> read(Path file, int limit) throws IOException {
    List<SummarizedText> texts = new ArrayList<>();
    try (BufferedReader in = DataFiles.open(file)) {
      for (String line = in.readLine();
          line != null && texts.size() < limit;
          line = in.readLine()) {
        JsonNode node = JSON.readTree(line);
        List<String> reference = new ArrayList<>();
        node.path("summary").forEach(sentence -> reference.add(sentence.asText()));
        String text = node.path("article").asText();
        if (!text.isBlank() && !reference.isEmpty()) {
          texts.add(new SummarizedText(text, reference));
        }
      }
    }
    return texts;
  }
}
