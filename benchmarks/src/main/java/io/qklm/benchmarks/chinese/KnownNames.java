package io.qklm.benchmarks.chinese;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.text.Span;
import io.qklm.text.SpanSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Chinese labels and aliases of a knowledge in the interchange form: each means the best known. */
final class KnownNames {

  private static final int LONGEST = 14;
  private static final Set<String> NAMED = Set.of("PER", "ORG", "LOC");

  private record Known(boolean named, double rank) {}

  private final Map<String, Known> known = new HashMap<>();

  private KnownNames() {}

  static KnownNames read(Path entities) throws IOException {
    KnownNames names = new KnownNames();
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(entities)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("\"zh\"")) {
          names.add(json.readTree(line));
        }
      }
    }
    return names;
  }

  private void add(JsonNode entity) {
    Known one =
        new Known(NAMED.contains(entity.path("kind").asText("")), entity.path("rank").asDouble());
    add(entity.path("labels").path("zh").asText(""), one);
    entity.path("aliases").path("zh").forEach(alias -> add(alias.asText(), one));
  }

  private void add(String surface, Known one) {
    if (!surface.isBlank()) {
      known.merge(surface.strip(), one, (a, b) -> b.rank() > a.rank() ? b : a);
    }
  }

  int size() {
    return known.size();
  }

  /** Whether a surface form most often means a person, an organisation or a place. */
  boolean isNamed(String surface) {
    Known one = known.get(surface);
    return one != null && one.named();
  }

  /**
   * The names of a text that do not overlap, the longest first.
   *
   * @param ends where words end
   * @param least rank that a form of two characters needs; one character is no name
   */
  List<Span> in(String text, BitSet ends, double least) {
    List<Span> all = new ArrayList<>();
    for (int start = ends.nextSetBit(0); start >= 0; start = ends.nextSetBit(start + 1)) {
      int last = Math.min(text.length(), start + LONGEST);
      for (int end = ends.nextSetBit(start + 2); end >= 0 && end <= last; ) {
        Known one = known.get(text.substring(start, end));
        if (one != null && one.named() && (end - start > 2 || one.rank() >= least)) {
          all.add(new Span(start, end));
        }
        end = ends.nextSetBit(end + 1);
      }
    }
    all.sort(Comparator.comparingInt((Span span) -> -span.length()).thenComparing(span -> span));
    SpanSet taken = new SpanSet();
    return all.stream().filter(taken::add).toList();
  }
}
