package io.qklm.connect.feed;

import io.qklm.connect.PluginVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Reads some feeds, one after the other, each when its time has come. The key of a record is the
 * item's key, the value a document as QKLM reads it ({@code docs/wire-format.md}).
 */
public final class FeedSourceTask extends SourceTask {

  /** How long a call of Connect may be kept waiting. */
  private static final long LONGEST_WAIT_MS = 1_000;

  static final Schema DOCUMENT =
      SchemaBuilder.struct()
          .name("io.qklm.Document")
          .field("id", Schema.STRING_SCHEMA)
          .field("text", Schema.STRING_SCHEMA)
          .field("title", Schema.OPTIONAL_STRING_SCHEMA)
          .field("url", Schema.OPTIONAL_STRING_SCHEMA)
          .field("language", Schema.OPTIONAL_STRING_SCHEMA)
          .field("publishedAt", Schema.OPTIONAL_STRING_SCHEMA)
          .field(
              "attributes",
              SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).optional().build())
          // Last, so that whoever reads by the schema of before goes on.
          .field("contentType", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  private static final String FEED = "feed";

  private final CountDownLatch stopped = new CountDownLatch(1);
  private List<FeedReader> feeds = List.of();
  private volatile @Nullable FeedFetcher fetcher;
  private String topic = "";

  /** Called by Connect. */
  public FeedSourceTask() {}

  @Override
  public String version() {
    return PluginVersion.current();
  }

  @Override
  public void start(Map<String, String> given) {
    FeedOptions options = FeedOptions.of(given);
    FeedFetcher asking =
        new FeedFetcher(options.timeout(), options.maxBytes(), options.redirectsToPrivate());
    fetcher = asking;
    FeedCounts counts = FeedCounts.of(context);
    topic = options.topic();
    long now = System.nanoTime();
    feeds =
        options.feeds().stream()
            .map(feed -> new FeedReader(feed, options, asking, counts, position(feed), now))
            .toList();
  }

  /** Offsets of before the password was left out of them are found too. */
  private FeedPosition position(FeedAddress feed) {
    Map<String, Object> stored = context.offsetStorageReader().offset(Map.of(FEED, feed.name()));
    return FeedPosition.ofOffset(
        stored != null || feed.name().equals(feed.given())
            ? stored
            : context.offsetStorageReader().offset(Map.of(FEED, feed.given())));
  }

  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    long now = System.nanoTime();
    FeedReader next =
        feeds.stream().min(Comparator.comparingLong(feed -> feed.due(now) - now)).orElseThrow();
    long wait = TimeUnit.NANOSECONDS.toMillis(next.due(now) - now);
    if (wait > 0) {
      boolean ended = stopped.await(Math.min(wait, LONGEST_WAIT_MS), TimeUnit.MILLISECONDS);
      if (ended || wait > LONGEST_WAIT_MS) {
        return null;
      }
    }
    if (stopped.getCount() == 0) {
      return null;
    }
    List<SourceRecord> records = new ArrayList<>();
    for (FeedReader.NewItem item : next.read()) {
      records.add(record(next, item));
    }
    return records.isEmpty() ? null : records;
  }

  private SourceRecord record(FeedReader feed, FeedReader.NewItem found) {
    FeedItem item = found.item();
    Map<String, String> attributes = new HashMap<>();
    attributes.put(FEED, feed.feed().name());
    item.author().ifPresent(author -> attributes.put("author", author));
    if (!item.categories().isEmpty()) {
      attributes.put("categories", String.join(", ", item.categories()));
    }
    Struct document =
        new Struct(DOCUMENT)
            .put("id", item.id())
            .put("text", item.text())
            .put("title", item.title().orElse(null))
            .put("url", item.url().orElse(null))
            .put("language", item.language().orElse(null))
            .put("publishedAt", item.publishedAt().map(Object::toString).orElse(null))
            .put("attributes", attributes)
            .put("contentType", "text/plain");
    return new SourceRecord(
        Map.of(FEED, feed.feed().name()),
        found.offset(),
        topic,
        null,
        Schema.STRING_SCHEMA,
        item.id(),
        DOCUMENT,
        document);
  }

  /** Called by Connect on another thread. */
  @Override
  public void stop() {
    stopped.countDown();
    FeedFetcher open = fetcher;
    if (open != null) {
      open.close();
    }
  }
}
