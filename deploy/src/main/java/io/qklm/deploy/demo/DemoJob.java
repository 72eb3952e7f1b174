package io.qklm.deploy.demo;

import org.apache.flink.streaming.api.graph.ExecutionPlan;

/** TEMP. */
final class DemoJob {
  private DemoJob() {}

  static ExecutionPlan plan(String bootstrapServers, DemoOptions options) {
    throw new IllegalStateException("not yet: " + bootstrapServers + options);
  }
}
