package io.qklm.model.summary;

/**
 * How sentences are chosen.
 *
 * @param sentences sentences of a summary at most
 * @param centrality weight of the cosine between a sentence and the whole text
 * @param position weight of standing early, where news says what happened
 * @param title weight of the cosine between a sentence and the headline, where there is one
 * @param redundancy weight of the cosine with sentences already chosen, taken off
 */
public record SummaryOptions(
    int sentences, double centrality, double position, double title, double redundancy) {

  public SummaryOptions {
    if (sentences < 1) {
      throw new IllegalArgumentException("a summary needs at least 1 sentence, got " + sentences);
    }
  }

  /** Chosen on CNN/DailyMail's training part; see {@code benchmarks}. */
  public static SummaryOptions of(int sentences) {
    return new SummaryOptions(sentences, 1.0, 0.5, 0.3, 0.1);
  }
}
