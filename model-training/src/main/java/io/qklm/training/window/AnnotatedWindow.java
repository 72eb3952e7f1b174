package io.qklm.training.window;

import io.qklm.model.window.WordJoint;
import io.qklm.text.Span;
import io.qklm.training.model.TokenRow;
import java.util.List;

/**
 * A part of a text as the network reads it.
 *
 * @param row tokens with special ones
 * @param words the columns where words begin
 * @param spans of the words, UTF-16 units of the text
 * @param joints how each word holds on to the one before it
 * @param labels index of each word's label; empty if the text's names are not known
 * @param mentions in the order of their spans
 */
@SuppressWarnings("ArrayRecordComponent") // on the way into a tensor, never compared
public record AnnotatedWindow(
    TokenRow row,
    int[] words,
    List<Span> spans,
    List<WordJoint> joints,
    int[] labels,
    List<WindowMention> mentions) {

  public AnnotatedWindow {
    spans = List.copyOf(spans);
    joints = List.copyOf(joints);
    mentions = List.copyOf(mentions);
  }

  /**
   * A mention, its candidates and what is right.
   *
   * @param span UTF-16 units of the text
   * @param start first column
   * @param end column after the last
   * @param ordinals entities it may mean
   * @param features {@code [ordinals][features]}
   * @param right places of the right ones; the place after the last means NIL; empty if the text's
   *     links are not known
   */
  @SuppressWarnings("ArrayRecordComponent") // on the way into a tensor, never compared
  public record WindowMention(
      Span span, int start, int end, int[] ordinals, float[][] features, int[] right) {}
}
