package io.qklm.connect.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The task against a web server on loopback. */
@Timeout(60)
class FeedSourceTaskTest {

  private final FeedServer server = new FeedServer();

  /** The offsets that Connect would have stored, by feed. */
  private final Map<Object, Map<String, Object>> offsets = new HashMap<>();

  private final List<FeedSourceTask> tasks = new ArrayList<>();

  @AfterEach
  void stop() {
    tasks.forEach(FeedSourceTask::stop);
    server.close();
  }

  private FeedSourceTask task(String... more) {
    Map<String, String> given = new HashMap<>();
    given.put("feeds", server.address("/feed"));
    given.put("topic", "documents");
    given.put("poll.interval.ms", "100");
    given.put("timeout.ms", "2000");
    for (int i = 0; i < more.length; i += 2) {
      given.put(more[i], more[i + 1]);
    }
    FeedSourceTask task = new FeedSourceTask();
    task.initialize(new Context());
    task.start(given);
    tasks.add(task);
    return task;
  }

  private static List<SourceRecord> until(FeedSourceTask task, int count) throws Exception {
    List<SourceRecord> records = new ArrayList<>();
    while (records.size() < count) {
      List<SourceRecord> some = task.poll();
      if (some != null) {
        records.addAll(some);
      }
    }
    return records;
  }

  /** Polls until the server was asked so many times more; nothing must come. */
  private void nothing(FeedSourceTask task, int times) throws Exception {
    int before = server.asked.size();
    while (server.asked.size() < before + times) {
      assertThat(task.poll()).isNull();
    }
  }

  private void commit(SourceRecord record) {
    offsets.put(record.sourcePartition().get("feed"), cast(record.sourceOffset()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> cast(Map<String, ?> offset) {
    return (Map<String, Object>) offset;
  }

  private static List<Object> keys(List<SourceRecord> records) {
    return new ArrayList<>(records.stream().map(SourceRecord::key).toList());
  }

  @Test
  void givesEachItemOnceOldestFirst() throws Exception {
    server.give(
        "\"1\"", FeedServer.rss("b|Second|Two", "a|First|&lt;p&gt;One &amp;amp; only&lt;/p&gt;"));
    FeedSourceTask task = task();
    List<SourceRecord> records = until(task, 2);
    assertThat(keys(records)).containsExactly("a", "b");
    Struct document = (Struct) records.get(0).value();
    assertThat(document.get("id")).isEqualTo("a");
    assertThat(document.get("text")).isEqualTo("One & only");
    assertThat(document.get("title")).isEqualTo("First");
    assertThat(document.get("url")).isEqualTo("http://news.example/a");
    assertThat(document.get("language")).isEqualTo("en");
    assertThat(document.get("publishedAt")).isEqualTo("2026-11-25T07:00:00Z");
    assertThat(document.getMap("attributes")).containsEntry("feed", server.address("/feed"));
    assertThat(records.get(0).topic()).isEqualTo("documents");
    nothing(task, 2);
    assertThat(server.asked.get(1)).isEqualTo("/feed \"1\" Wed, 25 Nov 2026 08:00:00 GMT");

    server.give("\"2\"", FeedServer.rss("c|Third|Three", "b|Second|Two, corrected"));
    assertThat(keys(until(task, 1))).containsExactly("c");
    // It fell out of the feed and comes back.
    server.give("\"3\"", FeedServer.rss("a|First|One"));
    nothing(task, 2);
  }

  @Test
  void goesOnAfterTheLastStoredOffset() throws Exception {
    server.give("\"1\"", FeedServer.rss("d|D|d", "c|C|c", "b|B|b", "a|A|a"));
    for (int stored = 0; stored < 4; stored++) {
      offsets.clear();
      List<SourceRecord> first = until(task(), 4);
      commit(first.get(stored));
      FeedSourceTask again = task();
      if (stored == 3) {
        nothing(again, 2);
      } else {
        assertThat(keys(until(again, 3 - stored)))
            .containsExactlyElementsOf(keys(first).subList(stored + 1, 4));
      }
    }
  }

  @Test
  void readsAtom() throws Exception {
    server.give(
        "\"1\"",
        """
        <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>t</title>
        <id>urn:f</id><updated>2026-11-25T08:00:00Z</updated>
        <entry><id>urn:1</id><title>Überschrift</title><updated>2026-11-25T08:00:00Z</updated>
        <content type="html">&lt;p&gt;Berlin ist groß.&lt;/p&gt;</content></entry></feed>""");
    Struct document = (Struct) until(task(), 1).get(0).value();
    assertThat(document.get("id")).isEqualTo("urn:1");
    assertThat(document.get("text")).isEqualTo("Berlin ist groß.");
    assertThat(document.get("publishedAt")).isEqualTo("2026-11-25T08:00:00Z");
  }

  @Test
  void resolvesNoEntities() throws Exception {
    String evil =
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM \""
            + server.address("/secret")
            + "\">]>"
            + FeedServer.rss("a|A|&x;").replaceFirst("<\\?xml.*?\\?>", "");
    server.give("\"1\"", evil);
    // What the entity would have said is left out; the item is not.
    Struct document = (Struct) until(task(), 1).get(0).value();
    assertThat(document.get("text")).isEqualTo("A");
    assertThat(server.asked).noneMatch(asked -> asked.contains("secret"));
  }

  @Test
  void boundsWhatItReads() throws Exception {
    String large = FeedServer.rss("a|A|" + "x".repeat(20_000));
    server.page =
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(large.getBytes(StandardCharsets.UTF_8));
          }
          FeedServer.send(exchange, bytes.toByteArray());
        };
    nothing(task("max.bytes", "10000"), 2);
    assertThat(until(task("max.bytes", "30000"), 1)).hasSize(1);
  }

  @Test
  void boundsHowLongItWaits() throws Exception {
    server.page =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("<rss>".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          sleep(5_000);
        };
    FeedSourceTask task = task("timeout.ms", "300");
    long begun = System.nanoTime();
    assertThat(task.poll()).isNull();
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).isLessThan(4_000);
  }

