package io.qklm.benchmarks.speed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Outcome;
import io.qklm.kafka.EnrichmentWriter;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The same engine behind HTTP, a document a call, as models are usually served. Says its port on
 * standard output and ends with its standard input.
 */
public final class ModelServer {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ModelServer() {}

  /** Arguments: folder of the knowledge, folder of the bundle or "", threads. */
  public static void main(String[] arguments) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(arguments[2]));
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(Path.of(arguments[0]));
        Qklm qklm = Qklm.open(ModelBundle.named(arguments[1]), snapshot, QklmOptions.defaults())) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      EnrichmentWriter writer = new EnrichmentWriter();
      server.createContext("/", exchange -> answer(qklm, writer, exchange));
      server.setExecutor(threads);
      server.start();
      System.out.println(server.getAddress().getPort());
      while (System.in.read() >= 0) {
        // Only its end counts.
      }
      server.stop(0);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void answer(Qklm qklm, EnrichmentWriter writer, HttpExchange exchange)
      throws IOException {
    try (exchange) {
      JsonNode node = MAPPER.readTree(exchange.getRequestBody());
      Document document = Document.of(node.path("id").asText(), node.path("text").asText());
      Outcome outcome = qklm.enrich(List.of(document)).get(0);
      byte[] body =
          outcome instanceof Enrichment enrichment
              ? writer.write(enrichment)
              : outcome.toString().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(outcome instanceof Enrichment ? 200 : 500, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
