package io.qklm.kg.store.serving;

import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.EpochName;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a cache small: the files of the epochs that are open stay, and those of the few that closed
 * last, since the next epoch is likely to share theirs. Thread safe.
 */
final class CacheRoom {

  private static final Logger LOG = LoggerFactory.getLogger(CacheRoom.class);

  private static final int KEEP_CLOSED = 2;

  private final EpochFetcher fetcher;
  private final Set<EpochName> open = new HashSet<>();
  private final Deque<EpochName> closed = new ArrayDeque<>();

  CacheRoom(EpochFetcher fetcher) {
    this.fetcher = fetcher;
  }

  /** An epoch is open, and its files are needed. */
  synchronized void opened(EpochName epoch) {
    open.add(epoch);
    closed.remove(epoch);
  }

  /** An epoch was closed. */
  synchronized void closed(EpochName epoch) {
    open.remove(epoch);
    closed.remove(epoch);
    closed.addLast(epoch);
  }

  /** Removes what is not likely to be of use again; only while nothing is being fetched. */
  List<EpochName> clear() {
    List<EpochName> gone = new ArrayList<>();
    synchronized (this) {
      while (closed.size() > KEEP_CLOSED) {
        EpochName old = closed.removeFirst();
        if (!open.contains(old)) {
          gone.add(old);
        }
      }
    }
    for (EpochName old : gone) {
      try {
        fetcher.remove(old);
      } catch (IOException e) {
        LOG.warn("the files of epoch {} cannot be removed from the cache", old.number(), e);
      }
    }
    return gone;
  }
}
