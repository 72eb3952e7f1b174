package io.qklm.flink.knowledge;

import io.qklm.kg.epoch.EpochAnnouncement;

/** Hears what becomes of epochs in a subtask, on the task's thread. */
public interface EpochReports {

  /**
   * An epoch serves from now on.
   *
   * @param nanos from its announcement to now
   */
  void serves(EpochAnnouncement epoch, long nanos);

  /** An epoch cannot be used; one subtask of a process hears of it, once. */
  void refused(EpochAnnouncement epoch, String reason);

  /** An epoch that this subtask reported as refused can be used after all. */
  void recovered(EpochAnnouncement epoch);
}
