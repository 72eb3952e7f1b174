package io.qklm.flink.knowledge;

import io.qklm.kg.epoch.EpochAnnouncement;

/**
 * The right to use an open epoch until closed; closing twice does nothing.
 *
 * @param <E> what was opened
 */
public interface EpochLease<E> extends AutoCloseable {

  EpochAnnouncement epoch();

  /** What was opened, open at least as long as the lease. */
  E opened();

  /** A further lease of the same epoch, to be closed on its own. */
  EpochLease<E> again();

  @Override
  void close();
}
