package io.qklm.kg.follow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A wiki on the loopback interface: a stream of its recent changes, which goes on behind the event
 * that is asked for and may be cut anywhere, and the pages of its items.
 */
final class LoopbackWiki implements AutoCloseable {

  private final HttpServer server;
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> places = new CopyOnWriteArrayList<>();
  private final AtomicInteger busy = new AtomicInteger();
  private volatile int cutAfterBytes = Integer.MAX_VALUE;

  LoopbackWiki() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/stream", this::stream);
    server.createContext("/pages/", this::page);
    server.start();
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  URI stream() {
    return address("/stream");
  }

  URI pages() {
    return address("/pages/");
  }

  /** Pages that were asked for, with their query. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** Places that connections to the stream began behind. */
  List<String> places() {
    return List.copyOf(places);
  }

  /** Answers so many of the next requests for pages with 429. */
  void busy(int requests) {
    busy.set(requests);
  }

  /** Cuts the next connection of the stream after so many bytes. */
  void cut(int bytes) {
    cutAfterBytes = bytes;
  }

  void write(String id, String page) {
    pages.put(id, page);
  }

  void delete(String id) {
    pages.remove(id);
  }

  /** The page of an item as {@code Special:EntityData} gives it. */
  static String item(String id, String label, int sitelinks, String claims) {
    StringBuilder links = new StringBuilder();
    for (int i = 0; i < sitelinks; i++) {
      links.append(i == 0 ? "" : ",").append("\"w%d\":{\"site\":\"w%d\"}".formatted(i, i));
    }
    return """
    {"entities":{"%s":{"type":"item","id":"%s","labels":{"en":{"language":"en","value":"%s"}},\
    "descriptions":{},"aliases":{},"claims":{%s},"sitelinks":{%s}}}}"""
        .formatted(id, id, label, claims, links);
  }

  /** A claim that names another item. */
  static String claim(String property, String item) {
    return """
    "%s":[{"mainsnak":{"snaktype":"value","property":"%s","datatype":"wikibase-item","datavalue":\
    {"type":"wikibase-entityid","value":{"entity-type":"item","id":"%s"}}},"rank":"normal"}]"""
        .formatted(property, property, item);
  }

  /** Tells of an edit; gives its place in the stream. */
  String edited(String id, long revision) {
    return event(
        """
        {"meta":{"dt":"2026-12-01T10:00:00Z","domain":"www.wikidata.org"},"type":"edit",\
        "namespace":0,"title":"%s","timestamp":1,"revision":{"old":1,"new":%d},\
        "wiki":"wikidatawiki"}"""
            .formatted(id, revision));
  }

  String event(String data) {
    String place = "[{\"topic\":\"changes\",\"partition\":0,\"offset\":" + events.size() + "}]";
    events.add("event: message\nid: " + place + "\ndata: " + data + "\n\n");
    return place;
  }

  private void stream(HttpExchange exchange) throws IOException {
    String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    places.add(last == null ? "" : last);
    int next = last == null ? 0 : Integer.parseInt(last.replaceAll(".*:|[^0-9]+$", "")) + 1;
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    int left = cutAfterBytes;
    cutAfterBytes = Integer.MAX_VALUE;
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(":ok\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      while (left > 0) {
        List<String> all = new ArrayList<>(events);
        for (; next < all.size() && left > 0; next++) {
          byte[] bytes = all.get(next).getBytes(StandardCharsets.UTF_8);
          out.write(bytes, 0, Math.min(bytes.length, left));
          left -= bytes.length;
        }
        out.flush();
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Who listened went away.
    } finally {
      exchange.close();
    }
  }

  private void page(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString().substring("/pages/".length());
    asked.add(path);
    try (exchange) {
      if (busy.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        exchange.getResponseHeaders().set("Retry-After", "0");
        exchange.sendResponseHeaders(429, -1);
        return;
      }
      String page = pages.get(path.replaceFirst("\\.json.*", ""));
      if (page == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
