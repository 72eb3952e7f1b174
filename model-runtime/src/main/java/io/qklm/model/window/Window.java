package io.qklm.model.window;

import io.qklm.text.Span;
import java.util.List;

/**
 * A part of a text as the network reads it.
 *
 * @param firstToken the text's token in column 1; column 0 has the special token before it
 * @param ids vocabulary ids with the special ones
 * @param capitals {@code Capitals.feature()} of each column
 * @param words the columns where words begin
 * @param spans of the words, UTF-16 units of the text
 * @param joints how each word holds on to the one before it
 * @param mentions in the order of their spans
 */
@SuppressWarnings("ArrayRecordComponent") // on the way into a tensor, never compared
public record Window(
    int firstToken,
    int[] ids,
    byte[] capitals,
    int[] words,
    List<Span> spans,
    List<WordJoint> joints,
    List<WindowMention> mentions) {

  public Window {
    spans = List.copyOf(spans);
    joints = List.copyOf(joints);
    mentions = List.copyOf(mentions);
  }

  /** The same with other mentions. */
  public Window with(List<WindowMention> others) {
    return new Window(firstToken, ids, capitals, words, spans, joints, others);
  }

  /** The same with other tokens in its columns. */
  public Window with(int[] others) {
    return new Window(firstToken, others, capitals, words, spans, joints, mentions);
  }

  /** Columns, the special ones included. */
  public int size() {
    return ids.length;
  }
}
