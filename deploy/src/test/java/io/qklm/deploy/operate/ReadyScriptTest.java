package io.qklm.deploy.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The probe of the manifests, against what a reporter may say. */
@Timeout(60)
class ReadyScriptTest {

  private static final String READY = "flink_taskmanager_job_task_operator_qklm_ready";

  @Test
  void isReadyWhenEverySubtaskIs() throws Exception {
    String first = READY + "{job_name=\"all news\",subtask_index=\"0\",} ";
    String second = READY + "{job_name=\"all news\",subtask_index=\"1\",} ";
    String others = "# HELP x y\n" + READY + "ness{} 0.0\njvm 1.0\n";
    assertThat(ask(others + first + "1.0\n" + second + "1.0\n")).isZero();
    assertThat(ask(others + first + "1.0\n" + second + "0.0\n")).isEqualTo(1);
    assertThat(ask(others + first + "0.0\n")).isEqualTo(1);
    // A worker without a job.
    assertThat(ask(others)).isEqualTo(1);
  }

  @Test
  void isNotReadyWhenNobodyAnswers() throws Exception {
    HttpServer gone = serve("");
    int port = gone.getAddress().getPort();
    gone.stop(0);
    assertThat(run(port)).isEqualTo(1);
  }

  private static int ask(String metrics) throws Exception {
    HttpServer server = serve(metrics);
    try {
      return run(server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  private static int run(int port) throws Exception {
    Process script =
        new ProcessBuilder(
                "bash", Path.of("docker/ready.sh").toAbsolutePath().toString(), "" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(script.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return script.exitValue();
  }

  private static HttpServer serve(String metrics) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          try (exchange) {
            byte[] body = metrics.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    return server;
  }
}
