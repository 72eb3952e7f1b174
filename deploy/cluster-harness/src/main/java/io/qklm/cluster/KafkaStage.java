package io.qklm.cluster;

import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A broker that can be killed, paused and started again at its address and on its data. */
public final class KafkaStage implements AutoCloseable {

  private final KafkaBrokerOptions options;
  private KafkaBrokerProcess broker;

  private KafkaStage(KafkaBrokerOptions options) throws IOException {
    this.options = options;
    this.broker = KafkaBrokerProcess.start(options);
  }

  public static KafkaStage start(ClusterHome home, Path folder) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    return new KafkaStage(
        KafkaBrokerOptions.of(home.broker())
            .withDataFolder(folder)
            .withPort(port)
            // A machine that is busy with something else is waited for.
            .withStartTimeout(Duration.ofMinutes(5)));
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Ends the broker without warning, waits, and starts another in its place. */
  public void replace(Duration pause) throws IOException, InterruptedException {
    ProcessHandle process = ProcessHandle.of(broker.pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
    broker.close();
    Thread.sleep(pause.toMillis());
    broker = KafkaBrokerProcess.start(options);
  }

  /**
   * Stops the broker's process where it stands, and lets it go on later. A shell of its own does
   * both, so that no broker stays stopped when this process dies meanwhile.
   */
  public void pause(Duration time) throws IOException, InterruptedException {
    String script = "kill -STOP \"$1\"; sleep \"$2\"; kill -CONT \"$1\"";
    Process shell =
        new ProcessBuilder(
                List.of(
                    "sh",
                    "-c",
                    script,
                    "pause",
                    Long.toString(broker.pid()),
                    Long.toString(time.toSeconds())))
            .inheritIO()
            .start();
    int exitCode = shell.waitFor();
    if (exitCode != 0) {
      throw new ClusterException(
          "the broker could not be paused: the shell ended with " + exitCode);
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
