package io.qklm.connect.feed;

import io.qklm.connect.PluginVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Asks for feeds over HTTP: only if changed since, within a time, no more than so many bytes. */
final class FeedFetcher implements AutoCloseable {

  private static final int NOT_MODIFIED = 304;
  private static final int MOST_REDIRECTS = 10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> BUSY = Set.of(429, 503);

  private final Duration timeout;
  private final int maxBytes;
  private final boolean redirectsToPrivate;
  private final PublicHosts publicHosts;
  private final CloseableHttpClient anywhere;
  private final CloseableHttpClient publicOnly;
  private final ExecutorService thread =
      Executors.newCachedThreadPool(
          work -> {
            Thread made = new Thread(work, "qklm-feeds");
            made.setDaemon(true);
            return made;
          });

  FeedFetcher(Duration timeout, int maxBytes, boolean redirectsToPrivate) {
    this(timeout, maxBytes, redirectsToPrivate, new PublicHosts());
  }

  FeedFetcher(Duration timeout, int maxBytes, boolean redirectsToPrivate, PublicHosts publicHosts) {
    this.timeout = timeout;
    this.maxBytes = maxBytes;
    this.redirectsToPrivate = redirectsToPrivate;
    this.anywhere = client(timeout, SystemDefaultDnsResolver.INSTANCE);
    this.publicOnly = client(timeout, publicHosts);
    this.publicHosts = publicHosts;
  }

