package io.qklm.stories.cluster;

import io.qklm.stories.term.TermCounts;
import io.qklm.stories.term.TermFrequencies;
import io.qklm.stories.term.TermVector;

/** How rare words and names are: words in the language and in the stream, names in the stream. */
final class Rarity {

  /** Stories that are imagined beside the live ones, so that the first are not all common. */
  private static final int IMAGINED = 100;

  private final TermFrequencies language;
  private final StoryIndex index;
  private int stories;

  Rarity(TermFrequencies language, StoryIndex index) {
    this.language = language;
    this.index = index;
  }

  /** Says how many stories are live. */
  void live(int number) {
    stories = number;
  }

  /** Of a word: the lower of its rarities in the language and among live stories. */
  double ofTerm(int term) {
    return Math.min(language.rarity(term), logShare(index.withTerm(term)));
  }

  /** Of a name, from 0 to 1: 1 for one that no live story has. */
  double ofName(int name) {
    return logShare(index.withName(name)) / Math.log(stories + IMAGINED);
  }

  /** Live stories that have a name. */
  int storiesWith(int name) {
    return index.withName(name);
  }

  /** Names by how often they are named and their rarity. */
  TermVector weighed(TermVector names) {
    float[] weights = new float[names.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (names.weights()[i] * ofName(names.terms()[i]));
    }
    return new TermVector(names.terms(), weights);
  }

  /** The words of a document by their rarity, length 1. */
  TermVector weighed(TermCounts counts) {
    float[] weights = new float[counts.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] =
          (float)
              (TermVector.damped(counts.counts()[i]) * Math.max(1e-3, ofTerm(counts.terms()[i])));
    }
    return new TermVector(counts.terms(), weights).unit();
  }

  private double logShare(int having) {
    return Math.log((double) (stories + IMAGINED) / Math.max(1, having));
  }
}
