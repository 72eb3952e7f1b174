package io.qklm.benchmarks.summary;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import opennlp.tools.stemmer.PorterStemmer;

/**
 * ROUGE F1 (Lin 2004) of a summary against one reference: lower case, letters and digits, Porter
 * stems. ROUGE-Lsum is the summary-level longest common subsequence, sentence by sentence.
 */
final class Rouge {

  private static final Pattern NOT_WORD = Pattern.compile("[^a-z0-9]+");
  private static final int SHORTEST_STEMMED = 4;

  private Rouge() {}

  /**
   * Scores in percent.
   *
   * @param one F1 of single words
   * @param two F1 of pairs of words
   * @param lsum F1 of the summary-level longest common subsequence
   */
  record Scores(double one, double two, double lsum) {}

  static Scores score(List<String> summary, List<String> reference) {
    List<List<String>> ours = summary.stream().map(Rouge::words).toList();
    List<List<String>> theirs = reference.stream().map(Rouge::words).toList();
    return new Scores(ngrams(ours, theirs, 1), ngrams(ours, theirs, 2), lsum(ours, theirs));
  }

  static List<String> words(String text) {
    PorterStemmer stemmer = new PorterStemmer();
    List<String> words = new ArrayList<>();
    for (String word : NOT_WORD.split(text.toLowerCase(Locale.ROOT), -1)) {
      if (!word.isEmpty()) {
        words.add(word.length() < SHORTEST_STEMMED ? word : stemmer.stem(word));
      }
    }
    return words;
  }

  private static double ngrams(List<List<String>> ours, List<List<String>> theirs, int n) {
    Map<String, Integer> counts = counts(flat(ours), n);
    Map<String, Integer> wanted = counts(flat(theirs), n);
    int hits = 0;
    for (Map.Entry<String, Integer> entry : wanted.entrySet()) {
      hits += Math.min(entry.getValue(), counts.getOrDefault(entry.getKey(), 0));
    }
    return f1(hits, total(counts), total(wanted));
  }

  private static List<String> flat(List<List<String>> sentences) {
    return sentences.stream().flatMap(List::stream).toList();
  }

  private static Map<String, Integer> counts(List<String> words, int n) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i + n <= words.size(); i++) {
      counts.merge(String.join(" ", words.subList(i, i + n)), 1, Integer::sum);
    }
    return counts;
  }

  private static int total(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Words of each reference sentence that lie on a longest common subsequence with any of ours. */
  private static double lsum(List<List<String>> ours, List<List<String>> theirs) {
    Map<String, Integer> left = counts(flat(ours), 1);
    Map<String, Integer> wanted = counts(flat(theirs), 1);
    int ourWords = total(left);
    int theirWords = total(wanted);
    int hits = 0;
    for (List<String> sentence : theirs) {
      BitSet common = new BitSet(sentence.size());
      for (List<String> own : ours) {
        common.or(onCommonSubsequence(sentence, own));
      }
      for (int i = common.nextSetBit(0); i >= 0; i = common.nextSetBit(i + 1)) {
        String word = sentence.get(i);
        // A word counts as often as both sides have it, no more.
        if (left.getOrDefault(word, 0) > 0 && wanted.getOrDefault(word, 0) > 0) {
          hits++;
          left.merge(word, -1, Integer::sum);
          wanted.merge(word, -1, Integer::sum);
        }
      }
    }
    return f1(hits, ourWords, theirWords);
  }

  private static BitSet onCommonSubsequence(List<String> sentence, List<String> own) {
    int[][] length = new int[sentence.size() + 1][own.size() + 1];
    for (int i = 1; i <= sentence.size(); i++) {
      for (int j = 1; j <= own.size(); j++) {
        length[i][j] =
            sentence.get(i - 1).equals(own.get(j - 1))
                ? length[i - 1][j - 1] + 1
                : Math.max(length[i - 1][j], length[i][j - 1]);
      }
    }
    BitSet on = new BitSet(sentence.size());
    int i = sentence.size();
    int j = own.size();
    while (i > 0 && j > 0) {
      if (sentence.get(i - 1).equals(own.get(j - 1))) {
        on.set(i - 1);
        i--;
        j--;
      } else if (length[i][j - 1] > length[i - 1][j]) {
        j--;
      } else {
        i--;
      }
    }
    return on;
  }

  private static double f1(int hits, int ours, int theirs) {
    return ours + theirs == 0 ? 0 : 200.0 * hits / (ours + theirs);
  }
}
