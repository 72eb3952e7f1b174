package io.qklm.cluster.step;

import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.step.StepFault.Boundary;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.kg.store.repository.s3.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A broker, and an S3 server where one is needed, which are reached directly by those who look on,
 * and through a proxy by the jobs.
 */
final class StepStage implements AutoCloseable {

  private static final String BUCKET = "knowledge";

  private final KafkaBrokerProcess broker;
  private final TcpProxy proxy;
  private @Nullable S3Server s3;
  private @Nullable TcpProxy s3Proxy;

  private StepStage(KafkaBrokerProcess broker, TcpProxy proxy) {
    this.broker = broker;
    this.proxy = proxy;
  }

  static StepStage start(ClusterHome home) throws IOException {
    List<Integer> ports = freePorts(3);
    TcpProxy proxy = TcpProxy.before(ports.get(1));
    KafkaBrokerOptions options =
        KafkaBrokerOptions.of(home.broker())
            .withPort(ports.get(0))
            .withStartTimeout(Duration.ofMinutes(5))
            .withSetting(
                "listeners",
                "PLAINTEXT://127.0.0.1:"
                    + ports.get(0)
                    + ",PROXIED://127.0.0.1:"
                    + ports.get(1)
                    + ",CONTROLLER://127.0.0.1:"
                    + ports.get(2))
            .withSetting(
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + ports.get(0) + ",PROXIED://127.0.0.1:" + proxy.port())
            .withSetting(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT")
            .withSetting("controller.quorum.voters", "1@127.0.0.1:" + ports.get(2))
            // A transaction that hangs is given up soon after its timeout.
            .withSetting("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
    try {
      return new StepStage(KafkaBrokerProcess.start(options), proxy);
    } catch (IOException | RuntimeException e) {
      proxy.close();
      throw e;
    }
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  /** Where those who look on reach the broker. */
  String direct() {
    return broker.bootstrapServers();
  }

  /** Where the jobs reach it. */
  String proxied() {
    return "127.0.0.1:" + proxy.port();
  }

  /** The proxy before the broker or the S3 server. */
  TcpProxy proxy(Boundary server) {
    return server == Boundary.S3 ? require(s3Proxy) : proxy;
  }

  /**
   * Starts an S3 server if there is none yet.
   *
   * @param folder for its objects and its log
   */
  void startS3(Path folder) throws IOException {
    if (s3 == null) {
      // It asks for none, but the client wants to have some.
      System.setProperty("aws.accessKeyId", "test");
      System.setProperty("aws.secretAccessKey", "test");
      S3Server started = S3Server.start(Files.createDirectories(folder), BUCKET);
      s3 = started;
      s3Proxy = TcpProxy.before(started.port());
    }
  }

  /** Where those who look on reach a place in it. */
  String directS3(String place) {
    return S3Server.address(BUCKET, place, require(s3).port());
  }

  /** Where the jobs reach it. */
  String proxiedS3(String place) {
    return S3Server.address(BUCKET, place, require(s3Proxy).port());
  }

  private static <T> T require(@Nullable T server) {
    if (server == null) {
      throw new IllegalStateException("no S3 server was started");
    }
    return server;
  }

  @Override
  public void close() throws IOException {
    broker.close();
    proxy.close();
    if (s3Proxy != null) {
      s3Proxy.close();
    }
    if (s3 != null) {
      s3.close();
    }
  }
}
