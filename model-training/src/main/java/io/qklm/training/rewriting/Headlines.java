package io.qklm.training.rewriting;

import io.qklm.document.SentenceSplitter;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.run.Seeds;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes the first sentence of some texts in capitals, as newspapers write headlines, so that names
 * are found where capitals say nothing. Offsets stay.
 */
public final class Headlines implements TextRewriting {

  private final SentenceSplitter splitter = new SentenceSplitter();
  private final double share;
  private final long seed;

  /**
   * Headlines by lot.
   *
   * @param share of texts, from 0 to 1
   * @param seed of which texts
   */
  public Headlines(double share, long seed) {
    RewritingEntry.requireShare(share, "that begin in capitals");
    this.share = share;
    this.seed = seed;
  }

  /** {@code text}, the {@code number}th of its task, perhaps with a headline. */
  @Override
  public AnnotatedText apply(AnnotatedText text, long number) {
    if (new SplittableRandom(Seeds.mix(seed + 3, number)).nextDouble() >= share) {
      return text;
    }
    List<Span> sentences = splitter.split(text.text(), "en");
    if (sentences.isEmpty()) {
      return text;
    }
    int end = sentences.get(0).end();
    return new AnnotatedText(
        text.id(),
        LetterCase.CAPITALS.write(text.text().substring(0, end)) + text.text().substring(end),
        text.names(),
        text.links(),
        text.allLinked(),
        text.open());
  }
}
