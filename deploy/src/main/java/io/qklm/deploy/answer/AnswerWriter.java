package io.qklm.deploy.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.document.Answer;
import io.qklm.document.AnswerEvidence;
import io.qklm.document.AnsweredQuestion;
import io.qklm.kg.EntityId;
import java.util.Locale;
import java.util.stream.Collectors;

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
      ObjectNode one =
          answers
              .addObject()
              .put("text", answer.text())
              .put("entityId", answer.entityId().map(EntityId::value).orElse(null))
              .put("value", answer.value().orElse(null))
              .put("relation", answer.relation())
              .put("score", Math.round(answer.score() * DIGITS) / DIGITS)
              .put("relationLabel", answer.relationLabel())
              .put("reversed", answer.reversed())
              .put("subject", answer.subject().value())
              .put("subjectLabel", answer.subjectLabel());
      answer.evidence().forEach(evidence -> write(one.withArray("evidence").addObject(), evidence));
    }
    answered
        .silence()
        .ifPresent(
            silence ->
                line.putObject("silence")
                    .put("reason", silence.reason().name())
                    .put("sentence", silence.sentence()));
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

  private static void write(ObjectNode object, AnswerEvidence evidence) {
    if (evidence instanceof AnswerEvidence.OfFact fact) {
      object
          .put("kind", "fact")
          .put("subject", fact.subject().value())
          .put("subjectLabel", fact.subjectLabel())
          .put("relation", fact.relation())
          .put("relationLabel", fact.relationLabel())
          .put("reversed", fact.reversed())
          .put("object", fact.object());
    } else {
      AnswerEvidence.OfText text = (AnswerEvidence.OfText) evidence;
      object
          .put("kind", "text")
          .put("start", text.span().start())
          .put("end", text.span().end())
          .put("text", text.text());
    }
  }

  /** The answers as a person reads them, one a line, each with the fact it comes from. */
  public static String sentences(AnsweredQuestion answered) {
    if (answered.silence().isPresent()) {
      return "no answer: " + answered.silence().get().sentence();
    }
    StringBuilder lines = new StringBuilder();
    for (Answer answer : answered.answers()) {
      String evidence =
          answer.evidence().stream().map(AnswerWriter::words).collect(Collectors.joining("; "));
      lines
          .append(lines.isEmpty() ? "" : System.lineSeparator())
          .append(
              String.format(
                  Locale.ROOT, "%s  (%s; %.2f)", answer.text(), evidence, answer.score()));
    }
    return lines.toString();
  }

  private static String words(AnswerEvidence evidence) {
    if (evidence instanceof AnswerEvidence.OfFact fact) {
      return fact.reversed()
          ? fact.object() + ", " + fact.relationLabel() + ", " + fact.subjectLabel()
          : fact.subjectLabel() + ", " + fact.relationLabel() + ", " + fact.object();
    }
    return "named in the text as '" + ((AnswerEvidence.OfText) evidence).text() + "'";
  }
}
