package io.qklm.deploy.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.qklm.flink.metrics.QklmMetric;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  private final Set<Gauge<?>> readiness = ConcurrentHashMap.newKeySet();
  private @Nullable MetricsServer server;

  @Override
  public void open(MetricConfig config) {
    super.open(config);
    CollectorRegistry registry = registry();
    int subtasks = config.getInteger(MetricsEndpoint.SUBTASKS, 1);
    InetSocketAddress address =
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), config.getInteger(MetricsEndpoint.PORT, 0));
    try {
      server = MetricsServer.open(address, new OfFlink(registry, subtasks));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  private final class OfFlink implements MetricsServer.Told {
    private final CollectorRegistry registry;
    private final int subtasks;

    OfFlink(CollectorRegistry registry, int subtasks) {
      this.registry = registry;
      this.subtasks = subtasks;
    }

    @Override
    public String metrics() throws IOException {
      StringWriter text = new StringWriter();
      TextFormat.write004(text, registry.metricFamilySamples());
      return text.toString();
    }

    @Override
    public boolean ready() {
      long ready = count();
      return ready >= subtasks && ready == readiness.size();
    }

    @Override
    public String readiness() {
      return count() + " of " + Math.max(subtasks, readiness.size()) + " subtasks are ready";
    }

    private long count() {
      return readiness.stream()
          .filter(gauge -> Integer.valueOf(1).equals(gauge.getValue()))
          .count();
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    super.close();
  }
}
