package io.qklm.training.rewriting;

import io.qklm.training.data.AnnotatedText;

/**
 * A change of an annotated text; names and links move with the words. It depends on the text, its
 * number and the run's seed alone.
 */
public sealed interface TextRewriting
    permits CountryWords,
        Headlines,
        InventedLinks,
        OfferedLinks,
        OtherCountries,
        OtherLetters,
        RewritingSequence,
        ShorterNames {

  /**
   * {@code text}, changed or as it was.
   *
   * @param number of the text within its task, from 0; draws hang on it
   */
  AnnotatedText apply(AnnotatedText text, long number);
}
