package io.qklm.model.window;

import io.qklm.model.linking.CandidateMention;

/**
 * A mention and where it stands in its window.
 *
 * @param mention with its candidates
 * @param start first column
 * @param end column after the last
 */
public record WindowMention(CandidateMention mention, int start, int end) {

  WindowMention shifted(int by) {
    return new WindowMention(mention, start + by, end + by);
  }
}
