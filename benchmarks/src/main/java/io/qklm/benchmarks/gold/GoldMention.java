package io.qklm.benchmarks.gold;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.benchmarks.data.JsonLines;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One line of {@code sample-news-links.jsonl}.
 *
 * @param document id of the document
 * @param field where the mention stands
 * @param span code points of that field
 * @param text the slice at {@code span}
 * @param kind what kind of thing it names
 * @param entity the entity in the starter knowledge
 * @param outside where the starter knowledge had none: the id that the entity would have
 * @param accepted further right answers, entities only
 * @param nilAccepted whether no link is right beside {@code entity}
 */
public record GoldMention(
    String document,
    Field field,
    Span span,
    String text,
    EntityKind kind,
    Optional<EntityId> entity,
    Optional<EntityId> outside,
    Set<EntityId> accepted,
    boolean nilAccepted) {

  /** The part of a document that a mention stands in. */
  public enum Field {
    TITLE,
    TEXT
  }

  public GoldMention {
    accepted = Set.copyOf(accepted);
    if (entity.isPresent() && outside.isPresent()) {
      throw new IllegalArgumentException(
          "the mention '"
              + text
              + "' of "
              + document
              + " has both 'entityId' and 'outside'; 'outside' is for 'entityId': null");
    }
  }

  /** All of a file, in its order. */
  public static List<GoldMention> read(Path file) throws IOException {
    List<GoldMention> mentions = new ArrayList<>();
    for (JsonNode node : JsonLines.read(file)) {
      mentions.add(of(node));
    }
    return mentions;
  }

  private static GoldMention of(JsonNode node) {
    Set<EntityId> accepted = new LinkedHashSet<>();
    boolean nil = false;
    for (JsonNode other : node.path("accepted")) {
      nil |= other.isNull();
      id(other).ifPresent(accepted::add);
    }
    return new GoldMention(
        node.path("id").asText(),
        node.path("field").asText().equals("title") ? Field.TITLE : Field.TEXT,
        new Span(node.path("start").asInt(), node.path("end").asInt()),
        node.path("text").asText(),
        EntityKind.valueOf(node.path("type").asText()),
        id(node.path("entityId")),
        id(node.path("outside")),
        accepted,
        nil);
  }

  private static Optional<EntityId> id(JsonNode node) {
    return node.isTextual() ? Optional.of(new EntityId(node.asText())) : Optional.empty();
  }
}
