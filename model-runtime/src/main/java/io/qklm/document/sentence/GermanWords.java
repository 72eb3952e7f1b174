package io.qklm.document.sentence;

import java.util.Locale;
import java.util.Set;

/** The words by which German ordinals are told from numbers that end a sentence. */
final class GermanWords {

  private static final Set<String> COUNTED =
      Set.of(
          "Januar",
          "Jänner",
          "Februar",
          "März",
          "April",
          "Mai",
          "Juni",
          "Juli",
          "August",
          "September",
          "Oktober",
          "November",
          "Dezember",
          "Jahrhundert",
          "Jahrhunderts",
          "Jahrtausend",
          "Mal",
          "Platz",
          "Rang",
          "Geburtstag",
          "Jahrestag",
          "Minute",
          "Spieltag",
          "Runde",
          "Etage",
          "Stock",
          "Klasse",
          "Liga",
          "Bundesliga",
          "Armee",
          "Division",
          "Weltkrieg",
          "Auflage",
          "Tag",
          "Kapitel",
          "Lebensjahr",
          "Stunde",
          "Woche",
          "Kongress",
          "Bezirk");

  private static final Set<String> BEFORE =
      Set.of(
          "am",
          "vom",
          "zum",
          "im",
          "beim",
          "der",
          "die",
          "das",
          "des",
          "dem",
          "den",
          "bis",
          "ab",
          "seit",
          "dieser",
          "ein",
          "einen",
          "sein",
          "seinen",
          "seinem",
          "ihr",
          "ihren",
          "ihrem",
          "montag",
          "dienstag",
          "mittwoch",
          "donnerstag",
          "freitag",
          "samstag",
          "sonnabend",
          "sonntag",
          "zur",
          "und",
          "oder");

  private GermanWords() {}

  /** Whether a word is counted by ordinals: "3. Oktober", "19. Jahrhundert". */
  static boolean isCounted(String word) {
    return COUNTED.contains(word);
  }

  /** Whether a number after this word is an ordinal. */
  static boolean isBeforeOrdinal(String word) {
    return BEFORE.contains(word.toLowerCase(Locale.ROOT));
  }
}
