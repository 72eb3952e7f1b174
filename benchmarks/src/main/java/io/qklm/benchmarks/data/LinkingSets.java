package io.qklm.benchmarks.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.measure.GoldIds;
import io.qklm.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The linking sets under {@code linking/} of the data folder. */
public final class LinkingSets {

  private final Path data;
  private final Map<String, String> idOfTitle;

  private LinkingSets(Path data, Map<String, String> idOfTitle) {
    this.data = data;
    this.idOfTitle = idOfTitle;
  }

  /** Opens the sets; page titles are matched to ids by the development knowledge. */
  public static LinkingSets in(Path data) throws IOException {
    Map<String, String> idOfTitle = new HashMap<>();
    JsonLines.forEach(
        data.resolve("kg/merged/entities.jsonl.gz"),
        node -> {
          if (node.hasNonNull("title")) {
            idOfTitle.put(node.get("title").asText(), node.get("id").asText());
          }
        });
    return new LinkingSets(data, idOfTitle);
  }

  /** A set by its name: {@code aida-train}, {@code aida-dev} or one in ELEVANT's form. */
  public List<GoldDocument> named(String set) throws IOException {
    return set.startsWith("aida-") ? aida(set.substring(5)) : elevant(set);
  }

  /** The file a set is read from. */
  public Path file(String set) {
    return set.startsWith("aida-")
        ? data.resolve("linking/aida/" + set.substring(5) + ".jsonl.gz")
        : data.resolve("linking/elevant/" + set + ".benchmark.jsonl");
  }

  /** AIDA-CoNLL, {@code train} or {@code dev}; gold by QID or by page title. */
  public List<GoldDocument> aida(String part) throws IOException {
    List<GoldDocument> documents = new ArrayList<>();
    for (JsonNode node : JsonLines.read(file("aida-" + part))) {
      documents.add(
          new GoldDocument(
              node.get("doc").asText(),
              node.get("text").asText(),
              aidaMentions(node.get("labels"))));
    }
    return documents;
  }

  private List<GoldDocument.GoldMention> aidaMentions(JsonNode labels) {
    List<GoldDocument.GoldMention> mentions = new ArrayList<>();
    for (JsonNode label : labels) {
      Set<String> ids = GoldIds.of(text(label, "qid"), text(label, "title"), idOfTitle);
      mentions.add(new GoldDocument.GoldMention(span(label.get("span")), ids));
    }
    return mentions;
  }

  private static Optional<String> text(JsonNode label, String field) {
    JsonNode said = label.path(field);
    return said.isMissingNode() || said.isNull() ? Optional.empty() : Optional.of(said.asText());
  }

  /** A set in ELEVANT's form, such as {@code kore50}; gold by QID. */
  public List<GoldDocument> elevant(String name) throws IOException {
    List<GoldDocument> documents = new ArrayList<>();
    for (JsonNode node : JsonLines.read(file(name))) {
      List<GoldDocument.GoldMention> mentions = new ArrayList<>();
      for (JsonNode label : node.get("labels")) {
        String id = label.get("entity_id").asText();
        mentions.add(
            new GoldDocument.GoldMention(
                span(label.get("span")), id.startsWith("Q") ? Set.of(id) : Set.of()));
      }
      documents.add(
          new GoldDocument(
              name + "-" + node.get("id").asText(), node.get("text").asText(), mentions));
    }
    return documents;
  }

  private static Span span(JsonNode pair) {
    return new Span(pair.get(0).asInt(), pair.get(1).asInt());
  }
}
