package io.qklm.model;

import java.io.Serializable;

/**
 * How the engine works.
 *
 * @param threads threads the language model may use for one document, at least 1
 * @param maxCodePoints code points of a text that are read; the rest is left out and marked
 *     truncated
 * @param summarySentences sentences of a summary at most
 * @param candidates candidates looked at for a mention at most
 * @param nilThreshold score from 0 to 1 below which a mention links to nothing
 */
public record QklmOptions(
    int threads, int maxCodePoints, int summarySentences, int candidates, double nilThreshold)
    implements Serializable {

  public QklmOptions {
    require(threads >= 1, "threads", threads, "1 or more");
    require(maxCodePoints >= 100, "maxCodePoints", maxCodePoints, "100 or more");
    require(summarySentences >= 1, "summarySentences", summarySentences, "1 or more");
    require(candidates >= 1 && candidates <= 64, "candidates", candidates, "1 to 64");
    require(nilThreshold >= 0 && nilThreshold <= 1, "nilThreshold", nilThreshold, "0 to 1");
  }

  private static void require(boolean holds, String option, Number value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "the option " + option + " is " + value + "; " + allowed + " is allowed");
    }
  }

  /** What is used where nothing else is said. */
  public static QklmOptions defaults() {
    return new QklmOptions(1, 100_000, 3, 16, 0.5);
  }
}
