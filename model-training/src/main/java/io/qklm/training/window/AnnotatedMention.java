package io.qklm.training.window;

import io.qklm.model.linking.CandidateMention;
import io.qklm.model.window.WindowMention;
import io.qklm.text.Span;

/**
 * A mention in its window, and what is right of it.
 *
 * @param placed the mention as the engine has it
 * @param right places of the right candidates; the place after the last means NIL; empty if the
 *     text's links are not known
 */
@SuppressWarnings("ArrayRecordComponent") // on the way into a tensor, never compared
public record AnnotatedMention(WindowMention placed, int[] right) {

  /** A mention of {@code ordinals} with their {@code features} from column to column. */
  public static AnnotatedMention of(
      Span span, int start, int end, int[] ordinals, float[][] features, int[] right) {
    return new AnnotatedMention(
        new WindowMention(new CandidateMention(span, ordinals, features), start, end), right);
  }

  /** UTF-16 units of the text. */
  public Span span() {
    return placed.mention().span();
  }

  /** First column. */
  public int start() {
    return placed.start();
  }

  /** Column after the last. */
  public int end() {
    return placed.end();
  }

  /** Entities it may mean. */
  public int[] ordinals() {
    return placed.mention().ordinals();
  }

  /** {@code [ordinals][features]}. */
  public float[][] features() {
    return placed.mention().features();
  }
}
