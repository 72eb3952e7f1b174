package io.qklm.training.task;

import io.qklm.training.head.MentionLabel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many names were found exactly: start, end and kind, as CoNLL-2003 counts.
 *
 * @param gold names there are
 * @param found names proposed
 * @param right names proposed that are there
 */
public record SpanScore(long gold, long found, long right) {

  /** Nothing counted yet. */
  public static final SpanScore NONE = new SpanScore(0, 0, 0);

  private record Name(int start, int end, String kind) {}

  /** Adds a sentence. */
  public SpanScore plus(List<MentionLabel> expected, List<MentionLabel> proposed) {
    if (expected.size() != proposed.size()) {
      throw new IllegalArgumentException(
          "a sentence of "
              + expected.size()
              + " words was given "
              + proposed.size()
              + " labels to score");
    }
    Set<Name> there = names(expected);
    Set<Name> claimed = names(proposed);
    long hits = claimed.stream().filter(there::contains).count();
    return new SpanScore(gold + there.size(), found + claimed.size(), right + hits);
  }

  /** An I that continues nothing of its kind starts a name, as in conlleval. */
  private static Set<Name> names(List<MentionLabel> labels) {
    Set<Name> names = new HashSet<>();
    String open = "";
    int start = 0;
    for (int i = 0; i <= labels.size(); i++) {
      String label = i < labels.size() ? labels.get(i).name() : "O";
      String kind = label.equals("O") ? "" : label.substring(2);
      boolean goes = label.startsWith("I") && kind.equals(open);
      if (!goes) {
        if (!open.isEmpty()) {
          names.add(new Name(start, i, open));
        }
        open = kind;
        start = i;
      }
    }
    return names;
  }

  /** Share of the proposed that is right, from 0 to 1. */
  public double precision() {
    return found == 0 ? 0 : (double) right / found;
  }

  /** Share of the names that was found, from 0 to 1. */
  public double recall() {
    return gold == 0 ? 0 : (double) right / gold;
  }

  /** Harmonic mean of both, from 0 to 1. */
  public double f1() {
    return gold + found == 0 ? 0 : 2.0 * right / (gold + found);
  }
}
