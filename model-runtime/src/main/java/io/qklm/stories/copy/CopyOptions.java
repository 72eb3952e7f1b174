package io.qklm.stories.copy;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a text is a copy, and for how long it is remembered. How well copies are told with the
 * shares of the default is measured by {@code benchmarks/run copies}.
 *
 * @param near share of word triples in common from which a copy is near, from 0 to 1
 * @param partial share of the shorter text's word triples from which a copy is partial
 * @param window how long a document is remembered after it came
 * @param maxDocuments documents that are remembered at most; the oldest are forgotten first
 */
public record CopyOptions(double near, double partial, Duration window, int maxDocuments)
    implements Serializable {

  public CopyOptions {
    require(near > 0 && near <= 1, "near", near, "a share above 0, at most 1");
    require(partial > 0 && partial <= 1, "partial", partial, "a share above 0, at most 1");
    require(
        !window.isNegative() && !window.isZero(), "window", window, "a time above 0, such as 3 d");
    require(maxDocuments >= 1, "maxDocuments", maxDocuments, "1 or more");
  }

  /** What is used where nothing else is said. */
  public static CopyOptions defaults() {
    return new CopyOptions(0.6, 0.7, Duration.ofDays(3), 200_000);
  }

  private static void require(boolean holds, String option, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "the option %s of copies is %s; %s is allowed".formatted(option, value, allowed));
    }
  }
}
