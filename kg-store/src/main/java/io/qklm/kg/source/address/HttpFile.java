package io.qklm.kg.source.address;

import io.qklm.kg.source.address.Addresses.Patience;
import io.qklm.kg.source.lines.SourceFailure;
import io.qklm.kg.source.lines.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file on a web server, read over one connection at a time. */
final class HttpFile implements SourceFile {

  private static final int MOST_REDIRECTS = 5;

  private final URI address;
  private final Proxy proxy;
  private final Patience patience;
  private final Transfer transfer = new Transfer();

  HttpFile(URI address, Optional<URI> proxy, Patience patience) {
    this.address = address;
    this.patience = patience;
    this.proxy =
        proxy
            .map(
                uri ->
                    new Proxy(
                        Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(
                            uri.getHost(), uri.getPort() < 0 ? 8080 : uri.getPort())))
            .orElse(Proxy.NO_PROXY);
  }

  /** The address without what may be a secret. */
  @Override
  public String name() {
    String host =
        address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
    return address.getScheme() + "://" + host + address.getRawPath();
  }

  Patience patience() {
    return patience;
  }

  Transfer transfer() {
    return transfer;
  }

  @Override
  public Optional<String> progress() {
    return transfer.progress();
  }

  @Override
  public InputStream open(long offset) throws IOException {
    return new HttpInput(this, offset);
  }

  /** By length, tag and time of the server's answer; the address alone where it says none. */
  @Override
  public String state() throws IOException {
    HttpURLConnection connection = connect("HEAD", 0, "");
    try {
      return name()
          + " "
          + connection.getContentLengthLong()
          + " bytes, "
          + connection.getHeaderField("ETag")
          + ", "
          + connection.getHeaderField("Last-Modified");
    } finally {
      connection.disconnect();
    }
  }

  /**
   * Asks the server and follows where it sends; the answer's head is there, its body is not read.
   *
   * @param validator tag of the file as it was, so that another is not taken for it; may be empty
   */
  HttpURLConnection connect(String method, long offset, String validator) throws IOException {
    URI asked = address;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpURLConnection connection = (HttpURLConnection) asked.toURL().openConnection(proxy);
      connection.setRequestMethod(method);
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout((int) patience.silence().toMillis());
      connection.setReadTimeout((int) patience.silence().toMillis());
      connection.setRequestProperty("User-Agent", userAgent());
      connection.setRequestProperty("Accept-Encoding", "identity");
      connection.setRequestProperty("Accept", "*/*");
      if (offset > 0) {
        connection.setRequestProperty("Range", "bytes=" + offset + "-");
        if (!validator.isEmpty()) {
          connection.setRequestProperty("If-Range", validator);
        }
      }
      int status = connection.getResponseCode();
      if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
        return connection;
      }
      String to = connection.getHeaderField("Location");
      connection.disconnect();
      asked = next(asked, to);
    }
    throw new SourceFailure(
        name() + " sends from one address to the next, more than " + MOST_REDIRECTS + " times");
  }

  private URI next(URI from, @Nullable String to) throws SourceFailure {
    try {
      URI next = from.resolve(to == null ? "" : to);
      String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
      boolean weaker = from.getScheme().equals("https") && !scheme.equals("https");
      if (to != null && next.getHost() != null && scheme.matches("https?") && !weaker) {
        return next;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new SourceFailure(
        name() + " sends to '" + to + "', which is no address that can be followed safely");
  }

  /** Names the project, as the servers of public dumps ask. */
  private static String userAgent() {
    String version = HttpFile.class.getPackage().getImplementationVersion();
    return "QKLM-Streams/" + (version == null ? "development" : version) + " (knowledge build)";
  }
}
