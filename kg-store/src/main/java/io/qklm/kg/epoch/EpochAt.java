package io.qklm.kg.epoch;

/** Which epoch a moment belongs to, as far as a timeline knows. */
public sealed interface EpochAt {

  /** This one, and no later message will change it. */
  record Settled(EpochAnnouncement epoch) implements EpochAt {}

  /** A message to come may still change it. */
  record Unsettled() implements EpochAt {}

  /** The moment lies before the first epoch. */
  record BeforeFirst() implements EpochAt {}

  /**
   * The moment lies so far back that its epoch was forgotten.
   *
   * @param oldest the oldest epoch that is still known
   */
  record Forgotten(EpochAnnouncement oldest) implements EpochAt {}
}
