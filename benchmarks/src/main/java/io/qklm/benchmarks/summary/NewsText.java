package io.qklm.benchmarks.summary;

import java.util.List;
import java.util.Optional;

/**
 * A text with what a person made of it.
 *
 * @param text as it was published
 * @param title given apart from the text, if it is
 * @param reference the summary's sentences
 */
record NewsText(String text, Optional<String> title, List<String> reference) {

  NewsText {
    reference = List.copyOf(reference);
  }
}
