package io.qklm.deploy.terminal;

import java.util.Locale;

/** Counted things in words: "1 fact", "2 facts". */
public final class Plural {

  private Plural() {}

  /** The count and the noun, with an s unless it is one. */
  public static String of(long count, String noun) {
    return of(count, noun, noun + "s");
  }

  /** The count, with thousands apart, and the form that goes with it. */
  public static String of(long count, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
  }
}
