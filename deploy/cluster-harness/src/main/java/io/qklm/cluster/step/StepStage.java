package io.qklm.cluster.step;

import io.qklm.cluster.ClusterHome;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** A broker that is reached directly by those who look on, and through a proxy by the jobs. */
final class StepStage implements AutoCloseable {

  private final KafkaBrokerProcess broker;
  private final TcpProxy proxy;

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

  TcpProxy proxy() {
    return proxy;
  }

  @Override
  public void close() throws IOException {
    broker.close();
    proxy.close();
  }
}
