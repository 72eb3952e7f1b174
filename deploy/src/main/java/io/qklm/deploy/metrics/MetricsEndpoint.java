package io.qklm.deploy.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;

/**
 * Where metrics are served.
 *
 * @param port on the loopback interface
 * @param subtasks of the enrichment that must be ready for the job to be
 */
public record MetricsEndpoint(int port, int subtasks) {

  static final String PORT = "port";
  static final String SUBTASKS = "subtasks";

  private static final String NAME = "qklm";

  /**
   * A port that can be listened on.
   *
   * @throws IOException with a sentence if it is taken, for Flink would only log that
   */
  public static MetricsEndpoint checked(int port, int subtasks) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new IOException(
          "metrics cannot be served on port "
              + port
              + " ("
              + e.getMessage()
              + "); give another with --metrics-port",
          e);
    }
    return new MetricsEndpoint(port, subtasks);
  }

  /** Makes a cluster of this process serve there. */
  public void configure(Configuration flink) {
    flink.set(MetricOptions.REPORTERS_LIST, NAME);
    Configuration reporter = MetricOptions.forReporter(flink, NAME);
    reporter.set(MetricOptions.REPORTER_FACTORY_CLASS, LocalReporterFactory.class.getName());
    reporter.setString(PORT, Integer.toString(port));
    reporter.setString(SUBTASKS, Integer.toString(subtasks));
  }
}
