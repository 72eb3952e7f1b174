package io.qklm.stories.cluster;

import io.qklm.stories.term.TermVector;

/** What speaks for a probe's belonging to a story. */
final class ClueReader {

  private static final double HOUR = 3_600_000.0;
  private static final double DAY = 24 * HOUR;
  private static final double USUAL_LENGTH = 3;

  private final Rarity rarity;

  ClueReader(Rarity rarity) {
    this.rarity = rarity;
  }

  /** A value for each {@link Clue}, in their order. */
  double[] read(Probe probe, LiveStory story) {
    double terms = probe.terms().cosine(story.terms());
    double nearest =
        story.latest().stream()
            .mapToDouble(recent -> recent.terms().dot(probe.terms()))
            .max()
            .orElse(0);
    double names = rarity.weighed(probe.names()).cosine(rarity.weighed(story.names()));
    double vector = DenseVectors.cosine(probe.vector(), story.vector());
    boolean nameless = probe.names().size() == 0 || story.names().size() == 0;
    boolean timed = probe.time().isPresent() && story.last() != LiveStory.NO_TIME;
    long time = timed ? probe.time().getAsLong() : 0;
    double length = Math.log(1.0 + probe.terms().size()) - USUAL_LENGTH;
    return new double[] {
      1,
      terms,
      nearest,
      names,
      rarest(probe.names(), story.names()),
      vector,
      terms * names,
      terms * vector,
      terms * terms,
      vector * vector,
      nameless ? 1 : 0,
      timed ? Math.log1p(gap(time, story) / HOUR) : 0,
      timed ? Math.log1p(Math.max(0, time - story.first()) / DAY) : 0,
      Math.log(story.distinct()),
      length,
      length * terms
    };
  }

  /** Milliseconds between a time and the span of a story; 0 within it. */
  static long gap(long time, LiveStory story) {
    return Math.max(0, Math.max(time - story.last(), story.first() - time));
  }

  private double rarest(TermVector mine, TermVector theirs) {
    double most = 0;
    for (int name : mine.terms()) {
      if (theirs.weight(name) > 0) {
        most = Math.max(most, rarity.ofName(name));
      }
    }
    return most;
  }
}
