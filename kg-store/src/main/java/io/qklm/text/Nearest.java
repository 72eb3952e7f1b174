package io.qklm.text;

import java.util.Comparator;
import java.util.List;

/** What somebody may have meant who misspelt a name. */
public final class Nearest {

  private static final int FARTHEST = 2;

  private Nearest() {}

  /** {@code "; did you mean 'x'?"} where a known name is near enough, else nothing. */
  public static String suggestion(String wanted, List<String> known) {
    return known.stream()
        .filter(name -> distance(name, wanted) <= FARTHEST)
        .min(Comparator.comparingInt(name -> distance(name, wanted)))
        .map(name -> "; did you mean '" + name + "'?")
        .orElse("");
  }

  /** Insertions, deletions and replacements that make one word of the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], above));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
