package io.qklm.model.linking;

import io.qklm.kg.alias.AliasIndex;
import io.qklm.kg.alias.SurfaceMatch;
import io.qklm.model.encoding.EncodedDocument;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Chooses, among all known surface forms in a text, those that look like names, never overlapping,
 * the longest first.
 */
final class MentionFinder {

  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** Words that stand before a name with a capital and are no part of it. */
  private static final Set<String> TITLES =
      Set.of(
          "mr",
          "mrs",
          "ms",
          "dr",
          "prof",
          "president",
          "chancellor",
          "minister",
          "king",
          "queen",
          "prince",
          "princess",
          "pope",
          "sir",
          "lord",
          "lady",
          "sen",
          "senator",
          "rep",
          "gov",
          "governor",
          "mayor",
          "judge",
          "justice",
          "gen",
          "general",
          "col",
          "colonel",
          "capt",
          "captain",
          "sgt",
          "lt",
          "coach",
          "the",
          "a",
          "an",
          "in",
          "at",
          "on",
          "for",
          "and",
          "but",
          "saint",
          "chief",
          "secretary",
          "premier",
          "ambassador",
          "director");

  private final AliasIndex aliases;

  MentionFinder(AliasIndex aliases) {
    this.aliases = aliases;
  }

  List<Mention> find(EncodedDocument document, Predicate<Span> counts) {
    String text = document.text();
    List<SurfaceMatch> named =
        aliases.scan(text).stream()
            .filter(match -> NameShape.fits(text, match.span()) && counts.test(match.span()))
            .toList();
    NavigableMap<Integer, SurfaceMatch> chosen = longestFirst(named);
    boolean[] shouting = shouting(document);
    List<Mention> mentions = new ArrayList<>(chosen.size());
    for (SurfaceMatch match : chosen.values()) {
      int sentence = document.sentenceAt(match.span().start());
      boolean loud = sentence >= 0 && shouting[sentence];
      int words = SPACE.split(match.span().in(text)).length;
      boolean begins =
          words == 1
              && sentence >= 0
              && isFirstWord(text, document.sentences().get(sentence), match.span());
      mentions.add(
          new Mention(
              match,
              words,
              sentence,
              begins,
              loud,
              !loud
                  && insideUnknownName(
                      text,
                      match.span(),
                      sentence < 0
                          ? Optional.empty()
                          : Optional.of(document.sentences().get(sentence)),
                      chosen),
              words == 1 && !loud && besideName(text, match.span(), chosen)));
    }
    return mentions;
  }

  private static NavigableMap<Integer, SurfaceMatch> longestFirst(List<SurfaceMatch> matches) {
    List<SurfaceMatch> byLength = new ArrayList<>(matches);
    byLength.sort(
        Comparator.comparingInt((SurfaceMatch match) -> -match.span().length())
            .thenComparing(SurfaceMatch::span));
    TreeMap<Integer, SurfaceMatch> taken = new TreeMap<>();
    for (SurfaceMatch match : byLength) {
      var before = taken.lowerEntry(match.span().end());
      if (before == null || !before.getValue().span().overlaps(match.span())) {
        taken.put(match.span().start(), match);
      }
    }
    return taken;
  }

  private static boolean[] shouting(EncodedDocument document) {
    boolean[] loud = new boolean[document.sentences().size()];
    for (int i = 0; i < loud.length; i++) {
      Span sentence = document.sentences().get(i);
      int upper = 0;
      int lower = 0;
      for (int at = sentence.start(); at < sentence.end(); at++) {
        char c = document.text().charAt(at);
        if (Character.isUpperCase(c)) {
          upper++;
        } else if (Character.isLowerCase(c)) {
          lower++;
        }
      }
      loud[i] = upper > 8 && upper > 3 * lower;
    }
    return loud;
  }

  private static boolean isFirstWord(String text, Span sentence, Span span) {
    for (int i = sentence.start(); i < span.start(); i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the span touches a capitalised word that belongs to no other known name and is no
   * title: then it is probably a part of a name that the knowledge does not have.
   */
  private static boolean insideUnknownName(
      String text, Span span, Optional<Span> sentence, NavigableMap<Integer, SurfaceMatch> chosen) {
    Optional<Span> before = wordBefore(text, span.start());
    Optional<Span> after = wordAfter(text, span.end());
    boolean looseBefore =
        before.isPresent()
            && isLooseName(text, before.get(), chosen)
            // The first word of a sentence has its capital anyway.
            && sentence.map(Span::start).orElse(-1) != before.get().start();
    return looseBefore
        || insideHyphenatedName(text, span)
        || (after.isPresent() && isLooseName(text, after.get(), chosen));
  }

  /** Whether the span is a part of a word like {@code Mphande-Banda}. */
  private static boolean insideHyphenatedName(String text, Span span) {
    boolean before =
        span.start() >= 2
            && text.charAt(span.start() - 1) == '-'
            && Character.isLetter(text.charAt(span.start() - 2));
    boolean after =
        span.end() + 1 < text.length()
            && text.charAt(span.end()) == '-'
            && Character.isUpperCase(text.charAt(span.end() + 1));
    return before || after;
  }

  private static boolean besideName(
      String text, Span span, NavigableMap<Integer, SurfaceMatch> chosen) {
    return wordBefore(text, span.start()).filter(word -> isMention(word, chosen)).isPresent()
        || wordAfter(text, span.end()).filter(word -> isMention(word, chosen)).isPresent();
  }

  private static boolean isMention(Span word, NavigableMap<Integer, SurfaceMatch> chosen) {
    SurfaceMatch match = chosen.get(word.start());
    return match != null && match.span().equals(word);
  }

  private static Optional<Span> wordBefore(String text, int position) {
    if (position < 2 || text.charAt(position - 1) != ' ') {
      return Optional.empty();
    }
    int start = position - 1;
    while (start > 0 && isWordPart(text.charAt(start - 1))) {
      start--;
    }
    return start < position - 1 ? Optional.of(new Span(start, position - 1)) : Optional.empty();
  }

  private static Optional<Span> wordAfter(String text, int position) {
    boolean glued = position + 1 < text.length() && text.charAt(position) == ' ';
    // After "D.C." a capital may begin the next sentence.
    if (!glued || text.charAt(position - 1) == '.') {
      return Optional.empty();
    }
    int end = position + 1;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    return end > position + 1 ? Optional.of(new Span(position + 1, end)) : Optional.empty();
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '\'' || c == '\u2019';
  }

  private static boolean isLooseName(
      String text, Span word, NavigableMap<Integer, SurfaceMatch> chosen) {
    if (word.length() < 3 || !Character.isUpperCase(text.charAt(word.start()))) {
      return false;
    }
    var covering = chosen.floorEntry(word.start());
    boolean known = covering != null && covering.getValue().span().end() > word.start();
    return !known && !TITLES.contains(word.in(text).toLowerCase(Locale.ROOT));
  }
}
