package io.qklm.kg.source.wikipedia;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.FilteredBreakIteratorBuilder;
import com.ibm.icu.util.ULocale;

/**
 * The first sentence of a paragraph by ICU's rules and its list of the language's abbreviations.
 * One thread.
 */
final class FirstSentence {

  /** Longest description that is of use; a longer sentence is cut at a word. */
  private static final int LONGEST = 400;

  /** What is looked at of a paragraph. */
  private static final int LOOKED_AT = 2_000;

  private final BreakIterator sentences;

  FirstSentence(String language) {
    ULocale locale = ULocale.forLanguageTag(language);
    this.sentences =
        FilteredBreakIteratorBuilder.getInstance(locale)
            .wrapIteratorWithFilter(BreakIterator.getSentenceInstance(locale));
  }

  String of(String paragraph) {
    String text = paragraph.substring(0, Math.min(paragraph.length(), LOOKED_AT));
    text = tidied(text);
    sentences.setText(text);
    int end = sentences.next();
    // An initial is no end of a sentence, nor is what ends within brackets.
    while (end != BreakIterator.DONE && end < text.length() && !ends(text.substring(0, end))) {
      end = sentences.next();
    }
    String sentence = (end == BreakIterator.DONE ? text : text.substring(0, end)).strip();
    if (sentence.length() <= LONGEST) {
      return sentence;
    }
    int cut = sentence.lastIndexOf(' ', LONGEST);
    cut = cut < LONGEST / 2 ? LONGEST : cut;
    cut = Character.isHighSurrogate(sentence.charAt(cut - 1)) ? cut - 1 : cut;
    return sentence.substring(0, cut) + "…";
  }

  private static boolean ends(String sentence) {
    String text = sentence.strip();
    long open = text.chars().filter(c -> c == '(').count();
    long close = text.chars().filter(c -> c == ')').count();
    boolean initial = text.matches("(?s).*(?:^|[\\s(.])\\p{Lu}\\.");
    return open <= close && !initial;
  }

  /** Brackets that held a template are empty, and double spaces are none. */
  private static String tidied(String text) {
    return text.replaceAll("[\\s\\u00A0]+", " ")
        .replaceAll("\\(\\s*[;,:/]*\\s*", "(")
        .replaceAll("\\s*[;,]*\\s*\\)", ")")
        .replace(" ()", "")
        .replace("()", "")
        .replaceAll("（[；，、\\s]*）", "")
        .replaceAll(" ([,.;:])(?=\\s|$)", "$1")
        .strip();
  }
}
