package io.qklm.connect.feed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a feed was read. As an offset: {@code seen}, the first 8 bytes of the SHA-256 of each
 * item's key in Base64, oldest first, one behind the other; {@code added}, those that came behind
 * them since; {@code shared}, the same of guids that several items had; {@code etag} and {@code
 * lastModified} as the server gave them with the last answer whose items are all in. Used by one
 * thread.
 */
final class FeedPosition {

  private static final Logger LOG = LoggerFactory.getLogger(FeedPosition.class);

  private static final String ETAG = "etag";
  private static final String LAST_MODIFIED = "lastModified";
  private static final String SEEN = "seen";
  private static final String ADDED = "added";
  private static final String SHARED = "shared";
  private static final int MOST_SHARED = 1_000;

  private @Nullable String etag;
  private @Nullable String lastModified;
  private final Set<Long> seen = new LinkedHashSet<>();
  private final Set<Long> shared = new LinkedHashSet<>();

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

  @Nullable String etag() {
    return etag;
  }

  @Nullable String lastModified() {
    return lastModified;
  }

  boolean knows(long mark) {
    return seen.contains(mark);
  }

  /** Notes an item; the validators wait until all items of their answer are in. */
  void add(long mark) {
    seen.remove(mark);
    seen.add(mark);
  }

  /** Whether several items were found under a guid once. */
  boolean isShared(long guid) {
    return shared.contains(guid);
  }

  void share(long guid) {
    shared.add(guid);
    trim(shared, MOST_SHARED);
  }

  /**
   * When all of an answer is in: with its validators, and without what is too old to remember.
   *
   * @param shown marks of the items that the feed shows now, which stay whatever their number
   */
  void complete(
      @Nullable String newEtag,
      @Nullable String newLastModified,
      Collection<Long> shown,
      int remembered) {
    etag = newEtag;
    lastModified = newLastModified;
    Set<Long> now = new LinkedHashSet<>(shown);
    seen.removeAll(now);
    trim(seen, remembered);
    seen.addAll(now);
  }

  private static void trim(Set<Long> marks, int most) {
    Iterator<Long> oldest = marks.iterator();
    for (int i = marks.size(); i > most; i--) {
      oldest.next();
      oldest.remove();
    }
  }

  Map<String, Object> toOffset() {
    Map<String, Object> offset = new HashMap<>();
    if (etag != null) {
      offset.put(ETAG, etag);
    }
    if (lastModified != null) {
      offset.put(LAST_MODIFIED, lastModified);
    }
    if (!shared.isEmpty()) {
      offset.put(SHARED, text(shared));
    }
    offset.put(SEEN, text(seen));
    return offset;
  }

  /**
   * The offset of a place a little further on. It shares its large part with the one it is made of,
   * so that a thousand of them take no more than one.
   */
  static Map<String, Object> further(Map<String, Object> offset, List<Long> added) {
    Map<String, Object> further = new HashMap<>(offset);
    further.put(ADDED, text(added));
    return further;
  }

  private static String text(Collection<Long> marks) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * marks.size());
    marks.forEach(bytes::putLong);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Of what {@link #toOffset} or {@link #further} gave, or the start where there is none. */
  static FeedPosition ofOffset(@Nullable Map<String, ?> offset) {
    FeedPosition position = new FeedPosition();
    if (offset == null || !(offset.get(SEEN) instanceof String)) {
      return position;
    }
    try {
      read(offset.get(SEEN), position.seen);
      read(offset.get(ADDED), position.seen);
      read(offset.get(SHARED), position.shared);
    } catch (IllegalArgumentException e) {
      LOG.warn("a stored offset is damaged ({}); its feed is read from the start", e.getMessage());
      return new FeedPosition();
    }
    position.etag = string(offset.get(ETAG));
    position.lastModified = string(offset.get(LAST_MODIFIED));
    return position;
  }

  private static void read(@Nullable Object marks, Set<Long> into) {
    if (marks instanceof String text) {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      while (bytes.remaining() >= 8) {
        into.add(bytes.getLong());
      }
    }
  }

  private static @Nullable String string(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }
}