  private static CloseableHttpClient client(Duration timeout, DnsResolver resolver) {
    Timeout longest = Timeout.of(timeout);
    return HttpClients.custom()
        .useSystemProperties()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .useSystemProperties()
                .setDnsResolver(resolver)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(longest)
                        .setSocketTimeout(longest)
                        .setTimeToLive(Timeout.ofMinutes(1))
                        .build())
                .build())
        // Redirects are looked at one by one, and what comes is bounded before it is unpacked.
        .disableRedirectHandling()
        .disableContentCompression()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .setUserAgent("QKLM-Streams/" + PluginVersion.current())
        .build();
  }

  /** One question; failures are answers. */
  FeedAnswer fetch(FeedAddress feed, @Nullable String etag, @Nullable String lastModified)
      throws InterruptedException {
    AtomicReference<HttpGet> asking = new AtomicReference<>();
    // No timeout of a socket bounds the whole, so that is timed here.
    Future<FeedAnswer> answer =
        thread.submit(() -> followed(feed, new Validators(etag, lastModified), asking));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return tooSlow();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return cause instanceof SocketTimeoutException
          ? tooSlow()
          : FeedAnswer.Failed.because("cannot be reached (" + described(cause) + ")");
    } finally {
      answer.cancel(true);
      HttpGet unfinished = asking.get();
      if (unfinished != null) {
        unfinished.cancel();
      }
    }
  }

  private record Validators(@Nullable String etag, @Nullable String lastModified) {}

  private FeedAnswer tooSlow() {
    return FeedAnswer.Failed.because("gave no whole answer within " + timeout.toMillis() + " ms");
  }

  static String described(Throwable cause) {
    String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  private FeedAnswer followed(
      FeedAddress feed, Validators validators, AtomicReference<HttpGet> asking) throws IOException {
    boolean guarded = !redirectsToPrivate && publicHosts.isPublic(feed.web().host());
    WebAddress next = feed.web();
    for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
      if (guarded && !publicHosts.isPublic(next.host())) {
        return FeedAnswer.Failed.because(
            "is redirected to "
                + next
                + ", which is not on the public net; the option 'redirects.to.private' would allow"
                + " that");
      }
      Step step = ask(guarded ? publicOnly : anywhere, feed, next, validators, asking);
      if (step.answer() != null) {
        return step.answer();
      }
      Optional<WebAddress> target = next.resolve(String.valueOf(step.location()));
      if (target.isEmpty()) {
        return FeedAnswer.Failed.because("is redirected to what is no address on the web");
      }
      if (isHttps(next) && !isHttps(target.get())) {
        return FeedAnswer.Failed.because(
            "is redirected from https to " + target.get() + ", which is not followed");
      }
      next = target.get();
    }
    return FeedAnswer.Failed.because("is redirected more than " + MOST_REDIRECTS + " times");
  }

  private static boolean isHttps(WebAddress address) {
    return "https".equals(address.uri().getScheme());
  }

  /** An answer, or where to go on. */
  private record Step(@Nullable FeedAnswer answer, @Nullable String location) {}

  private Step ask(
      CloseableHttpClient client,
      FeedAddress feed,
      WebAddress address,
      Validators validators,
      AtomicReference<HttpGet> asking)
      throws IOException {
    HttpGet request = new HttpGet(address.pathAndQuery());
    request.setScheme(address.uri().getScheme());
    request.setAuthority(new URIAuthority(address.host(), address.port()));
    request.setHeader(
        "Accept",
        "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8,"
            + " */*;q=0.1");
    request.setHeader("Accept-Encoding", "gzip");
    if (validators.etag() != null) {
      request.setHeader("If-None-Match", validators.etag());
    }
    if (validators.lastModified() != null) {
      request.setHeader("If-Modified-Since", validators.lastModified());
    }
    if (feed.trusts(address)) {
      feed.authorization().ifPresent(words -> request.setHeader("Authorization", words));
    }
    asking.set(request);
    return client.execute(
        new HttpHost(address.uri().getScheme(), address.host(), address.port()),
        request,
        response -> step(response, address));
  }

  private Step step(ClassicHttpResponse response, WebAddress from) throws IOException {
    int status = response.getCode();
    Optional<String> location = header(response, "Location");
    if (REDIRECTS.contains(status) && location.isPresent()) {
      return new Step(null, location.get());
    }
    if (status == NOT_MODIFIED) {
      return new Step(new FeedAnswer.NotModified(), null);
    }
    if (status != 200) {
      return new Step(
          new FeedAnswer.Failed(
              "answered with status " + status + meaning(status),
              BUSY.contains(status)
                  ? header(response, "Retry-After").flatMap(RetryAfter::of)
                  : Optional.empty()),
          null);
    }
    return new Step(content(response, from), null);
  }

  private static String meaning(int status) {
    return switch (status) {
      case 401 -> " (it wants a name and a password: https://name:password@host/path)";
      case 403 -> " (it refuses to be read from here)";
      case 404 -> " (there is no such page)";
      case 410 -> " (it is gone for good; take it out of 'feeds')";
      default -> "";
    };
  }

  private FeedAnswer content(ClassicHttpResponse response, WebAddress from) throws IOException {
    String packing =
        header(response, "Content-Encoding").orElse("identity").strip().toLowerCase(Locale.ROOT);
    if (!Set.of("identity", "", "gzip", "x-gzip", "none", "utf-8").contains(packing)) {
      return FeedAnswer.Failed.because(
          "is packed as '" + packing + "', which was not asked for and cannot be read");
    }
    HttpEntity entity = response.getEntity();
    Optional<byte[]> bytes =
        entity == null ? Optional.of(new byte[0]) : bounded(entity.getContent());
    // Some say gzip and send none, some send it and do not say so; its first two bytes are sure.
    if (bytes.isPresent() && isGzip(bytes.get())) {
      bytes = bounded(new GZIPInputStream(new ByteArrayInputStream(bytes.get())));
    }
    if (bytes.isEmpty()) {
      return FeedAnswer.Failed.because("has more than " + maxBytes + " bytes (option 'max.bytes')");
    }
    return new FeedAnswer.Content(
        bytes.get(),
        from,
        header(response, "Content-Type").orElse(null),
        header(response, "ETag").orElse(null),
        header(response, "Last-Modified").orElse(null));
  }

  private static boolean isGzip(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  private Optional<byte[]> bounded(InputStream body) throws IOException {
    try (InputStream in = body) {
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

  private static Optional<String> header(ClassicHttpResponse response, String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
  }

  /** Whether it was closed: what fails then is no fault of a feed. */
  boolean isClosed() {
    return thread.isShutdown();
  }

  /** Ends what is going on; called from any thread. */
  @Override
  public void close() {
    thread.shutdownNow();
    anywhere.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    publicOnly.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }
}
