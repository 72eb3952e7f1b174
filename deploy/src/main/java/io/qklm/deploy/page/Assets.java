package io.qklm.deploy.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of the page, and nothing else. */
final class Assets implements HttpHandler {

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Asset(String type, byte[] bytes) {}

  private final Map<String, Asset> assets;

  private Assets(Map<String, Asset> assets) {
    this.assets = assets;
  }

  /**
   * Reads them into memory.
   *
   * @throws IOException if this build lacks one
   */
  static Assets load() throws IOException {
    Asset page = asset("page.html", "text/html; charset=utf-8");
    Asset icon = asset("icon.svg", "image/svg+xml");
    return new Assets(
        Map.of(
            "/", page,
            "/page.css", asset("page.css", "text/css; charset=utf-8"),
            "/page.js", asset("page.js", "text/javascript; charset=utf-8"),
            "/document.js", asset("document.js", "text/javascript; charset=utf-8"),
            "/charts.js", asset("charts.js", "text/javascript; charset=utf-8"),
            "/icon.svg", icon,
            "/favicon.ico", icon));
  }

  private static Asset asset(String name, String type) throws IOException {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("'" + name + "' is missing from this build; run 'mvn package'");
      }
      return new Asset(type, in.readAllBytes());
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!Answers.allows(exchange, "GET")) {
      return;
    }
    @Nullable Asset asset = assets.get(exchange.getRequestURI().getPath());
    if (asset == null) {
      Answers.refuse(exchange, 404, "there is nothing here; the page is at /");
      return;
    }
    Answers.bytes(exchange, 200, asset.type(), asset.bytes());
  }
}
