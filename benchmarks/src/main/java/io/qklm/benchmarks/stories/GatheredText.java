package io.qklm.benchmarks.stories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.benchmarks.data.JsonLines;
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.SentenceSplitter;
import io.qklm.model.Qklm;
import io.qklm.model.SentenceEncoder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What the engine says of a text, gathered once.
 *
 * @param names whom and what it names, in the order of the text
 * @param vector the published MiniLM's vector of headline and text
 * @param engine the engine's own vector of their beginning
 */
@SuppressWarnings("ArrayRecordComponent") // numbers on their way through a loop
record GatheredText(List<GatheredName> names, float[] vector, float[] engine) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A mention: the entity it links to, if any, and how it is written. */
  record GatheredName(Optional<String> entity, String label, String surface) {}

  /** What the engine and the encoder say of each text, from {@code file} where it exists. */
  static List<GatheredText> read(Path file) throws IOException {
    List<GatheredText> gathered = new ArrayList<>();
    JsonLines.forEach(file, row -> gathered.add(of(row)));
    return gathered;
  }

  /** Writes {@code file} in one step. */
  static void gather(List<StoryText> texts, Qklm qklm, SentenceEncoder encoder, Path file)
      throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    SentenceSplitter splitter = new SentenceSplitter();
    try (BufferedWriter out = Files.newBufferedWriter(part)) {
      for (StoryText text : texts) {
        String all =
            text.title().filter(title -> !title.equals(text.text())).map(t -> t + ".\n").orElse("")
                + text.text();
        ObjectNode row = MAPPER.createObjectNode();
        ArrayNode names = row.putArray("names");
        if (qklm.enrich(List.of(Document.of(text.id(), text.text()))).get(0)
            instanceof Enrichment enrichment) {
          enrichment.entities().forEach(entity -> add(names, entity));
        }
        row.put("vector", bytes(encoder.encode(all, splitter.split(all, "en")).documentVector()));
        row.put("engine", bytes(qklm.embed(all)));
        out.write(MAPPER.writeValueAsString(row));
        out.newLine();
      }
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void add(ArrayNode names, EntityAnnotation entity) {
    ObjectNode name = names.addObject().put("text", entity.text());
    entity.entityId().ifPresent(id -> name.put("id", id.value()));
    entity.label().ifPresent(label -> name.put("label", label));
  }

  private static GatheredText of(JsonNode row) {
    List<GatheredName> names = new ArrayList<>();
    for (JsonNode name : row.get("names")) {
      String surface = name.get("text").asText();
      names.add(
          new GatheredName(
              Optional.ofNullable(name.get("id")).map(JsonNode::asText),
              name.path("label").asText(surface),
              surface));
    }
    return new GatheredText(
        names, floats(row.get("vector").asText()), floats(row.get("engine").asText()));
  }

  private static String bytes(float[] vector) {
    ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * vector.length);
    buffer.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(buffer.array());
  }

  private static float[] floats(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
    return vector;
  }
}
