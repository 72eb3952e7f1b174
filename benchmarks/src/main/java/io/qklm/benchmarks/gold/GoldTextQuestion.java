package io.qklm.benchmarks.gold;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.benchmarks.data.JsonLines;
import io.qklm.kg.EntityId;
import io.qklm.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of {@code text-and-graph.jsonl}.
 *
 * @param id its name
 * @param text what is read
 * @param question what is asked of it
 * @param answers right answers, any of which is enough
 * @param mention where the text names the entity, in code points
 * @param surface the slice at {@code mention}
 * @param entity what is named there
 * @param facts what answers, one for each of {@code answers}
 * @param answerKind {@code entity}, {@code number} or {@code date}
 * @param yearAlone whether the year of a date is enough
 */
public record GoldTextQuestion(
    String id,
    String text,
    String question,
    List<String> answers,
    Span mention,
    String surface,
    EntityId entity,
    List<Evidence> facts,
    Optional<String> answerKind,
    boolean yearAlone) {

  /**
   * A fact of the knowledge.
   *
   * @param object an id, or a value in the form of {@link GoldFacts#text}
   */
  public record Evidence(EntityId subject, String relation, String object) {}

  public GoldTextQuestion {
    answers = List.copyOf(answers);
    facts = List.copyOf(facts);
  }

  /** All of a file, in its order. */
  public static List<GoldTextQuestion> read(Path file) throws IOException {
    List<GoldTextQuestion> questions = new ArrayList<>();
    for (JsonNode node : JsonLines.read(file)) {
      questions.add(of(node));
    }
    return questions;
  }

  private static GoldTextQuestion of(JsonNode node) {
    List<String> answers = new ArrayList<>();
    node.path("answers").forEach(answer -> answers.add(answer.asText()));
    List<Evidence> facts = new ArrayList<>();
    for (JsonNode fact : node.path("evidence").path("facts")) {
      facts.add(
          new Evidence(
              new EntityId(fact.path("subject").asText()),
              fact.path("relation").asText(),
              fact.path("object").asText()));
    }
    JsonNode mention = node.path("evidence").path("mention");
    return new GoldTextQuestion(
        node.path("id").asText(),
        node.path("text").asText(),
        node.path("question").asText(),
        answers,
        new Span(mention.path("start").asInt(), mention.path("end").asInt()),
        mention.path("text").asText(),
        new EntityId(mention.path("entityId").asText()),
        facts,
        Optional.ofNullable(node.path("answerKind").textValue()),
        node.path("asks").asText().equals("year"));
  }
}
