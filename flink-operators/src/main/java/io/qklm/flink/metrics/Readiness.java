package io.qklm.flink.metrics;

import java.util.function.BooleanSupplier;
import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.MetricGroup;

/** Whether a subtask could enrich a document now. Registered before the engine opens. */
@Internal
public final class Readiness {

  // Read by reporters' threads.
  private volatile BooleanSupplier ready = () -> false;

  private Readiness() {}

  /** Registers the gauge, which says no. */
  public static Readiness register(MetricGroup group) {
    Readiness readiness = new Readiness();
    QklmMetric.READY.gauge(group, () -> readiness.isReady() ? 1 : 0);
    return readiness;
  }

  /** What the gauge says now. */
  public boolean isReady() {
    return ready.getAsBoolean();
  }

  /** From now on the gauge says what {@code condition} says; any thread may ask it. */
  public void opened(BooleanSupplier condition) {
    ready = condition;
  }

  /** From now on the gauge says no. */
  public void closed() {
    ready = () -> false;
  }
}
