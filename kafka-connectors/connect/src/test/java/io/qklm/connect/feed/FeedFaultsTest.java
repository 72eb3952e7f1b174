package io.qklm.connect.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a feed must not do to the worker and to other feeds. */
@Timeout(60)
class FeedFaultsTest {

  private final FeedTasks feeds = new FeedTasks();
  private final FeedServer server = feeds.server;

  @AfterEach
  void close() {
    feeds.close();
  }

  /** Offsets are kept until the broker has the records, so all of them may be held at once. */
  @Test
  void holdsManyItemsInLittleMemory() throws Exception {
    String[] items = new String[6_000];
    for (int i = 0; i < items.length; i++) {
      items[i] = "t" + i + "|Title|Trams run.";
    }
    server.give("\"1\"", FeedServer.rss(items));
    List<SourceRecord> records = feeds.all(feeds.task());
    assertThat(records).hasSize(6_000);
    Set<Object> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    records.forEach(record -> distinct.addAll(record.sourceOffset().values()));
    long characters = distinct.stream().mapToLong(value -> value.toString().length()).sum();
    assertThat(characters).isLessThan(10_000_000);

    // From any of them on, what comes is the rest.
    for (int stored : new int[] {98, 3_456}) {
      feeds.offsets.clear();
      feeds.commit(records.get(stored));
      List<SourceRecord> rest = feeds.all(feeds.task());
      assertThat(rest).hasSize(5_999 - stored);
      Set<Object> keys = new HashSet<>();
      rest.forEach(record -> keys.add(record.key()));
      records.subList(stored + 1, 6_000).forEach(record -> keys.remove(record.key()));
      assertThat(keys).isEmpty();
    }
  }

