package io.qklm.kg.store.repository;

import java.util.Optional;

/**
 * What the update job is about to put in force. It is written before an epoch is announced and
 * taken back once the epoch is in force, or by whoever puts another in force by hand. So a job that
 * finds its last announcement not in force knows whether it was cut off or somebody wants another
 * epoch. As text: {@code -}, or two names with a space between them, the first one {@code -} if
 * none was in force.
 *
 * @param expected what was in force
 * @param next what follows; empty if nothing is about to
 */
public record HeadIntent(Optional<EpochName> expected, Optional<EpochName> next) {

  /** Nothing is about to be put in force. */
  public static final HeadIntent NOTHING = new HeadIntent(Optional.empty(), Optional.empty());

  private static final String NONE = "-";

  /** {@code next} is about to follow {@code expected}. */
  public static HeadIntent of(Optional<EpochName> expected, EpochName next) {
    return new HeadIntent(expected, Optional.of(next));
  }

  /** Reads the text; what cannot be read intends nothing. */
  static HeadIntent parse(String text) {
    String[] names = text.strip().split(" ", -1);
    if (names.length != 2) {
      return NOTHING;
    }
    return new HeadIntent(EpochName.parse(names[0]), EpochName.parse(names[1]));
  }

  String text() {
    return next.map(name -> expected.map(EpochName::toString).orElse(NONE) + " " + name)
        .orElse(NONE);
  }
}
