package io.qklm.connect.feed;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of asking for a feed. */
sealed interface FeedAnswer {

  /** Nothing has changed since. */
  record NotModified() implements FeedAnswer {}

  /**
   * The feed's bytes.
   *
   * @param from where they came from in the end, which relative addresses are read against
   * @param contentType as the server gave it
   */
  // Handed on once, from the answer to the parser, and compared with nothing.
  @SuppressWarnings("ArrayRecordComponent")
  record Content(
      byte[] bytes,
      WebAddress from,
      @Nullable String contentType,
      @Nullable String etag,
      @Nullable String lastModified)
      implements FeedAnswer {}

  /**
   * No feed.
   *
   * @param reason half a sentence, to follow the feed's address
   * @param pause how long the server asks to be left alone
   */
  record Failed(String reason, Optional<Duration> pause) implements FeedAnswer {

    static Failed because(String reason) {
      return new Failed(reason, Optional.empty());
    }
  }
}
