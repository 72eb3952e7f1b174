package io.qklm.connect.feed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a feed was read. As an offset: {@code seen}, the first 8 bytes of the SHA-256 of each
 * item's key in Base64, oldest first, one behind the other; {@code etag} and {@code lastModified}
 * as the server gave them with the last answer whose items are all in {@code seen}.
 *
 * @param seen marks of items, oldest first
 */
record FeedPosition(@Nullable String etag, @Nullable String lastModified, Set<Long> seen) {

  private static final String ETAG = "etag";
  private static final String LAST_MODIFIED = "lastModified";
  private static final String SEEN = "seen";

  FeedPosition {
    seen = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(seen));
  }

  static FeedPosition start() {
    return new FeedPosition(null, null, Set.of());
  }

  /** The mark of an item. */
  static long mark(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** With one more item; the validators wait until all items of their answer are in. */
  FeedPosition and(long mark) {
    Set<Long> more = new LinkedHashSet<>(seen);
    more.remove(mark);
    more.add(mark);
    return new FeedPosition(etag, lastModified, more);
  }

  /**
   * When all of an answer is in: with its validators, and without what is too old to remember.
   *
   * @param shown marks of the items that the feed shows now, which stay whatever their number
   */
  FeedPosition complete(
      @Nullable String newEtag,
      @Nullable String newLastModified,
      Collection<Long> shown,
      int remembered) {
    Set<Long> kept = new LinkedHashSet<>(seen);
    kept.removeAll(shown);
    Set<Long> all = new LinkedHashSet<>();
    kept.stream().skip(Math.max(0, kept.size() - remembered)).forEach(all::add);
    all.addAll(shown);
    return new FeedPosition(newEtag, newLastModified, all);
  }

  Map<String, Object> toOffset() {
    Map<String, Object> offset = new HashMap<>();
    if (etag != null) {
      offset.put(ETAG, etag);
    }
    if (lastModified != null) {
      offset.put(LAST_MODIFIED, lastModified);
    }
    ByteBuffer marks = ByteBuffer.allocate(8 * seen.size());
    seen.forEach(marks::putLong);
    offset.put(SEEN, Base64.getEncoder().withoutPadding().encodeToString(marks.array()));
    return offset;
  }

  /** Of what {@link #toOffset} gave, or the start where there is none. */
  static FeedPosition ofOffset(@Nullable Map<String, ?> offset) {
    if (offset == null || !(offset.get(SEEN) instanceof String marks)) {
      return start();
    }
    Set<Long> seen = new LinkedHashSet<>();
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(marks));
    while (bytes.remaining() >= 8) {
      seen.add(bytes.getLong());
    }
    return new FeedPosition(text(offset.get(ETAG)), text(offset.get(LAST_MODIFIED)), seen);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }
}
