package io.qklm.benchmarks.peers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The sentences that most others of a text speak of: PageRank over the words that they share, by
 * Mihalcea and Tarau, "TextRank: Bringing Order into Text" (EMNLP 2004), with their damping and
 * their measure of likeness.
 */
public final class TextRank {

  private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{Nd}]+");
  private static final double DAMPING = 0.85;
  private static final double CLOSE = 1e-4;
  private static final int MOST_ROUNDS = 100;

  private TextRank() {}

  /** The numbers of the {@code count} best sentences, in their order. */
  public static List<Integer> best(List<String> sentences, int count) {
    double[] ranks = ranks(likeness(sentences));
    return IntStream.range(0, ranks.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer sentence) -> -ranks[sentence]))
        .limit(count)
        .sorted()
        .toList();
  }

  /** Words that two sentences share, over the sum of the logarithms of their lengths. */
  private static double[][] likeness(List<String> sentences) {
    List<Set<String>> words = new ArrayList<>();
    for (String sentence : sentences) {
      String small = sentence.toLowerCase(Locale.ROOT);
      Set<String> own = new HashSet<>(List.of(NOT_WORD.split(small, -1)));
      own.remove("");
      words.add(own);
    }
    double[][] likeness = new double[words.size()][words.size()];
    for (int i = 0; i < likeness.length; i++) {
      for (int j = 0; j < i; j++) {
        double lengths = Math.log(words.get(i).size()) + Math.log(words.get(j).size());
        if (lengths > 0) {
          Set<String> other = words.get(j);
          long shared = words.get(i).stream().filter(other::contains).count();
          likeness[i][j] = shared / lengths;
          likeness[j][i] = likeness[i][j];
        }
      }
    }
    return likeness;
  }

  private static double[] ranks(double[][] likeness) {
    double[] given = new double[likeness.length];
    double[] ranks = new double[likeness.length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = 1;
      for (double one : likeness[i]) {
        given[i] += one;
      }
    }
    double change = 1;
    for (int round = 0; round < MOST_ROUNDS && change > CLOSE; round++) {
      double[] next = new double[ranks.length];
      change = 0;
      for (int i = 0; i < ranks.length; i++) {
        double sum = 0;
        for (int j = 0; j < ranks.length; j++) {
          sum += likeness[i][j] == 0 ? 0 : likeness[i][j] / given[j] * ranks[j];
        }
        next[i] = 1 - DAMPING + DAMPING * sum;
        change = Math.max(change, Math.abs(next[i] - ranks[i]));
      }
      ranks = next;
    }
    return ranks;
  }
}
