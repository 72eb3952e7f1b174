package io.qklm.model.linking;

import io.qklm.text.Span;
import java.util.Locale;
import java.util.Set;

/** Whether a known surface form is written like a name. */
final class NameShape {

  /** Names of times, which are no entities of the news although knowledge has people so named. */
  private static final Set<String> CALENDAR =
      Set.of(
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday",
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december",
          "jan",
          "feb",
          "mar",
          "apr",
          "jun",
          "jul",
          "aug",
          "sep",
          "sept",
          "oct",
          "nov",
          "dec");

  private NameShape() {}

  /** Whether {@code span} has a name's capitals and is no day or month. */
  static boolean fits(String text, Span span) {
    return cased(text, span) && !CALENDAR.contains(span.in(text).toLowerCase(Locale.ROOT));
  }

  /** Capitals where the script has them; two characters and more where it has none. */
  private static boolean cased(String text, Span span) {
    boolean small = false;
    int letters = 0;
    for (int i = span.start(); i < span.end(); ) {
      int c = text.codePointAt(i);
      if (Character.isUpperCase(c) || Character.isTitleCase(c)) {
        return true;
      }
      if (Character.isLetter(c)) {
        letters++;
        small |= Character.isLowerCase(c);
      }
      i += Character.charCount(c);
    }
    return !small && letters >= 2;
  }
}
