package io.qklm.connect.feed;

import io.qklm.connect.PluginVersion;
import java.util.ArrayList;
import java.util.Comparator;
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
          .build();

  private static final String FEED = "feed";

  /** Longest id that the enrichment job takes. */
  private static final int MAX_ID = 1_024;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private List<FeedReader> feeds = List.of();
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
    FeedFetcher fetcher = new FeedFetcher(options.timeout(), options.maxBytes());
    topic = options.topic();
    long now = System.nanoTime();
    feeds =
        options.feeds().stream()
            .map(
                feed ->
                    new FeedReader(
                        feed,
                        options,
                        fetcher,
                        FeedPosition.ofOffset(
                            context.offsetStorageReader().offset(Map.of(FEED, feed.toString()))),
                        now))
            .toList();
  }

  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    long now = System.nanoTime();
    FeedReader next =
        feeds.stream().min(Comparator.comparingLong(feed -> feed.due() - now)).orElseThrow();
    long wait = TimeUnit.NANOSECONDS.toMillis(next.due() - now);
    if (wait > 0) {
      boolean ended = stopped.await(Math.min(wait, LONGEST_WAIT_MS), TimeUnit.MILLISECONDS);
      if (ended || wait > LONGEST_WAIT_MS) {
        return null;
      }
    }
    List<SourceRecord> records = new ArrayList<>();
    for (FeedReader.NewItem item : next.read()) {
      records.add(record(next, item));
    }
    return records.isEmpty() ? null : records;
  }

  private SourceRecord record(FeedReader feed, FeedReader.NewItem found) {
    FeedItem item = found.item();
    // An id of any length would be refused further on; a mark of it names the item as well.
    String id =
        item.key().length() <= MAX_ID ? item.key() : "feed-" + Long.toHexString(item.mark());
    Struct document =
        new Struct(DOCUMENT)
            .put("id", id)
            .put("text", item.text())
            .put("title", item.title().orElse(null))
            .put("url", item.url().orElse(null))
            .put("language", found.language().orElse(null))
            .put("publishedAt", item.publishedAt().map(Object::toString).orElse(null))
            .put("attributes", Map.of(FEED, feed.feed().toString()));
    return new SourceRecord(
        Map.of(FEED, feed.feed().toString()),
        found.position().toOffset(),
        topic,
        null,
        Schema.STRING_SCHEMA,
        id,
        DOCUMENT,
        document);
  }

  /** Called by Connect on another thread. */
  @Override
  public void stop() {
    stopped.countDown();
  }
}
