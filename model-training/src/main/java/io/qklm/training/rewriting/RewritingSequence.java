package io.qklm.training.rewriting;

import io.qklm.training.data.AnnotatedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes one after another.
 *
 * @param parts in the order in which they are made
 */
public record RewritingSequence(List<TextRewriting> parts) implements TextRewriting {

  public RewritingSequence {
    parts = List.copyOf(parts);
  }

  /**
   * What {@code entries} list.
   *
   * @throws IOException if what an entry names cannot be read
   */
  public static RewritingSequence of(List<RewritingEntry> entries, RewritingContext context)
      throws IOException {
    List<TextRewriting> parts = new ArrayList<>();
    for (RewritingEntry entry : entries) {
      parts.add(entry.open(context));
    }
    return new RewritingSequence(parts);
  }

  @Override
  public AnnotatedText apply(AnnotatedText text, long number) {
    AnnotatedText changed = text;
    for (TextRewriting part : parts) {
      changed = part.apply(changed, number);
    }
    return changed;
  }
}
