package io.qklm.connect.feed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on loopback that gives what a test says and keeps what it was asked. */
final class FeedServer implements AutoCloseable {

  /** Answers one question. */
  interface Page {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile Page page = exchange -> exchange.sendResponseHeaders(404, -1);

  FeedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            asked.add(
                exchange.getRequestURI()
                    + " "
                    + exchange.getRequestHeaders().getFirst("If-None-Match")
                    + " "
                    + exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            page.answer(exchange);
          }
        });
    server.start();
  }

  String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Gives a feed, and 304 to who has it already. */
  void give(String etag, String xml) {
    page =
        exchange -> {
          if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
          }
          exchange.getResponseHeaders().add("ETag", etag);
          exchange.getResponseHeaders().add("Last-Modified", "Wed, 25 Nov 2026 08:00:00 GMT");
          send(exchange, xml.getBytes(StandardCharsets.UTF_8));
        };
  }

  static void send(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/xml; charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** RSS of items, newest first, as {@code guid|title|description}. */
  static String rss(String... items) {
    StringBuilder xml =
        new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>News"
                + "</title><link>http://news.example/</link><description>d</description>"
                + "<language>en</language>");
    for (String item : items) {
      String[] parts = item.split("\\|", 3);
      xml.append("<item><guid isPermaLink=\"false\">")
          .append(parts[0])
          .append("</guid><title>")
          .append(parts[1])
          .append("</title><link>http://news.example/")
          .append(parts[0])
          .append("</link><description>")
          .append(parts[2])
          .append("</description><pubDate>Wed, 25 Nov 2026 07:00:00 GMT</pubDate></item>");
    }
    return xml.append("</channel></rss>").toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
