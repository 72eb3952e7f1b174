package io.qklm.deploy.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Whole answers to requests. */
final class Answers {

  private Answers() {}

  static void json(HttpExchange exchange, int status, JsonNode body) throws IOException {
    bytes(
        exchange,
        status,
        "application/json; charset=utf-8",
        body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A sentence for the reader, as JSON. */
  static void refuse(HttpExchange exchange, int status, String sentence) throws IOException {
    json(exchange, status, JsonNodeFactory.instance.objectNode().put("error", sentence));
  }

  static void bytes(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** Refuses all methods but this one and, where it is GET, HEAD; true if the request may go on. */
  static boolean allows(HttpExchange exchange, String method) throws IOException {
    String given = exchange.getRequestMethod();
    if (given.equals(method) || (method.equals("GET") && given.equals("HEAD"))) {
      return true;
    }
    exchange.getResponseHeaders().set("Allow", method);
    refuse(exchange, 405, "only " + method + " is allowed here");
    return false;
  }
}
