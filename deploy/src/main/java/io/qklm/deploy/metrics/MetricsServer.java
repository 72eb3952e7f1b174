package io.qklm.deploy.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells Prometheus and probes of this process over HTTP: {@code /metrics} in Prometheus's text
 * form, and {@code /ready}, 200 or 503 with a sentence. On the loopback interface only requests
 * that name this machine are answered.
 */
public final class MetricsServer implements AutoCloseable {

  private static final String TEXT = "text/plain; charset=utf-8";

  /** Version 0.0.4 of the form. */
  private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

  private static final Pattern LOCAL =
      Pattern.compile("(?:127\\.0\\.0\\.1|localhost|\\[::1])(?::\\d{1,5})?");

  /** What is told. Asked on a thread of the server. */
  public interface Told {

    /** All metrics in the text form. */
    String metrics() throws IOException;

    /** Whether the process does what it is there for. */
    boolean ready();

    /** The same in a sentence. */
    String readiness();
  }

  private final HttpServer server;

  private MetricsServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Serves until closed.
   *
   * @throws IOException with a sentence if it cannot listen there
   */
  public static MetricsServer open(InetSocketAddress address, Told told) throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new IOException(
          "metrics cannot be served on port "
              + address.getPort()
              + " ("
              + e.getMessage()
              + "); give another with --metrics-port",
          e);
    }
    boolean local = address.getAddress().isLoopbackAddress();
    server.createContext(
        "/metrics", reading(local, exchange -> answer(exchange, 200, EXPOSITION, told.metrics())));
    server.createContext(
        "/ready",
        reading(
            local,
            exchange -> answer(exchange, told.ready() ? 200 : 503, TEXT, told.readiness() + "\n")));
    server.start();
    return new MetricsServer(server);
  }

  /** Where it listens; the port that was free where 0 was asked for. */
  public int port() {
    return server.getAddress().getPort();
  }

  private static HttpHandler reading(boolean local, HttpHandler handler) {
    return exchange -> {
      try (exchange) {
        if (local && !isLocal(exchange.getRequestHeaders().getFirst("Host"))) {
          exchange.sendResponseHeaders(403, -1);
          return;
        }
        switch (exchange.getRequestMethod()) {
          case "GET", "HEAD" -> handler.handle(exchange);
          default -> exchange.sendResponseHeaders(405, -1);
        }
      }
    };
  }

  /** A page elsewhere that had its own name lead here could else read what this tells. */
  private static boolean isLocal(@Nullable String host) {
    return host == null || LOCAL.matcher(host).matches();
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
