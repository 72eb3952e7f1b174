package io.qklm.benchmarks.summary;

import java.util.List;

/**
 * A text with what a person made of it.
 *
 * @param text as it was published
 * @param reference the summary's sentences
 */
record NewsText(String text, List<String> reference) {

  NewsText {
    reference = List.copyOf(reference);
  }
}
