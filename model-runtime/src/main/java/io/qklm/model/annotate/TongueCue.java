package io.qklm.model.annotate;

import io.qklm.text.Span;
import java.util.Locale;
import java.util.Set;

/**
 * Whether the words around a name speak of a language: "in Welsh.", "speaks Estonian and Russian",
 * "Breton lessons". English forms people, states and languages alike, so that nothing but these
 * words tells which is meant.
 */
final class TongueCue {

  /** Names joined to one that has a cue have it too, so many at most. */
  private static final int JOINED = 4;

  private static final Set<String> AFTER =
      Set.of(
          "language",
          "languages",
          "speaker",
          "speakers",
          "speaking",
          "translation",
          "translations",
          "translator",
          "lesson",
          "lessons",
          "alphabet",
          "grammar",
          "dialect",
          "dialects",
          "subtitles",
          "subtitle",
          "dictionary",
          "vocabulary",
          "word",
          "words",
          "spelling",
          "pronunciation",
          "verb",
          "noun");

  private static final Set<String> SPEAKING =
      Set.of(
          "speak",
          "speaks",
          "spoke",
          "spoken",
          "speaking",
          "learn",
          "learns",
          "learned",
          "learning",
          "teach",
          "teaches",
          "taught",
          "teaching",
          "understand",
          "understands",
          "read",
          "reads");

  private static final Set<String> BEFORE = Set.of("in", "into", "from");

  private static final Set<String> FUNCTION =
      Set.of(
          "and", "or", "to", "with", "as", "at", "for", "is", "was", "but", "by", "because", "when",
          "while", "on", "than", "rather", "only", "too", "that", "which", "who", "before",
          "after");

  private TongueCue() {}

  /** Whether they do at {@code span} of {@code text}. */
  static boolean at(String text, Span span) {
    return at(text, span.start(), span.end(), JOINED);
  }

  private static boolean at(String text, int start, int end, int left) {
    if (end < text.length() && text.charAt(end) == '-') {
      String joined = wordAfter(text, end + 1);
      return joined.equals("language") || joined.equals("speaking") || joined.equals("speaker");
    }
    String after = wordAfter(text, end + 1);
    boolean spaced = end < text.length() && text.charAt(end) == ' ';
    if (spaced && AFTER.contains(after)) {
      return true;
    }
    boolean alone = !spaced || FUNCTION.contains(after);
    if (!alone) {
      return false;
    }
    int before = wordStart(text, start - 1);
    String word = text.substring(before, Math.max(before, start - 1)).toLowerCase(Locale.ROOT);
    if (SPEAKING.contains(word) || BEFORE.contains(word)) {
      return true;
    }
    boolean and = word.equals("and") || word.equals("or");
    boolean comma = start > 1 && text.charAt(start - 2) == ',';
    int joined = and ? before - 1 : comma ? start - 2 : -1;
    if (left == 0 || joined <= 0) {
      return false;
    }
    int otherEnd = text.charAt(joined - 1) == ',' ? joined - 1 : joined;
    int otherStart = wordStart(text, otherEnd);
    return otherStart < otherEnd
        && Character.isUpperCase(text.charAt(otherStart))
        && at(text, otherStart, otherEnd, left - 1);
  }

  /** The word from {@code from} on, in small letters. */
  private static String wordAfter(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return from < end ? text.substring(from, end).toLowerCase(Locale.ROOT) : "";
  }

  /** Where the word that ends at {@code end} begins; {@code end} itself where none does. */
  private static int wordStart(String text, int end) {
    int start = Math.max(0, end);
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }
}
