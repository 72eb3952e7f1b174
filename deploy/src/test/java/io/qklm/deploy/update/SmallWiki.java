package io.qklm.deploy.update;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A wiki of one item on the loopback interface, which was edited once. */
final class SmallWiki implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  SmallWiki(String id, String label) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    String event =
        """
        id: [{"offset":4}]
        data: {"type":"edit","namespace":0,"title":"%s","timestamp":1764580000,\
        "revision":{"new":5},"wiki":"wikidatawiki"}

        """
            .formatted(id);
    String item =
        """
        {"entities":{"%s":{"type":"item","id":"%s","labels":{"en":{"language":"en","value":"%s"}},\
        "claims":{}}}}"""
            .formatted(id, id, label);
    serve("/stream", event);
    serve("/pages/" + id + ".json", item);
    server.start();
  }

  private void serve(String path, String answer) {
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
  }

  URI stream() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/stream");
  }

  URI pages() {
    return stream().resolve("/pages/");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
