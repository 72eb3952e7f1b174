package io.qklm.kg.source.address;

import io.qklm.kg.source.lines.SourceFailure;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something on a web server, and how it is asked: by a name that says who asks, through a proxy
 * where one is given, following redirects that are no weaker.
 */
public final class WebAddress {

  private static final int MOST_REDIRECTS = 5;

  private final URI address;
  private final Proxy proxy;
  private final Duration silence;

  /**
   * Nothing is asked yet.
   *
   * @param proxy {@code http://host:port} to go through
   * @param silence without an answer or a byte, after which a connection counts as dead
   */
  public WebAddress(URI address, Optional<URI> proxy, Duration silence) {
    this.address = address;
    this.silence = silence;
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
  public String name() {
    String host =
        address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
    return address.getScheme() + "://" + host + address.getRawPath();
  }

  /** An address below this one, asked in the same way. */
  public WebAddress resolve(String path) {
    return new WebAddress(this, address.resolve(path));
  }

  private WebAddress(WebAddress other, URI address) {
    this.address = address;
    this.proxy = other.proxy;
    this.silence = other.silence;
  }

  /**
   * Asks the server and follows where it sends; the answer's head is there, its body is not read.
   *
   * @param headers over the usual ones
   */
  public HttpURLConnection connect(String method, Map<String, String> headers) throws IOException {
    URI asked = address;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpURLConnection connection = (HttpURLConnection) asked.toURL().openConnection(proxy);
      connection.setRequestMethod(method);
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout((int) silence.toMillis());
      connection.setReadTimeout((int) silence.toMillis());
      connection.setRequestProperty("User-Agent", userAgent());
      connection.setRequestProperty("Accept-Encoding", "identity");
      connection.setRequestProperty("Accept", "*/*");
      headers.forEach(connection::setRequestProperty);
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

  /** Whether a server that answers so may answer otherwise a little later. */
  public static boolean isPassing(int status) {
    return switch (status) {
      case 408, 425, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  /** How long the server asks to be left alone; nothing where it does not say so in seconds. */
  public static Duration retryAfter(HttpURLConnection answer) {
    String wait = answer.getHeaderField("Retry-After");
    return wait != null && wait.matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Long.parseLong(wait))
        : Duration.ZERO;
  }

  /** Names the project, as the servers of public data ask. */
  private static String userAgent() {
    String version = WebAddress.class.getPackage().getImplementationVersion();
    return "QKLM-Streams/" + (version == null ? "development" : version) + " (knowledge build)";
  }
}
