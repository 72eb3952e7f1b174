package io.qklm.document.layout;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells lines that say who wrote a text and when it was published. */
public final class Bylines {

  private static final int MOST_WORDS = 14;

  private static final Pattern BY =
      Pattern.compile(
          "(?:(?:written|story|report|text|words|interview) )?(?:by|von|par|por|di)[ :.]+\\S.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern TRADE =
      Pattern.compile(
          "[\\p{Lu}][^.!?]{2,60}[,|–—-] ?(?:(?:\\p{L}+"
              + " ){0,3}(?:correspondent|reporter|editor|writer|staff|columnist|journalist|bureau|desk)(?:"
              + " in \\p{L}+)?|Reuters|AP|AFP|Associated Press|BBC News|CNN|Bloomberg(?:"
              + " News)?|Press Association|dpa)\\W*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PUBLISHED =
      Pattern.compile(
          "(?:first |last"
              + " )?(?:published|updated|posted|created|modified|veröffentlicht|aktualisiert|publié|mis"
              + " à jour|publicado|actualizado|pubblicato)\\b.{0,80}",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern NUMBER =
      Pattern.compile("\\d{1,4}(?:st|nd|rd|th|[.:/-]\\d{1,2}(?:[.:/-]\\d{2,4})?)?\\.?");

  /** Words that dates and times are made of. */
  private static final Set<String> TIME =
      Set.of(
          ("january february march april may june july august september october november december"
                  + " jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday"
                  + " thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun am"
                  + " pm a.m p.m gmt utc bst cet cest est edt et cst cdt pst pdt at on of the ist jst"
                  + " uhr januar februar märz mai juni juli oktober dezember montag dienstag mittwoch"
                  + " donnerstag freitag samstag sonntag ago minutes hours days hour minute day today"
                  + " yesterday")
              .split(" ", -1));

  /** Words of names of people and papers that are written small. */
  private static final Set<String> SMALL =
      Set.of(
          "and",
          "for",
          "in",
          "at",
          "of",
          "the",
          "de",
          "van",
          "von",
          "der",
          "den",
          "del",
          "la",
          "le",
          "with",
          "und",
          "et",
          "y",
          "e",
          "al",
          "bin",
          "ben",
          "du",
          "da",
          "di",
          "dos",
          "on",
          "to",
          "mailonline",
          "reporter",
          "correspondent",
          "editor",
          "staff");

  private Bylines() {}

  /** Whether a line, or a piece of one, names an author or a time and says nothing else. */
  public static boolean fits(String words) {
    String bare = trimmed(words);
    return isBy(bare)
        || (PUBLISHED.matcher(bare).matches() && !endsSentence(words))
        || isTime(bare)
        || (!endsSentence(words) && TRADE.matcher(bare).matches());
  }

  private static String trimmed(String words) {
    int start = 0;
    int end = words.length();
    while (start < end && !Character.isLetterOrDigit(words.charAt(start))) {
      start++;
    }
    while (end > start && !Character.isLetterOrDigit(words.charAt(end - 1))) {
      end--;
    }
    return words.substring(start, end);
  }

  private static boolean endsSentence(String words) {
    return words.endsWith(".") && !words.endsWith(" .");
  }

  private static boolean isBy(String words) {
    if (words.isEmpty() || Character.isLowerCase(words.codePointAt(0))) {
      return false;
    }
    if (words.equalsIgnoreCase("by")) {
      return true;
    }
    if (!BY.matcher(words).matches()) {
      return false;
    }
    String[] names = words.split("[\\s,|.]+", -1);
    if (names.length > MOST_WORDS) {
      return false;
    }
    for (int i = 1; i < names.length; i++) {
      String name = names[i];
      boolean capital = !name.isEmpty() && !Character.isLowerCase(name.codePointAt(0));
      if (!capital && !name.isEmpty() && !SMALL.contains(name.toLowerCase(Locale.ROOT))) {
        return false;
      }
      // "By Monday the ferry": a time is no author.
      if (i == 1
          && ((TIME.contains(name.toLowerCase(Locale.ROOT))
                  && !name.equals("Jan")
                  && !name.equals("The"))
              || NUMBER.matcher(name).matches())) {
        return false;
      }
    }
    return true;
  }

  /** Whether a line is a date, a time of day or both. */
  private static boolean isTime(String words) {
    String[] parts = words.split("[\\s,|()]+", -1);
    if (parts.length > MOST_WORDS) {
      return false;
    }
    boolean digit = false;
    for (String part : parts) {
      String bare = trimmed(part).toLowerCase(Locale.ROOT);
      boolean number = NUMBER.matcher(bare).matches();
      digit |= number;
      boolean clock = bare.matches("\\d{1,2}(?:[:.]\\d{2})?(?:am|pm|h|z)?");
      if (!bare.isEmpty() && !number && !clock && !TIME.contains(bare)) {
        return false;
      }
      digit |= clock && !bare.isEmpty();
    }
    return digit && parts.length > 1 && hasWordOrColon(words);
  }

  private static boolean hasWordOrColon(String words) {
    return words.chars().anyMatch(Character::isLetter)
        || words.indexOf(':') > 0
        || words.indexOf('/') > 0;
  }
}
