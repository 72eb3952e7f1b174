package io.qklm.deploy.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {

  @Test
  void aPortThatIsTakenIsASentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> MetricsEndpoint.checked(taken.getLocalPort(), 1))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("metrics cannot be served on port " + taken.getLocalPort())
          .hasMessageEndingWith("; give another with --metrics-port");
    }
  }

  @Test
  void tellsFlinkWhereToServe() {
    Configuration flink = new Configuration();
    new MetricsEndpoint(9_249, 2).configure(flink);
    assertThat(flink.toMap())
        .containsEntry("metrics.reporters", "qklm")
        .containsEntry("metrics.reporter.qklm.factory.class", LocalReporterFactory.class.getName())
        .containsEntry("metrics.reporter.qklm.port", "9249")
        .containsEntry("metrics.reporter.qklm.subtasks", "2");
  }
}
