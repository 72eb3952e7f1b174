package io.qklm.stories.term;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import opennlp.tools.stemmer.PorterStemmer;

/**
 * Counts the terms of a document. Words are stemmed as Porter (1980) stems English, which leaves
 * most words of other languages as they are or makes them a little shorter. Not thread safe.
 */
public final class TermReader {

  /** A headline says what a text is about. */
  private static final float TITLE_WEIGHT = 2;

  /** Words of a text that are read: what comes later in a report is background. */
  private static final int MOST_WORDS = 600;

  private final PorterStemmer stemmer = new PorterStemmer();
  private final TermFrequencies frequencies;
  private final int most;

  /**
   * @param frequencies by which the terms of a long text are chosen
   * @param most terms of a document that are kept: the rarest among the frequent
   */
  public TermReader(TermFrequencies frequencies, int most) {
    this.frequencies = frequencies;
    this.most = most;
  }

  /** A term on its way. */
  private static final class Counted {
    private final String word;
    private float count;

    Counted(String word) {
      this.word = word;
    }
  }

  /** The terms of a headline and a text; either may be empty. */
  public TermCounts read(String title, String text) {
    Map<Integer, Counted> counted = new HashMap<>();
    count(Words.of(title), TITLE_WEIGHT, counted);
    List<String> words = Words.of(text);
    count(words.subList(0, Math.min(words.size(), MOST_WORDS)), 1, counted);
    List<Map.Entry<Integer, Counted>> kept = new ArrayList<>(counted.entrySet());
    if (kept.size() > most) {
      kept.sort(
          Comparator.comparingDouble((Map.Entry<Integer, Counted> entry) -> -weight(entry))
              .thenComparing(Map.Entry.comparingByKey()));
      kept = kept.subList(0, most);
    }
    kept.sort(Map.Entry.comparingByKey());
    int[] terms = new int[kept.size()];
    float[] counts = new float[kept.size()];
    String[] written = new String[kept.size()];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = kept.get(i).getKey();
      counts[i] = kept.get(i).getValue().count;
      written[i] = kept.get(i).getValue().word;
    }
    return new TermCounts(terms, counts, written);
  }

  private double weight(Map.Entry<Integer, Counted> entry) {
    return TermVector.damped(entry.getValue().count) * frequencies.rarity(entry.getKey());
  }

  private void count(List<String> words, float weight, Map<Integer, Counted> counted) {
    for (String word : words) {
      int term = TermHash.of(stemmer.stem(word));
      counted.computeIfAbsent(term, t -> new Counted(word)).count += weight;
    }
  }
}
