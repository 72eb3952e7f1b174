package io.qklm.connect.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An item of a feed, its markup taken off.
 *
 * @param key what names it: its guid, else its address as it was written, else its title; with
 *     address and title behind a guid that several share
 * @param id what it is called in records
 * @param text what it says; its title where it says no more
 * @param url whole, whatever the feed wrote
 * @param language BCP 47 code of the item, else of its feed
 */
record FeedItem(
    String key,
    String id,
    String text,
    Optional<String> title,
    Optional<String> url,
    Optional<String> language,
    Optional<Instant> publishedAt,
    Optional<String> author,
    List<String> categories) {

  /** Longest id that the enrichment job takes. */
  private static final int MAX_ID = 1_024;

  FeedItem {
    // An id of any length would be refused further on; a mark of it names the item as well.
    id = id.length() <= MAX_ID ? id : "feed-" + Long.toHexString(FeedPosition.mark(key));
    categories = List.copyOf(categories);
  }

  long mark() {
    return FeedPosition.mark(key);
  }

  /** Of several under one guid, this one. */
  FeedItem apart() {
    String longer = key + "\n" + url.orElse("") + "\n" + title.orElse("");
    String mark = Long.toHexString(FeedPosition.mark(longer));
    return new FeedItem(
        longer, id + "#" + mark, text, title, url, language, publishedAt, author, categories);
  }
}
