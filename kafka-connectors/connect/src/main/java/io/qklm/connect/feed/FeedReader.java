package io.qklm.connect.feed;

import com.rometools.rome.io.FeedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One feed: when it is to be asked, and what was new when it was. Used by one thread. */
final class FeedReader {

  private static final Logger LOG = LoggerFactory.getLogger(FeedReader.class);

  /** Items handed on at once; their offsets are held until the broker has them. */
  private static final int BATCH = 100;

  /** Items that were left out and told of already. */
  private static final int MOST_TOLD = 10_000;

  /**
   * A new item.
   *
   * @param offset after it
   */
  record NewItem(FeedItem item, Map<String, Object> offset) {}

  private final FeedAddress feed;
  private final FeedOptions options;
  private final FeedFetcher fetcher;
  private final FeedCounts counts;
  private final FeedPosition position;
  private final ArrayDeque<FeedItem> pending = new ArrayDeque<>();
  private final Set<Long> toldDropped = new HashSet<>();
  private Runnable whenAllAreIn = () -> {};
  private long due;
  private int failures;
  private int toldWrongDates;
  private @Nullable String told;

  FeedReader(
      FeedAddress feed,
      FeedOptions options,
      FeedFetcher fetcher,
      FeedCounts counts,
      FeedPosition position,
      long now) {
    this.feed = feed;
    this.options = options;
    this.fetcher = fetcher;
    this.counts = counts;
    this.position = position;
    this.due = now;
  }

  FeedAddress feed() {
    return feed;
  }

  /** When it is to be asked next, in {@link System#nanoTime}; at once while there is more of it. */
  long due(long now) {
    return pending.isEmpty() ? due : Math.min(due, now);
  }

  /** What is new, oldest first, some at a time; asks the feed when all of before is handed on. */
  List<NewItem> read() throws InterruptedException {
    if (pending.isEmpty()) {
      try {
        ask();
      } catch (RuntimeException | StackOverflowError e) {
        // Whatever a feed sends, it is this feed that fails.
        failed("cannot be read (" + FeedFetcher.described(e) + ")", Optional.empty());
        LOG.debug("the feed {}", feed.name(), e);
      }
    }
    return batch();
  }

  private void ask() throws InterruptedException {
    FeedAnswer answer = fetcher.fetch(feed, position.etag(), position.lastModified());
    if (answer instanceof FeedAnswer.Failed failed) {
      failed(failed.reason(), failed.pause());
    } else if (answer instanceof FeedAnswer.Content content) {
      try {
        FeedParser.Feed parsed = FeedParser.parse(content);
        recovered();
        fresh(parsed, content);
      } catch (FeedException e) {
        failed(String.valueOf(e.getMessage()), Optional.empty());
      }
    } else {
      recovered();
    }
  }

  private void fresh(FeedParser.Feed parsed, FeedAnswer.Content content) {
    Map<Long, String> dropped = new LinkedHashMap<>(parsed.dropped());
    Map<Long, FeedItem> shown = new LinkedHashMap<>();
    for (FeedItem item : named(parsed.items())) {
      if (shown.putIfAbsent(item.mark(), item) != null) {
        dropped.put(FeedPosition.mark("twice\n" + item.key()), "given twice in it");
      }
    }
    tell(dropped, parsed.items().size() + dropped.size());
    if (parsed.wrongDates() > toldWrongDates) {
      LOG.warn(
          "the feed {} has {} dates that cannot be read; items without another are given without"
              + " one",
          feed.name(),
          parsed.wrongDates());
      toldWrongDates = parsed.wrongDates();
    }
    shown.forEach(
        (mark, item) -> {
          if (!position.knows(mark)) {
            pending.add(item);
          }
        });
    List<Long> marks = List.copyOf(shown.keySet());
    whenAllAreIn =
        () ->
            position.complete(content.etag(), content.lastModified(), marks, options.remembered());
    if (pending.isEmpty()) {
      whenAllAreIn.run();
    }
  }

  /** Items that share a guid and are not the same are known by more than that, from then on. */
  private List<FeedItem> named(List<FeedItem> items) {
    Map<String, FeedItem> first = new HashMap<>();
    for (FeedItem item : items) {
      FeedItem before = first.putIfAbsent(item.key(), item);
      if (before != null
          && !(before.url().equals(item.url()) && before.title().equals(item.title()))
          && !position.isShared(item.mark())) {
        LOG.warn(
            "the feed {} gives several items under the guid '{}'; they are told apart by address"
                + " and title",
            feed.name(),
            item.key());
        position.share(item.mark());
      }
    }
    return items.stream()
        .map(item -> position.isShared(item.mark()) ? item.apart() : item)
        .toList();
  }

  private void tell(Map<Long, String> dropped, int all) {
    Map<String, Integer> reasons = new TreeMap<>();
    dropped.forEach(
        (mark, reason) -> {
          if (toldDropped.size() < MOST_TOLD && toldDropped.add(mark)) {
            reasons.merge(reason, 1, Integer::sum);
          }
        });
    if (!reasons.isEmpty()) {
      Collection<Integer> numbers = reasons.values();
      counts.dropped(numbers.stream().mapToInt(Integer::intValue).sum());
      LOG.warn(
          "of {} items of the feed {} some are left out, by reason: {}", all, feed.name(), reasons);
    }
  }

  private List<NewItem> batch() {
    List<NewItem> batch = new ArrayList<>();
    List<Long> added = new ArrayList<>();
    Map<String, Object> before = position.toOffset();
    while (!pending.isEmpty() && batch.size() < BATCH) {
      FeedItem item = pending.remove();
      added.add(item.mark());
      position.add(item.mark());
      boolean last = pending.isEmpty() || batch.size() + 1 == BATCH;
      if (pending.isEmpty()) {
        whenAllAreIn.run();
      }
      batch.add(
          new NewItem(item, last ? position.toOffset() : FeedPosition.further(before, added)));
    }
    counts.given(batch.size());
    return batch;
  }

  private void recovered() {
    if (failures > 0) {
      LOG.info("the feed {} can be read again", feed.name());
    }
    failures = 0;
    told = null;
    due = System.nanoTime() + options.interval().toNanos();
  }

  private void failed(String reason, Optional<Duration> wait) {
    failures++;
    Duration pause = pause(wait);
    if (!reason.equals(told) && !fetcher.isClosed()) {
      LOG.warn(
          "the feed {} {}; it is asked again in {} ms, others go on",
          feed.name(),
          reason,
          pause.toMillis());
      told = reason;
    }
    due = System.nanoTime() + pause.toNanos();
  }

  /** Twice as long each time, or as long as the server asks, up to the longest. */
  private Duration pause(Optional<Duration> wait) {
    Duration pause = options.interval();
    for (int i = 1; i < failures && pause.compareTo(options.longestPause()) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    Duration asked = wait.orElse(Duration.ZERO);
    Duration wanted = asked.compareTo(pause) > 0 ? asked : pause;
    return wanted.compareTo(options.longestPause()) < 0 ? wanted : options.longestPause();
  }
}
