package io.qklm.connect.feed;

import java.time.Instant;
import java.util.Optional;

/**
 * An item of a feed, its markup taken off.
 *
 * @param key what names it: its guid, else its address, else its title
 * @param text what it says; its title where it says no more
 */
record FeedItem(
    String key,
    String text,
    Optional<String> title,
    Optional<String> url,
    Optional<Instant> publishedAt) {

  long mark() {
    return FeedPosition.mark(key);
  }
}
