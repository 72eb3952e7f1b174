package io.qklm.model.summary;

import io.qklm.document.layout.Datelines;
import io.qklm.text.Span;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes from a sentence what ran into it and is none of it: a dateline, a byline, times of
 * publication, credits in brackets behind it. What is left is a stretch of the text as it stands.
 */
final class Clippings {

  private static final int MOST_ROUNDS = 4;

  /** Letters that a sentence has at least after it was clipped; else it is left as it was. */
  private static final int FEWEST_LETTERS = 12;

  private static final String NAME = "\\p{Lu}[\\p{L}.'’-]{1,25}";

  private static final String PAPER =
      "(?:MailOnline|Mail Online|Daily Mail(?: Reporter)?|Reuters|CNN|Associated"
          + " Press|AP|AFP|PA|BBC News|Bloomberg|Press Association|dpa)";

  private static final List<Pattern> BEFORE =
      List.of(
          Pattern.compile(
              "\\((?:CNN|AP|AFP|UPI|Reuters|Reuters Health|Xinhua|PA)\\)\\s*(?:--|[—–-])?\\s*"),
          Pattern.compile("(?:--|[—–•·*|]|- )\\s*"),
          Pattern.compile(
              "By \\.? ?"
                  + NAME
                  + "(?: "
                  + NAME
                  + "){1,3}(?: and "
                  + NAME
                  + "(?: "
                  + NAME
                  + ")"
                  + "{1,3})?(?: (?:for|in|at) |, | \\. ?| \\| ?)"
                  + PAPER
                  + "\\W{0,4}(?=\\p{Lu})"),
          Pattern.compile("By \\. " + NAME + "(?: " + NAME + "){1,3} \\. ?(?=\\p{Lu})"),
          Pattern.compile(
              "(?:PUBLISHED|UPDATED|Published|Updated|Last updated) ?: ?\\.? ?\\d{1,2}:\\d{2}"
                  + " \\p{Lu}{2,4}, \\d{1,2} \\p{L}+ \\d{4} ?[.|]* ?"));

  private static final Pattern BEHIND =
      Pattern.compile(
          "\\s*[(\\[](?:AP|AFP|Reuters|PA|dpa|CNN|UPI|(?:Additional |Further"
              + " )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled) by"
              + " [^()\\[\\]]{1,160})[)\\]]\\W{0,2}$");

  private Clippings() {}

  /**
   * What of a sentence a summary takes.
   *
   * @param sentence UTF-16 units of the text
   * @return a part of {@code sentence}, itself where nothing ran into it
   */
  static Span clipped(String text, Span sentence) {
    Span left = sentence;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Span next = behind(text, before(text, left));
      if (next.equals(left)) {
        break;
      }
      left = next;
    }
    return letters(left.in(text)) < FEWEST_LETTERS ? sentence : left;
  }

  private static Span before(String text, Span span) {
    Optional<Datelines.Dateline> dateline = Datelines.at(text, span);
    if (dateline.isPresent() && dateline.get().sure() && dateline.get().textStart() < span.end()) {
      return new Span(dateline.get().textStart(), span.end());
    }
    for (Pattern pattern : BEFORE) {
      Matcher matcher = pattern.matcher(text).region(span.start(), span.end());
      if (matcher.lookingAt() && matcher.end() > span.start() && matcher.end() < span.end()) {
        return new Span(matcher.end(), span.end());
      }
    }
    return span;
  }

  private static Span behind(String text, Span span) {
    Matcher matcher = BEHIND.matcher(text).region(span.start(), span.end());
    return matcher.find() && matcher.start() > span.start()
        ? new Span(span.start(), matcher.start())
        : span;
  }

  private static long letters(String words) {
    return words.codePoints().filter(Character::isLetter).count();
  }
}
