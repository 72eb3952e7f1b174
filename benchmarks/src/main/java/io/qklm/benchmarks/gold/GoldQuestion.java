package io.qklm.benchmarks.gold;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.benchmarks.data.JsonLines;
import io.qklm.kg.EntityId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of {@code questions.jsonl}.
 *
 * @param id its name
 * @param question as somebody wrote it
 * @param shape what kind of question it is
 * @param relation the relation asked for, if the knowledge has such a one
 * @param subject the entity that the question names, if the knowledge has it
 * @param subjectType the type that a superlative ranges over, if it is not bound to {@code subject}
 * @param direction which end of the fact the answer is
 * @param path relations in turn, of questions in two steps
 * @param compared what a comparison holds against each other
 * @param object what a yes confirms
 * @param answers right answers, any of which is enough; none where silence is right
 * @param reason why silence is right
 * @param answerKind {@code entity}, {@code number}, {@code date} or {@code truth}; absent where
 *     silence is right
 * @param yearAlone whether the year of a date is enough
 */
public record GoldQuestion(
    String id,
    String question,
    Shape shape,
    Optional<String> relation,
    Optional<EntityId> subject,
    Optional<String> subjectType,
    Direction direction,
    List<Step> path,
    List<EntityId> compared,
    Optional<EntityId> object,
    List<String> answers,
    Optional<String> reason,
    Optional<String> answerKind,
    boolean yearAlone) {

  /** What kind of question it is. */
  public enum Shape {
    FACT,
    SUPERLATIVE,
    COMPARISON,
    COUNT,
    YES_NO,
    TWO_STEP;

    /** As a reader has it. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** The end of the fact that answers. */
  public enum Direction {
    SUBJECT,
    OBJECT
  }

  /** One relation of a path. */
  public record Step(String relation, Direction direction) {}

  public GoldQuestion {
    path = List.copyOf(path);
    compared = List.copyOf(compared);
    answers = List.copyOf(answers);
    if (answers.isEmpty() != reason.isPresent()) {
      throw new IllegalArgumentException(
          "the question " + id + " needs either 'answers' or a 'reason' why silence is right");
    }
  }

  /** All of a file, in its order. */
  public static List<GoldQuestion> read(Path file) throws IOException {
    List<GoldQuestion> questions = new ArrayList<>();
    for (JsonNode node : JsonLines.read(file)) {
      questions.add(of(node));
    }
    return questions;
  }

  private static GoldQuestion of(JsonNode node) {
    List<Step> path = new ArrayList<>();
    for (JsonNode step : node.path("path")) {
      path.add(new Step(step.path("relation").asText(), direction(step)));
    }
    List<EntityId> compared = new ArrayList<>();
    node.path("compared").forEach(one -> compared.add(new EntityId(one.asText())));
    List<String> answers = new ArrayList<>();
    node.path("answers").forEach(answer -> answers.add(answer.asText()));
    return new GoldQuestion(
        node.path("id").asText(),
        node.path("question").asText(),
        Shape.valueOf(node.path("shape").asText().toUpperCase(Locale.ROOT).replace('-', '_')),
        text(node, "relation"),
        text(node, "subject").map(EntityId::new),
        text(node, "subjectType"),
        direction(node),
        path,
        compared,
        text(node, "object").map(EntityId::new),
        answers,
        text(node, "reason"),
        text(node, "answerKind"),
        node.path("asks").asText().equals("year"));
  }

  private static Direction direction(JsonNode node) {
    return Direction.valueOf(node.path("direction").asText().toUpperCase(Locale.ROOT));
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.path(field).textValue());
  }
}
