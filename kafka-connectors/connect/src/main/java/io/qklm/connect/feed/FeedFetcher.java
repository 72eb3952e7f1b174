package io.qklm.connect.feed;

import io.qklm.connect.PluginVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/** Asks for feeds over HTTP: only if changed since, within a time, no more than so many bytes. */
final class FeedFetcher {

  private static final int TOO_MANY = 429;
  private static final int NOT_MODIFIED = 304;

  private final HttpClient client;
  private final Duration timeout;
  private final int maxBytes;

  FeedFetcher(Duration timeout, int maxBytes) {
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(timeout)
            .build();
    this.timeout = timeout;
    this.maxBytes = maxBytes;
  }

  /** One question; failures are answers. */
  FeedAnswer fetch(URI feed, FeedPosition position) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(feed)
            .timeout(timeout)
            .header("User-Agent", "QKLM-Streams/" + PluginVersion.current())
            .header(
                "Accept",
                "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8,"
                    + " */*;q=0.1")
            .header("Accept-Encoding", "gzip");
    if (position.etag() != null) {
      request.header("If-None-Match", position.etag());
    }
    if (position.lastModified() != null) {
      request.header("If-Modified-Since", position.lastModified());
    }
    // The client's timeout ends with the headers, so the whole is timed here.
    CompletableFuture<FeedAnswer> answer =
        client
            .sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
            .thenApply(this::answer);
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return tooSlow();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return cause instanceof HttpTimeoutException ? tooSlow() : failed(reason(cause));
    }
  }

  private FeedAnswer tooSlow() {
    return failed("gave no whole answer within " + timeout.toMillis() + " ms");
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return "cannot be reached ("
        + cause.getClass().getSimpleName()
        + (message == null ? "" : ": " + message)
        + ")";
  }

  private static FeedAnswer failed(String reason) {
    return new FeedAnswer.Failed(reason, Optional.empty());
  }

  private FeedAnswer answer(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      int status = response.statusCode();
      if (status == NOT_MODIFIED) {
        return new FeedAnswer.NotModified();
      }
      if (status != 200) {
        return new FeedAnswer.Failed(
            "answered with status " + status,
            status == TOO_MANY || status == 503 ? wait(response) : Optional.empty());
      }
      Optional<byte[]> bytes = bounded(body, gzipped(response));
      return bytes
          .<FeedAnswer>map(
              content ->
                  new FeedAnswer.Content(
                      content,
                      header(response, "Content-Type").orElse(null),
                      header(response, "ETag").orElse(null),
                      header(response, "Last-Modified").orElse(null)))
          .orElseGet(() -> failed("has more than " + maxBytes + " bytes (option 'max.bytes')"));
    } catch (IOException e) {
      return failed(reason(e));
    }
  }

  private static boolean gzipped(HttpResponse<?> response) {
    return header(response, "Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
  }

  private Optional<byte[]> bounded(InputStream body, boolean gzipped) throws IOException {
    try (InputStream in = gzipped ? new GZIPInputStream(body) : body) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[8_192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes.write(buffer, 0, read);
        if (bytes.size() > maxBytes) {
          return Optional.empty();
        }
      }
      return Optional.of(bytes.toByteArray());
    }
  }

  private static Optional<String> header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name);
  }

  /** Retry-After, in seconds or as a date. */
  private static Optional<Duration> wait(HttpResponse<?> response) {
    return header(response, "Retry-After")
        .flatMap(
            value -> {
              try {
                return Optional.of(Duration.ofSeconds(Long.parseLong(value.strip())));
              } catch (NumberFormatException e) {
                return date(value);
              }
            })
        .filter(duration -> !duration.isNegative());
  }

  private static Optional<Duration> date(String value) {
    try {
      ZonedDateTime then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(Duration.between(ZonedDateTime.now(then.getZone()), then));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
