package io.qklm.cluster.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Stands before a server and lets its clients through, cuts them off, or lets them wait. */
public final class TcpProxy implements AutoCloseable {

  /** What the proxy does with its clients. */
  public enum Mode {
    /** Bytes go through. */
    PASS,
    /** Connections are accepted and closed at once. */
    REFUSE,
    /** Connections are accepted, and nothing goes through. */
    HANG
  }

  private static final int BUFFER_BYTES = 65_536;

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Mode mode = Mode.PASS;
  private volatile CountDownLatch passing = new CountDownLatch(0);

  private TcpProxy(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
  }

  /** Starts one before a port of this machine. */
  public static TcpProxy before(int target) throws IOException {
    TcpProxy proxy =
        new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
    start("qklm-proxy", proxy::accept);
    return proxy;
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** From now on it does this; all connections there are end, unless they are to hang. */
  public void become(Mode next) {
    if (next == Mode.HANG) {
      passing = new CountDownLatch(1);
    }
    mode = next;
    if (next != Mode.HANG) {
      cut();
      passing.countDown();
    }
  }

  /** Ends all connections there are. */
  public void cut() {
    sockets.forEach(TcpProxy::close);
    sockets.clear();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        if (mode == Mode.REFUSE) {
          close(client);
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        start("qklm-proxy-up", () -> pump(client, server));
        start("qklm-proxy-down", () -> pump(server, client));
      } catch (IOException e) {
        // The server is away, or this is being closed; the client sees its connection end.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        passing.await();
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException e) {
      // One side ended the connection, and so does the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed then.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
    passing.countDown();
  }
}
