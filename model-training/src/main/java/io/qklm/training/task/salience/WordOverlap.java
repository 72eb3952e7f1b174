package io.qklm.training.task.salience;

import io.qklm.model.summary.SentencePlace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * ROUGE-1 and ROUGE-2 F1 (Lin 2004) of sentences against one reference, without stemming: to choose
 * what to learn and to watch a run. Published figures come from the benchmarks.
 */
public final class WordOverlap {

  private final Map<String, Integer> words;
  private final Map<String, Integer> pairs;

  WordOverlap(List<String> reference) {
    List<String> wanted = words(String.join(" ", reference));
    this.words = counts(wanted);
    this.pairs = counts(pairs(wanted));
  }

  /** Words of a sentence in small letters, as the engine counts them. */
  static List<String> words(String sentence) {
    return SentencePlace.words(sentence);
  }

  /** Whether {@code sentence} has three words in a row that {@code others} have. */
  static boolean repeats(List<String> sentence, List<List<String>> others) {
    Set<String> seen = new HashSet<>();
    others.forEach(other -> seen.addAll(runs(other, 3)));
    return runs(sentence, 3).stream().anyMatch(seen::contains);
  }

  /** ROUGE-1 F1, from 0 to 1. */
  double one(List<String> summary) {
    return f1(counts(summary), words);
  }

  /** ROUGE-2 F1, from 0 to 1. */
  double two(List<String> summary) {
    return f1(counts(pairs(summary)), pairs);
  }

  /**
   * The sentences that together overlap most: the best one first, others while they help (Nallapati
   * et al. 2017).
   *
   * @param sentences in words
   * @param limit sentences at most
   * @return whether each is chosen
   */
  boolean[] greedy(List<List<String>> sentences, int limit) {
    boolean[] chosen = new boolean[sentences.size()];
    List<String> summary = List.of();
    double best = 0;
    for (int turn = 0; turn < limit; turn++) {
      int next = -1;
      List<String> longer = summary;
      for (int sentence = 0; sentence < chosen.length; sentence++) {
        if (!chosen[sentence]) {
          List<String> with = new ArrayList<>(summary);
          with.addAll(sentences.get(sentence));
          double score = one(with) + two(with);
          if (score > best) {
            best = score;
            next = sentence;
            longer = with;
          }
        }
      }
      if (next < 0) {
        return chosen;
      }
      chosen[next] = true;
      summary = longer;
    }
    return chosen;
  }

  private static List<String> pairs(List<String> words) {
    return runs(words, 2);
  }

  private static List<String> runs(List<String> words, int length) {
    List<String> runs = new ArrayList<>();
    for (int i = 0; i + length <= words.size(); i++) {
      runs.add(String.join(" ", words.subList(i, i + length)));
    }
    return runs;
  }

  private static Map<String, Integer> counts(List<String> items) {
    Map<String, Integer> counts = new HashMap<>();
    items.forEach(item -> counts.merge(item, 1, Integer::sum));
    return counts;
  }

  private static double f1(Map<String, Integer> ours, Map<String, Integer> wanted) {
    int hits = 0;
    for (Map.Entry<String, Integer> entry : ours.entrySet()) {
      hits += Math.min(entry.getValue(), wanted.getOrDefault(entry.getKey(), 0));
    }
    int total = total(ours) + total(wanted);
    return total == 0 ? 0 : 2.0 * hits / total;
  }

  private static int total(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
