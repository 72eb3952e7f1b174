package io.qklm.deploy.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** Server-sent events: an open answer to each listener. */
final class EventStream implements HttpHandler {

  /** After this long without an event a comment is sent, to notice that nobody listens. */
  private static final long QUIET_MILLIS = 5_000;

  private final EventHub hub;
  private final Supplier<String> welcome;
  private final Runnable watched;

  /**
   * A stream of a hub's events.
   *
   * @param welcome what a newcomer is told first, JSON
   * @param watched run for each newcomer
   */
  EventStream(EventHub hub, Supplier<String> welcome, Runnable watched) {
    this.hub = hub;
    this.welcome = welcome;
    this.watched = watched;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!Answers.allows(exchange, "GET")) {
      return;
    }
    Optional<EventHub.Listener> listener = hub.listen(lastSeen(exchange), "hello", welcome);
    if (listener.isEmpty()) {
      Answers.refuse(
          exchange,
          503,
          "the page is open " + EventHub.MAX_LISTENERS + " times already; close one of them");
      return;
    }
    watched.run();
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
      exchange.sendResponseHeaders(200, 0);
      write(listener.get(), exchange.getResponseBody());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hub.remove(listener.get());
      exchange.close();
    }
  }

  /** Ends by an exception when the other side is gone. */
  private static void write(EventHub.Listener listener, OutputStream out)
      throws IOException, InterruptedException {
    out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    while (!listener.over()) {
      Optional<EventHub.Event> event = listener.next(QUIET_MILLIS);
      if (event.isPresent() || !listener.over()) {
        String wire = event.map(EventHub.Event::wire).orElse(": still here\n\n");
        out.write(wire.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  private static long lastSeen(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    return header != null && header.matches("[0-9]{1,15}") ? Long.parseLong(header) : 0;
  }
}
