package io.qklm.connect.feed;

import com.rometools.rome.io.FeedException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One feed: when it is to be asked, and what was new when it was. Used by one thread. */
final class FeedReader {

  private static final Logger LOG = LoggerFactory.getLogger(FeedReader.class);

  /**
   * A new item.
   *
   * @param position after it
   */
  record NewItem(FeedItem item, Optional<String> language, FeedPosition position) {}

  private final URI feed;
  private final FeedOptions options;
  private final FeedFetcher fetcher;
  private FeedPosition position;
  private long due;
  private int failures;
  private @Nullable String told;

  FeedReader(URI feed, FeedOptions options, FeedFetcher fetcher, FeedPosition position, long now) {
    this.feed = feed;
    this.options = options;
    this.fetcher = fetcher;
    this.position = position;
    this.due = now;
  }

  URI feed() {
    return feed;
  }

  /** When it is to be asked next, in {@link System#nanoTime}. */
  long due() {
    return due;
  }

  /** Asks the feed; what is new, oldest first. */
  List<NewItem> read() throws InterruptedException {
    FeedAnswer answer = fetcher.fetch(feed, position);
    if (answer instanceof FeedAnswer.Failed failed) {
      failed(failed.reason(), failed.pause());
      return List.of();
    }
    if (answer instanceof FeedAnswer.Content content) {
      try {
        FeedParser.Feed parsed = FeedParser.parse(content);
        recovered();
        return fresh(parsed, content);
      } catch (FeedException | IOException e) {
        failed("is no RSS or Atom feed: " + e.getMessage(), Optional.empty());
        return List.of();
      }
    }
    recovered();
    return List.of();
  }

  private List<NewItem> fresh(FeedParser.Feed parsed, FeedAnswer.Content content) {
    if (parsed.empty() > 0) {
      LOG.debug("{} items of the feed {} have nothing to read", parsed.empty(), feed);
    }
    List<NewItem> fresh = new ArrayList<>();
    FeedPosition reached = position;
    for (FeedItem item : parsed.items()) {
      if (!reached.seen().contains(item.mark())) {
        reached = reached.and(item.mark());
        fresh.add(new NewItem(item, parsed.language(), reached));
      }
    }
    position =
        reached.complete(
            content.etag(),
            content.lastModified(),
            parsed.items().stream().map(FeedItem::mark).toList(),
            options.remembered());
    if (!fresh.isEmpty()) {
      NewItem last = fresh.remove(fresh.size() - 1);
      fresh.add(new NewItem(last.item(), last.language(), position));
    }
    return fresh;
  }

  private void recovered() {
    if (failures > 0) {
      LOG.info("the feed {} can be read again", feed);
    }
    failures = 0;
    told = null;
    due = System.nanoTime() + options.interval().toNanos();
  }

  private void failed(String reason, Optional<Duration> wait) {
    failures++;
    Duration pause = pause(wait);
    if (!reason.equals(told)) {
      LOG.warn(
          "the feed {} {}; it is asked again in {} ms, others go on",
          feed,
          reason,
          pause.toMillis());
      told = reason;
    }
    due = System.nanoTime() + pause.toNanos();
  }

  /** Twice as long each time, or as long as the server asks, up to the longest. */
  private Duration pause(Optional<Duration> wait) {
    long doubled = options.interval().toMillis() << Math.min(failures - 1, 20);
    long wanted = Math.max(doubled, wait.map(Duration::toMillis).orElse(0L));
    return Duration.ofMillis(Math.min(wanted, options.longestPause().toMillis()));
  }
}
