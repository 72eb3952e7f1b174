package io.qklm.deploy.page;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets in what comes from this machine's own pages. A name that somebody points at 127.0.0.1 is
 * told apart by the {@code Host} header, another site's form or script by {@code Origin} and {@code
 * Sec-Fetch-Site}, which browsers always send and scripts cannot set. Programs that send neither
 * are let in: they run on this machine anyway.
 */
final class Guard extends Filter {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'";

  private final IntSupplier port;

  /**
   * A guard.
   *
   * @param port that the server listens on
   */
  Guard(IntSupplier port) {
    this.port = port;
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    if (refused(exchange.getRequestHeaders())) {
      Answers.refuse(
          exchange,
          403,
          "this page answers to its own address alone; open http://127.0.0.1:"
              + port.getAsInt()
              + "/");
      return;
    }
    chain.doFilter(exchange);
  }

  private boolean refused(Headers headers) {
    Set<String> hosts =
        Set.of(
            "127.0.0.1:" + port.getAsInt(),
            "localhost:" + port.getAsInt(),
            "[::1]:" + port.getAsInt());
    String host = headers.getFirst("Host");
    if (host == null || !hosts.contains(host)) {
      return true;
    }
    String origin = headers.getFirst("Origin");
    return (origin != null && !origin.equals("http://" + host))
        || isForeign(headers.getFirst("Sec-Fetch-Site"), headers.getFirst("Sec-Fetch-Mode"));
  }

  /** A link on another site may lead here; everything else from there may not. */
  private static boolean isForeign(@Nullable String site, @Nullable String mode) {
    return site != null
        && !site.equals("same-origin")
        && !site.equals("none")
        && !"navigate".equals(mode);
  }

  @Override
  public String description() {
    return "lets in what comes from this machine's own pages";
  }
}
