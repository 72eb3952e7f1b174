package io.qklm.benchmarks.chinese;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.text.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A sentence in which people marked the names.
 *
 * @param names of any kind, UTF-16 units
 */
record MarkedNames(String text, List<Span> names) {

  MarkedNames {
    names = List.copyOf(names);
  }

  /** Two files: characters with spaces between them, and a tag for each. */
  static List<MarkedNames> ofTags(Path sentences, Path tags) throws IOException {
    List<String> texts = Files.readAllLines(sentences);
    List<String> marks = Files.readAllLines(tags);
    List<MarkedNames> all = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      all.add(of(texts.get(i).strip().split(" ", -1), marks.get(i).strip().split(" ", -1)));
    }
    return all;
  }

  private static MarkedNames of(String[] characters, String[] tags) {
    StringBuilder text = new StringBuilder();
    List<Span> names = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < characters.length; i++) {
      String tag = i < tags.length ? tags[i] : "O";
      if (start >= 0 && !tag.startsWith("I-")) {
        names.add(new Span(start, text.length()));
        start = -1;
      }
      start = tag.startsWith("B-") ? text.length() : start;
      text.append(characters[i]);
    }
    if (start >= 0) {
      names.add(new Span(start, text.length()));
    }
    return new MarkedNames(text.toString(), names);
  }

  /** One JSON a line: kinds, their names, and where each begins and ends, the last one included. */
  static List<MarkedNames> ofLines(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<MarkedNames> all = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode one = json.readTree(line);
        List<Span> names = new ArrayList<>();
        for (JsonNode kind : one.path("label")) {
          for (JsonNode places : kind) {
            places.forEach(
                place -> names.add(new Span(place.get(0).asInt(), place.get(1).asInt() + 1)));
          }
        }
        all.add(new MarkedNames(one.path("text").asText(), names));
      }
    }
    return all;
  }
}