  @Test
  void readsOffsetsOfBefore() throws Exception {
    server.give("\"1\"", FeedServer.rss("b|B|b", "a|A|a"));
    SourceRecord first = feeds.all(feeds.task()).get(0);
    // One string with everything, as each offset had it.
    Map<String, Object> old = Map.of("seen", String.valueOf(first.sourceOffset().get("added")));
    feeds.offsets.put(server.address("/feed"), old);
    assertThat(feeds.all(feeds.task())).extracting(SourceRecord::key).containsExactly("b");
    feeds.offsets.put(server.address("/feed"), Map.of("seen", "%%%"));
    assertThat(feeds.all(feeds.task())).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775807",
        "99999999999999999999999999",
        "-1",
        "soon",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "0",
      })
  void standsAnyRetryAfter(String value) throws Exception {
    server.page =
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/other")) {
            FeedServer.send(exchange, FeedServer.rss("a|A|a").getBytes(StandardCharsets.UTF_8));
            return;
          }
          exchange.getResponseHeaders().add("Retry-After", value);
          exchange.sendResponseHeaders(503, -1);
        };
    FeedSourceTask task =
        feeds.task("feeds", server.address("/busy") + "," + server.address("/other"));
    assertThat(feeds.all(task)).hasSize(1);
    assertThat(RetryAfter.of(value).orElse(Duration.ZERO)).isLessThanOrEqualTo(RetryAfter.LONGEST);
  }

  @Test
  void standsOptionsOfAnySize() throws Exception {
    server.page = exchange -> exchange.sendResponseHeaders(500, -1);
    FeedSourceTask task =
        feeds.task(
            "poll.interval.ms", String.valueOf(Long.MAX_VALUE),
            "backoff.max.ms", String.valueOf(Long.MAX_VALUE));
    assertThat(task.poll()).isNull();
    assertThat(task.poll()).isNull();
  }

  @Test
  void standsMarkupOfAnyDepth() throws Exception {
    String deep = "<div>".repeat(20_000) + "Trams run." + "</div>".repeat(20_000);
    String atom =
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>urn:t</id><content type='xhtml'>"
            + "<div xmlns='http://www.w3.org/1999/xhtml'>"
            + deep
            + "</div></content></entry></feed>";
    List<Struct> documents = feeds.documents(atom.getBytes(StandardCharsets.UTF_8), null);
    assertThat(documents).extracting(d -> d.get("text")).containsExactly("Trams run.");
  }

  @Test
  void givesItemsOfASharedGuidOnceOverTime() throws Exception {
    server.give("\"1\"", FeedServer.rss("0|First|One"));
    FeedSourceTask task = feeds.task();
    assertThat(feeds.all(task)).extracting(SourceRecord::key).containsExactly("0");
    server.give("\"2\"", FeedServer.rss("0|Second|Two", "0|First|One"));
    List<SourceRecord> both = feeds.all(task);
    assertThat(texts(both)).contains("Two");
    feeds.commit(both.get(both.size() - 1));
    // Alone again, and after a restart, it is still known for one that several share.
    server.give("\"3\"", FeedServer.rss("0|Third|Three"));
    assertThat(texts(feeds.all(feeds.task()))).containsExactly("Three");
    server.give("\"4\"", FeedServer.rss("0|Third|Three", "0|Second|Two"));
    assertThat(feeds.all(task)).extracting(SourceRecord::key).hasSize(1);
  }

  private static List<Object> texts(List<SourceRecord> records) {
    return records.stream().<Object>map(record -> ((Struct) record.value()).get("text")).toList();
  }

  @Test
  void sendsThePasswordAndWritesItNowhere() throws Exception {
    List<String> authorizations = new ArrayList<>();
    server.page =
        exchange -> {
          authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
          FeedServer.send(exchange, FeedServer.rss("a|A|a").getBytes(StandardCharsets.UTF_8));
        };
    String address = server.address("/feed");
    FeedSourceTask task = feeds.task("feeds", address.replace("://", "://desk:secret@"));
    SourceRecord record = feeds.all(task).get(0);
    assertThat(authorizations.get(0)).isEqualTo("Basic ZGVzazpzZWNyZXQ=");
    assertThat(record.toString() + record.sourcePartition() + record.value())
        .doesNotContain("secret");
    assertThat(((Struct) record.value()).getMap("attributes")).containsEntry("feed", address);
    // The offset of before, under the address with the password.
    feeds.offsets.clear();
    feeds.offsets.put(address.replace("://", "://desk:secret@"), Map.copyOf(record.sourceOffset()));
    server.asked.clear();
    FeedSourceTask again = feeds.task("feeds", address.replace("://", "://desk:secret@"));
    assertThat(feeds.all(again)).isEmpty();
  }

  @Test
  void doesNotLeadFromThePublicNetInside() throws Exception {
    server.page =
        exchange -> {
          String port = server.address("").replaceAll(".*:", "");
          exchange.getResponseHeaders().add("Location", "http://127.0.0.2:" + port + "/inside");
          exchange.sendResponseHeaders(302, -1);
        };
    // There is no public net here, so all but one address of this machine stands for it.
    PublicHosts net = new PublicHosts(address -> address.getAddress()[3] == 1);
    FeedAddress feed = FeedAddress.of(server.address("/feed"));
    try (FeedFetcher fetcher = new FeedFetcher(Duration.ofSeconds(5), 100_000, false, net);
        FeedFetcher allowing = new FeedFetcher(Duration.ofSeconds(5), 100_000, true, net)) {
      assertThat(fetcher.fetch(feed, null, null))
          .isInstanceOfSatisfying(
              FeedAnswer.Failed.class,
              failed ->
                  assertThat(failed.reason())
                      .contains("/inside, which is not on the public net")
                      .contains("'redirects.to.private'"));
      assertThat(allowing.fetch(feed, null, null))
          .isInstanceOfSatisfying(
              FeedAnswer.Failed.class,
              failed -> assertThat(failed.reason()).doesNotContain("public net"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/feed", "gopher://x", "http://", "::::", ""})
  void endsRedirectsThatLeadNowhere(String location) throws Exception {
    server.page =
        exchange -> {
          exchange.getResponseHeaders().add("Location", location);
          exchange.sendResponseHeaders(301, -1);
        };
    try (FeedFetcher fetcher = new FeedFetcher(Duration.ofSeconds(5), 100_000, false)) {
      assertThat(fetcher.fetch(FeedAddress.of(server.address("/feed")), null, null))
          .isInstanceOfSatisfying(
              FeedAnswer.Failed.class,
              failed -> assertThat(failed.reason()).contains("redirected"));
    }
  }

  @Test
  void unpacksWhatIsPackedWhateverIsSaid() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(FeedServer.rss("a|A|a").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(feeds.documents(packed.toByteArray(), "text/xml")).hasSize(1);
    server.page =
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          FeedServer.send(exchange, FeedServer.rss("b|B|b").getBytes(StandardCharsets.UTF_8));
        };
    assertThat(feeds.all(feeds.task())).hasSize(1);
  }

  @Test
  void goesOnWhileOneFeedFails() throws Exception {
    server.page =
        exchange -> {
          exchange.getResponseHeaders().add("ETag", "\"\u00e9\u0001\"");
          boolean good = exchange.getRequestURI().getPath().equals("/good");
          byte[] bytes =
              (good ? FeedServer.rss("a|A|a") : "<rss><channel>" + "<item><item>".repeat(50_000))
                  .getBytes(StandardCharsets.UTF_8);
          FeedServer.send(exchange, bytes);
        };
    FeedSourceTask task =
        feeds.task("feeds", server.address("/bad") + "," + server.address("/good"));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    List<Object> keys = new ArrayList<>();
    while (keys.isEmpty() && System.nanoTime() < end) {
      List<SourceRecord> some = task.poll();
      if (some != null) {
        some.forEach(record -> keys.add(record.key()));
      }
    }
    assertThat(keys).contains("a");
  }
}
