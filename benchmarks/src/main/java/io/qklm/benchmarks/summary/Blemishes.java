package io.qklm.benchmarks.summary;

import io.qklm.document.SentenceSplitter;
import io.qklm.text.Span;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What no summary should hold: bylines, captions, datelines, notices, pieces of sentences, and
 * beginnings that point to what was left out. What counts is written down here, apart from the
 * engine.
 */
final class Blemishes {

  private static final Pattern JUNK =
      Pattern.compile(
          "^By \\.|\\b(?:PUBLISHED|UPDATED|Published|Updated): |\\b(?i:scroll down|read more|click"
              + " here|sign up for|follow us|share this|last updated|all rights reserved|use"
              + " cookies|advertisement)\\b"
              + "|\\((?:left|right|pictured|centre|center|above|below|inset)[^)]*\\)|^[Pp]ictured|\\bpictured"
              + " (?:left|right|above|here|with)\\b|^[^.]{0,60}\\((?:CNN|Reuters|AP|AFP|Financial"
              + " Times)\\) ?(?:--|—|–|-)|^(?:[A-Z][a-z]+ ){1,3}\\.$|^\\W*\\d{1,2}:\\d{2} \\w+|^By"
              + " [A-Z][\\w .]+ (?:for|and|in) [\\w ]+ \\.$");

  private static final Pattern BEGINS =
      Pattern.compile("^[\\p{Lu}\\p{N}\"“‘'«(\\[$£€@#…].*|^[a-z]\\p{Lu}.*", Pattern.DOTALL);

  private static final Pattern ENDS = Pattern.compile(".*[.!?…][\"”’')\\]]*\\s*$", Pattern.DOTALL);

  private static final Pattern POINTS_BACK =
      Pattern.compile(
          "^[\"“‘'(\\[]*(?:But|And|Yet|However|Nevertheless|Moreover|Furthermore|Instead|Meanwhile|Also|He|She|It|They|Him|His|Her|Its|Them|Their|This|These|Those|That|Such|(?:In"
              + " addition|As a result|For (?:example|instance))|The"
              + " (?:company|firm|group|bank|club|team|pair|couple|man|woman|boy|girl|deal"
              + "|move|decision|report|study|attack|incident|plan|bill|agreement|minister)(?:'s|’s)?(?!"
              + " (?:of|that|which|who|whose|where)\\b))\\b(?!"
              + " (?:week|month|year|morning|afternoon|evening|summer|season|weekend)\\b).*",
          Pattern.DOTALL);

  private Blemishes() {}

  /** Whether a sentence is, or holds, what is none of a text. */
  static boolean isJunk(String sentence) {
    return JUNK.matcher(sentence).find();
  }

  /** Whether a sentence lacks its beginning or its end. */
  static boolean isPiece(String sentence) {
    return !BEGINS.matcher(sentence).matches() || !ENDS.matcher(sentence).matches();
  }

  /** Whether a sentence has one mark of a quotation and not the other. */
  static boolean hasOpenQuotation(String sentence) {
    int straight = 0;
    int curly = 0;
    for (int i = 0; i < sentence.length(); i++) {
      switch (sentence.charAt(i)) {
        case '"' -> straight++;
        case '“' -> curly++;
        case '”' -> curly--;
        default -> {}
      }
    }
    return straight % 2 != 0 || curly != 0;
  }

  /**
   * Whether a sentence of a summary points to a sentence that the summary left out.
   *
   * @param text the whole text
   * @param summary the summary's sentences, UTF-16 units
   */
  static boolean dangles(String text, List<Span> summary) {
    List<Span> sentences = new SentenceSplitter().split(text, "en");
    for (Span taken : summary) {
      int number = 0;
      while (number < sentences.size() && sentences.get(number).end() <= taken.start()) {
        number++;
      }
      if (number > 0 && POINTS_BACK.matcher(taken.in(text)).matches()) {
        Span before = sentences.get(number - 1);
        if (summary.stream().noneMatch(s -> s.start() < before.end() && s.end() > before.start())) {
          return true;
        }
      }
    }
    return false;
  }
}
