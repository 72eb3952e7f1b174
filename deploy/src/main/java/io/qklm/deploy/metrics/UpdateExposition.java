package io.qklm.deploy.metrics;

import io.qklm.kafka.update.UpdateMetric;
import io.qklm.kafka.update.UpdateMetrics;
import java.util.Locale;

/** The update job's metrics in Prometheus's text form. */
public final class UpdateExposition implements MetricsServer.Told {

  private final UpdateMetrics metrics;

  public UpdateExposition(UpdateMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public String metrics() {
    StringBuilder text = new StringBuilder();
    for (UpdateMetric metric : UpdateMetric.values()) {
      String name = metric.metric();
      text.append("# HELP ").append(name).append(' ').append(metric.help()).append('\n');
      text.append("# TYPE ")
          .append(name)
          .append(' ')
          .append(metric.kind().name().toLowerCase(Locale.ROOT))
          .append('\n');
      text.append(name).append(' ').append(metrics.value(metric)).append('\n');
    }
    return text.toString();
  }

  @Override
  public boolean ready() {
    return metrics.value(UpdateMetric.READY) == 1;
  }

  @Override
  public String readiness() {
    return ready()
        ? "the update job reads updates; the last epoch is "
            + (long) metrics.value(UpdateMetric.EPOCH)
        : "the update job waits for Kafka or the repository";
  }
}
