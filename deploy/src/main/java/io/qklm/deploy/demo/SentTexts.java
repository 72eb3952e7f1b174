package io.qklm.deploy.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Documents that were sent and have not come out yet, as many as fit. Thread safe. */
final class SentTexts {

  private static final long MOST_BYTES = 64L << 20;

  private final Map<String, byte[]> documents = new HashMap<>();
  private final Deque<String> order = new ArrayDeque<>();
  private long bytes;

  /** Keeps a document. */
  synchronized void put(String key, byte[] document) {
    documents.put(key, document);
    order.addLast(key);
    bytes += document.length;
    while (bytes > MOST_BYTES && order.size() > 1) {
      take(order.removeFirst());
    }
  }

  /** Gives a document back and forgets it; empty if it had to make room. */
  synchronized Optional<byte[]> take(String key) {
    byte[] document = documents.remove(key);
    if (document == null) {
      return Optional.empty();
    }
    bytes -= document.length;
    while (!order.isEmpty() && !documents.containsKey(order.peekFirst())) {
      order.removeFirst();
    }
    return Optional.of(document);
  }
}
