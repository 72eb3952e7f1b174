package io.qklm.deploy.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.document.Answer;
import io.qklm.document.AnsweredQuestion;
import io.qklm.kg.EntityId;

/** Answered questions as JSON, one a line. */
public final class AnswerWriter {

  private static final double DIGITS = 1e4;

  private final ObjectMapper json = new ObjectMapper();

  /** The line, without its end. */
  public String write(AnsweredQuestion answered) {
    ObjectNode line = json.createObjectNode();
    line.put("id", answered.question().id());
    var answers = line.putArray("answers");
    for (Answer answer : answered.answers()) {
      answers
          .addObject()
          .put("text", answer.text())
          .put("entityId", answer.entityId().map(EntityId::value).orElse(null))
          .put("relation", answer.relation())
          .put("score", Math.round(answer.score() * DIGITS) / DIGITS)
          .put("relationLabel", answer.relationLabel())
          .put("reversed", answer.reversed())
          .put("subject", answer.subject().value())
          .put("subjectLabel", answer.subjectLabel());
    }
    line.putObject("provenance")
        .put("epoch", answered.provenance().epoch())
        .put("epochDigest", answered.provenance().epochDigest())
        .put("model", answered.provenance().model())
        .put("modelDigest", answered.provenance().modelDigest())
        .put("version", answered.provenance().version());
    try {
      return json.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written", e);
    }
  }

  /** The answers as a person reads them, one a line, each with the fact it comes from. */
  public static String sentences(AnsweredQuestion answered) {
    if (answered.answers().isEmpty()) {
      return "no answer: the knowledge says nothing that the question asks for";
    }
    StringBuilder lines = new StringBuilder();
    for (Answer answer : answered.answers()) {
      String[] ends =
          answer.reversed()
              ? new String[] {answer.text(), answer.subjectLabel()}
              : new String[] {answer.subjectLabel(), answer.text()};
      lines
          .append(lines.isEmpty() ? "" : System.lineSeparator())
          .append(
              String.format(
                  java.util.Locale.ROOT,
                  "%s  (%s, %s, %s; %.2f)",
                  answer.text(),
                  ends[0],
                  answer.relationLabel(),
                  ends[1],
                  answer.score()));
    }
    return lines.toString();
  }
}
