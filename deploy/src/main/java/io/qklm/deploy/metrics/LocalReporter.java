package io.qklm.deploy.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.qklm.flink.metrics.QklmMetric;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;
import org.jspecify.annotations.Nullable;

/**
 * Flink's metrics for Prometheus on the loopback interface: {@code /metrics}, with the names that
 * Flink's own reporter gives, which listens on all interfaces; and {@code /ready}, 200 once every
 * subtask of the enrichment is ready and 503 else.
 */
final class LocalReporter extends AbstractPrometheusReporter {

  private static final Pattern LOCAL =
      Pattern.compile("(?:127\\.0\\.0\\.1|localhost|\\[::1])(?::\\d{1,5})?");

  private final Set<Gauge<?>> readiness = ConcurrentHashMap.newKeySet();
  private @Nullable HttpServer server;

  @Override
  public void open(MetricConfig config) {
    super.open(config);
    CollectorRegistry registry = registry();
    int subtasks = config.getInteger(MetricsEndpoint.SUBTASKS, 1);
    InetSocketAddress address =
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), config.getInteger(MetricsEndpoint.PORT, 0));
    try {
      HttpServer made = HttpServer.create(address, 0);
      made.createContext("/metrics", reading(exchange -> metrics(exchange, registry)));
      made.createContext("/ready", reading(exchange -> ready(exchange, subtasks)));
      made.start();
      server = made;
    } catch (IOException e) {
      throw new UncheckedIOException("metrics cannot be served on " + address, e);
    }
  }

  /** The superclass keeps it to its own package. */
  private CollectorRegistry registry() {
    try {
      var field = AbstractPrometheusReporter.class.getDeclaredField("registry");
      field.setAccessible(true);
      return (CollectorRegistry) field.get(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this version of Flink keeps its metrics for Prometheus elsewhere", e);
    }
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    super.notifyOfAddedMetric(metric, name, group);
    if (metric instanceof Gauge<?> gauge && isReadiness(name, group)) {
      readiness.add(gauge);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    super.notifyOfRemovedMetric(metric, name, group);
    if (metric instanceof Gauge<?> gauge) {
      readiness.remove(gauge);
    }
  }

  private static boolean isReadiness(String name, MetricGroup group) {
    String[] scope = group.getScopeComponents();
    return name.equals(QklmMetric.READY.metric())
        && scope.length > 0
        && scope[scope.length - 1].equals(QklmMetric.GROUP);
  }

  private static HttpHandler reading(HttpHandler handler) {
    return exchange -> {
      try (exchange) {
        if (!isLocal(exchange.getRequestHeaders().getFirst("Host"))) {
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

  private static void metrics(HttpExchange exchange, CollectorRegistry registry)
      throws IOException {
    StringWriter text = new StringWriter();
    TextFormat.write004(text, registry.metricFamilySamples());
    answer(exchange, 200, TextFormat.CONTENT_TYPE_004, text.toString());
  }

  private void ready(HttpExchange exchange, int subtasks) throws IOException {
    long ready =
        readiness.stream().filter(gauge -> Integer.valueOf(1).equals(gauge.getValue())).count();
    boolean all = ready >= subtasks && ready == readiness.size();
    answer(
        exchange,
        all ? 200 : 503,
        "text/plain; charset=utf-8",
        ready + " of " + Math.max(subtasks, readiness.size()) + " subtasks are ready\n");
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
    if (server != null) {
      server.stop(0);
    }
    super.close();
  }
}
