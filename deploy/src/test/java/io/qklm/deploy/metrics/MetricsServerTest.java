package io.qklm.deploy.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.deploy.operate.Exposition;
import io.qklm.kafka.update.UpdateMetric;
import io.qklm.kafka.update.UpdateMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class MetricsServerTest {

  private final UpdateExposition nothingYet =
      new UpdateExposition(new UpdateMetrics(Clock.systemUTC()));

  @Test
  void tellsEveryMetricInPrometheussForm() throws Exception {
    try (MetricsServer server = MetricsServer.open(local(0), nothingYet)) {
      HttpResponse<String> answer = get(server, "/metrics");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .contains("version=0.0.4");
      Exposition told = Exposition.parse(answer.body());
      assertThat(told.values()).hasSize(UpdateMetric.values().length);
      assertThat(told.values())
          .containsEntry("qklm_update_epoch", -1.0)
          .containsEntry("qklm_update_ready", 0.0);
      for (UpdateMetric metric : UpdateMetric.values()) {
        assertThat(answer.body())
            .contains("# HELP " + metric.metric() + " " + metric.help() + "\n");
        // As Prometheus wants counters to be called.
        assertThat(metric.metric().endsWith("_total"))
            .isEqualTo(metric.kind() == UpdateMetric.Kind.COUNTER);
      }
      HttpResponse<String> ready = get(server, "/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).isEqualTo("the update job waits for Kafka or the repository\n");
      assertThat(get(server, "/elsewhere").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aPortThatIsTakenIsASentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> MetricsServer.open(local(taken.getLocalPort()), nothingYet))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("; give another with --metrics-port");
    }
  }

  private static InetSocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static HttpResponse<String> get(MetricsServer server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
