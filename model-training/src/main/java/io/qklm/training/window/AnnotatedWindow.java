package io.qklm.training.window;

import io.qklm.model.window.Window;
import io.qklm.model.window.WordJoint;
import io.qklm.text.Span;
import io.qklm.training.model.TokenRow;
import java.util.List;

/**
 * A part of a text as the engine reads it, with what is right in it.
 *
 * @param window as the engine has it; its mentions are those of {@code mentions}
 * @param labels index of each word's label, {@link #UNKNOWN} where it is not known; empty if the
 *     text's names are not known
 * @param mentions in the order of their spans
 */
@SuppressWarnings("ArrayRecordComponent") // on the way into a tensor, never compared
public record AnnotatedWindow(Window window, int[] labels, List<AnnotatedMention> mentions) {

  /** In place of the label of a word that nothing is known of. */
  public static final int UNKNOWN = -1;

  public AnnotatedWindow {
    mentions = List.copyOf(mentions);
    window = window.with(mentions.stream().map(AnnotatedMention::placed).toList());
  }

  /** A window of a text of which nothing is known. */
  public static AnnotatedWindow unlabelled(Window window) {
    return new AnnotatedWindow(
        window,
        new int[0],
        window.mentions().stream()
            .map(placed -> new AnnotatedMention(placed, new int[0]))
            .toList());
  }

  /** The same with other mentions. */
  public AnnotatedWindow with(List<AnnotatedMention> others) {
    return new AnnotatedWindow(window, labels, others);
  }

  /** Tokens with special ones. */
  public TokenRow row() {
    return new TokenRow(window.ids(), window.capitals());
  }

  /** The columns where words begin. */
  public int[] words() {
    return window.words();
  }

  /** The words, UTF-16 units of the text. */
  public List<Span> spans() {
    return window.spans();
  }

  /** How each word holds on to the one before it. */
  public List<WordJoint> joints() {
    return window.joints();
  }
}
