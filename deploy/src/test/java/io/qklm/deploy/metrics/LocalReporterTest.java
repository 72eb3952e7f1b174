package io.qklm.deploy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The endpoint without a job behind it; with one it is in SecureRunIT. */
@Timeout(30)
class LocalReporterTest {

  private int port;
  private MetricReporter reporter;

  @BeforeEach
  void open() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    MetricConfig config = new MetricConfig();
    config.setProperty(MetricsEndpoint.PORT, Integer.toString(port));
    config.setProperty(MetricsEndpoint.SUBTASKS, "2");
    reporter = new LocalReporterFactory().createMetricReporter(new Properties());
    reporter.open(config);
  }

  @AfterEach
  void close() {
    reporter.close();
  }

  @Test
  void isNotReadyWithoutAJob() throws IOException {
    assertThat(ask("GET /ready", "127.0.0.1:" + port))
        .startsWith("HTTP/1.1 503 ")
        .endsWith("0 of 2 subtasks are ready\n");
    assertThat(ask("GET /metrics", "localhost")).startsWith("HTTP/1.1 200 ");
    assertThat(ask("HEAD /metrics", "[::1]:" + port)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void answersNobodyWhoComesByAnotherName() throws IOException {
    assertThat(ask("GET /metrics", "evil.example:" + port)).startsWith("HTTP/1.1 403 ");
    assertThat(ask("GET /metrics", "127.0.0.1.evil.example")).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void takesNothing() throws IOException {
    assertThat(ask("POST /metrics", "127.0.0.1")).startsWith("HTTP/1.1 405 ");
    assertThat(ask("GET /", "127.0.0.1")).startsWith("HTTP/1.1 404 ");
  }

  private String ask(String request, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String text = request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