  private static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void leavesAFailingFeedAloneForLongerAndLonger() throws Exception {
    server.page = exchange -> exchange.sendResponseHeaders(500, -1);
    FeedSourceTask task = task();
    List<Long> times = new ArrayList<>();
    while (times.size() < 4) {
      int before = server.asked.size();
      assertThat(task.poll()).isNull();
      if (server.asked.size() > before) {
        times.add(System.nanoTime());
      }
    }
    // 100, 200, 400 ms
    assertThat(times.get(3) - times.get(2)).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(350));
    server.give("\"1\"", FeedServer.rss("a|A|a"));
    assertThat(keys(until(task, 1))).containsExactly("a");
  }

  @Test
  void heedsRetryAfter() throws Exception {
    server.page =
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "2");
          exchange.sendResponseHeaders(503, -1);
        };
    FeedSourceTask task = task();
    while (server.asked.isEmpty()) {
      assertThat(task.poll()).isNull();
    }
    server.give("\"1\"", FeedServer.rss("a|A|a"));
    long begun = System.nanoTime();
    until(task, 1);
    assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1_500));
  }

  @Test
  void endsWhenItIsTold() throws Exception {
    server.give("\"1\"", FeedServer.rss());
    FeedSourceTask task = task("poll.interval.ms", "600000", "backoff.max.ms", "600000");
    assertThat(task.poll()).isNull();
    task.stop();
    long begun = System.nanoTime();
    assertThat(task.poll()).isNull();
    assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.MILLISECONDS.toNanos(900));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          feds=http://a.example/   | unknown option 'feds'; did you mean 'feeds'?
          feeds=                   | the option 'feeds' names no feed
          feeds=file:///etc/passwd | 'file:///etc/passwd' is no address of a feed; http://host/path is one
          feeds=news               | 'news' is no address of a feed
          feeds=http://a.example/?x=1,2 | '2' is no address of a feed; http://host/path is one (a comma inside an address is written %2C)
          feeds=http://a:secret@a.example/,http://a.example/ | 'http://a.example/' is given twice, with different names and passwords
          poll.interval.ms=1       | Invalid value 1 for configuration poll.interval.ms: Value must be at least 100
          """)
  void saysWhatIsWrong(String option, String sentence) {
    String[] parts = option.split("=", 2);
    assertThatThrownBy(() -> task(parts[0], parts[1]))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void sharesFeedsAmongTasks() {
    FeedSourceConnector connector = new FeedSourceConnector();
    connector.start(
        Map.of(
            "name", "news",
            "connector.class", "x",
            "feeds", "http://a.example/,http://b.example/, http://c.example/,http://a.example/",
            "topic", "documents"));
    assertThat(connector.taskConfigs(2))
        .extracting(task -> task.get("feeds"))
        .containsExactly("http://a.example/,http://b.example/", "http://c.example/");
    assertThat(connector.taskConfigs(10)).hasSize(3);
    assertThat(connector.config().names()).contains("feeds", "topic", "max.bytes");
  }

  private final class Context implements SourceTaskContext {
    @Override
    public Map<String, String> configs() {
      return Map.of();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return new OffsetStorageReader() {
        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
          return offsets.get(partition.get("feed"));
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(
            java.util.Collection<Map<String, T>> partitions) {
          throw new UnsupportedOperationException();
        }
      };
    }

    @Override
    public org.apache.kafka.common.metrics.PluginMetrics pluginMetrics() {
      throw new UnsupportedOperationException();
    }
  }
}
