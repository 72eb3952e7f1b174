package io.qklm.kg.source.address;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A web server on the loopback interface that does to each connection what it is told to. */
final class MoodyServer implements AutoCloseable {

  /** What a connection is answered with, of bytes from a place on. */
  interface Mood {
    void answer(OutputStream out, byte[] file, int from, boolean ranged) throws Exception;
  }

  private final ServerSocket server;
  private final byte[] file;
  private final ArrayDeque<Mood> moods = new ArrayDeque<>();
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile int open;
  volatile int mostOpen;

  MoodyServer(byte[] file, Mood... moods) throws IOException {
    this.file = file;
    this.moods.addAll(Arrays.asList(moods));
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "moody server");
    thread.setDaemon(true);
    thread.start();
  }

  String address(String path) {
    return "http://"
        + server.getInetAddress().getHostAddress()
        + ":"
        + server.getLocalPort()
        + path;
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        synchronized (this) {
          open++;
          mostOpen = Math.max(mostOpen, open);
        }
        Thread thread = new Thread(() -> answer(socket), "moody connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      StringBuilder request = new StringBuilder();
      int from = 0;
      boolean ranged = false;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        request.append(line).append('\n');
        if (line.toLowerCase(Locale.ROOT).startsWith("range: bytes=")) {
          from = Integer.parseInt(line.replaceAll("[^0-9]", ""));
          ranged = true;
        }
      }
      requests.add(request.toString());
      Mood mood;
      synchronized (this) {
        mood = moods.isEmpty() ? rightly() : moods.poll();
      }
      mood.answer(socket.getOutputStream(), file, from, ranged);
      socket.getOutputStream().flush();
    } catch (Exception e) {
      // The other side has gone, as it should.
    } finally {
      synchronized (this) {
        open--;
      }
    }
  }

  private static void head(OutputStream out, String status, String... fields) throws IOException {
    String head =
        "HTTP/1.1 "
            + status
            + "\r\n"
            + String.join("\r\n", fields)
            + "\r\nConnection: close\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
  }

  private static void start(OutputStream out, byte[] file, int from, boolean ranged, String tag)
      throws IOException {
    String etag = tag.isEmpty() ? "X-None: 1" : "ETag: \"" + tag + "\"";
    if (ranged && from >= file.length) {
      head(out, "416 Range Not Satisfiable", "Content-Range: bytes */" + file.length);
    } else if (ranged) {
      head(
          out,
          "206 Partial Content",
          "Content-Length: " + (file.length - from),
          "Content-Range: bytes " + from + "-" + (file.length - 1) + "/" + file.length,
          etag);
    } else {
      head(out, "200 OK", "Content-Length: " + file.length, etag);
    }
  }

  static Mood rightly() {
    return cutsAfter(Integer.MAX_VALUE);
  }

  /** Hangs up after so many bytes. */
  static Mood cutsAfter(int bytes) {
    return (out, file, from, ranged) -> {
      start(out, file, from, ranged, "one");
      if (from < file.length) {
        out.write(file, from, Math.min(bytes, file.length - from));
      }
    };
  }

  /** Says nothing more after so many bytes. */
  static Mood stallsAfter(int bytes) {
    return (out, file, from, ranged) -> {
      start(out, file, from, ranged, "one");
      out.write(file, from, Math.min(bytes, file.length - from));
      out.flush();
      Thread.sleep(20_000);
    };
  }

  static Mood says(String status, String... fields) {
    return (out, file, from, ranged) -> head(out, status, fields);
  }

  /** Is another file from now on. */
  static Mood changed() {
    return (out, file, from, ranged) -> {
      start(out, file, from, ranged, "two");
      out.write(file, from, file.length - from);
    };
  }

  /** Gives the whole file whatever part is asked for. */
  static Mood knowsNoParts() {
    return (out, file, from, ranged) -> {
      start(out, file, 0, false, "");
      out.write(file);
    };
  }

  /** Says that there are more bytes than there are. */
  static Mood promises(int more) {
    return (out, file, from, ranged) -> {
      head(out, "200 OK", "Content-Length: " + (file.length + more));
      out.write(file);
    };
  }

  /** Answers with another part than was asked for. */
  static Mood answersWithAnotherPart() {
    return (out, file, from, ranged) ->
        head(
            out,
            "206 Partial Content",
            "Content-Length: 5",
            "Content-Range: bytes " + (from + 7) + "-" + (from + 11) + "/" + file.length);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
