package io.qklm.model.summary;

import io.qklm.document.SegmentedText;
import io.qklm.text.LanguageTags;
import io.qklm.text.Span;

/** How the sentences of a text stand when they are taken out of it. */
public final class Standing {

  private final SegmentedText text;
  private final Quotations quotations;
  private final boolean english;

  /**
   * Of a text.
   *
   * @param language BCP 47 code; what points back is known of English alone
   */
  public Standing(SegmentedText text, String language) {
    this.text = text;
    this.quotations = Quotations.of(text);
    this.english = LanguageTags.language(language).equals("en");
  }

  /** What is taken of a sentence, without what ran into it; UTF-16 units. */
  public Span span(int sentence) {
    return Clippings.clipped(text.text(), text.sentences().get(sentence).span());
  }

  /** Whether a sentence points to what stands before it. */
  boolean pointsBack(int sentence) {
    return english && BackReference.in(span(sentence).in(text.text()));
  }

  Quotations quotations() {
    return quotations;
  }

  /** Whether a sentence points to nothing before it and has no part of a longer quotation. */
  public boolean standsAlone(int sentence) {
    return !pointsBack(sentence)
        && !quotations.isBroken(sentence)
        && quotations.first(sentence) == quotations.last(sentence);
  }
}
