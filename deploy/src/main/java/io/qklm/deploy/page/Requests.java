package io.qklm.deploy.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.qklm.document.MentionExplanation;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a reader can ask for, each with its answer in JSON. */
final class Requests {

  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Supplier<@Nullable PageActions> actions;
  private final Records records;

  /**
   * Requests to a stream.
   *
   * @param actions gives null until the stream runs
   */
  Requests(Supplier<@Nullable PageActions> actions, Records records) {
    this.actions = actions;
    this.records = records;
  }

  private interface Request {
    ObjectNode answer(PageActions actions) throws IOException, PageRefusal;
  }

  void document(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        "POST",
        202,
        to -> JSON.objectNode().put("id", to.submit(Forms.document(exchange))));
  }

  void entity(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        "POST",
        202,
        to -> {
          NewEntity entity = Forms.entity(exchange);
          to.publish(entity);
          return JSON.objectNode().put("entityId", entity.id());
        });
  }

  /** {@code ?sequence=N}, the number of a record. */
  void explanation(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        "GET",
        200,
        to -> {
          String query = String.valueOf(exchange.getRequestURI().getQuery());
          if (!query.matches("sequence=[0-9]{1,15}")) {
            throw PageRefusal.unusable("say which record, as in ?sequence=12");
          }
          long number = Long.parseLong(query.substring("sequence=".length()));
          LiveRecord record =
              records
                  .get(number)
                  .orElseThrow(
                      () ->
                          new PageRefusal(
                              404, "this document is no longer held; choose a newer one"));
          return json(to, record);
        });
  }

  private static ObjectNode json(PageActions actions, LiveRecord record) throws IOException {
    ObjectNode json = JSON.objectNode();
    ArrayNode mentions = json.putArray("mentions");
    for (MentionExplanation mention : actions.explain(record)) {
      ObjectNode one = mentions.addObject();
      one.put("start", mention.span().start()).put("end", mention.span().end());
      ArrayNode candidates = one.putArray("candidates");
      for (MentionExplanation.Candidate candidate : mention.candidates()) {
        candidates
            .addObject()
            .put("entityId", candidate.id().value())
            .put("label", candidate.label())
            .put("description", candidate.description().orElse(""))
            .put("type", candidate.kind().name())
            .put("prior", rounded(candidate.prior()))
            .put("score", rounded(candidate.score()));
      }
    }
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  private void answer(HttpExchange exchange, String method, int status, Request request)
      throws IOException {
    if (!Answers.allows(exchange, method)) {
      return;
    }
    ObjectNode answer;
    try {
      PageActions to = actions.get();
      if (to == null) {
        throw PageRefusal.unavailable(
            "Kafka and Flink are still starting; try again in a few seconds");
      }
      answer = request.answer(to);
    } catch (PageRefusal e) {
      Answers.refuse(exchange, e.status(), String.valueOf(e.getMessage()));
      return;
    } catch (IOException | RuntimeException e) {
      LOG.warn("a request of the page failed: {}", exchange.getRequestURI(), e);
      Answers.refuse(exchange, 500, "that failed: " + e.getMessage());
      return;
    }
    Answers.json(exchange, status, answer);
  }
}
