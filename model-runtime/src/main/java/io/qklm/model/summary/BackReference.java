package io.qklm.model.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells English sentences that point to what was said before: "But", "He", "The company" at their
 * begin. Told by form alone, so a sentence may be held for one that says what it means later; then
 * the one before it is taken too, which does no harm.
 */
final class BackReference {

  /** Words that join a sentence to the one before. */
  private static final Set<String> JOINING =
      words(
          "but and or nor yet so however nevertheless nonetheless moreover furthermore therefore"
              + " thus hence instead otherwise besides consequently meanwhile afterwards afterward"
              + " thereafter then also still similarly likewise conversely additionally"
              + " alternatively accordingly finally lastly secondly thirdly again indeed rather");

  /** "The 42-year-old". */
  private static final Pattern AGE = Pattern.compile("\\d{1,3}-(?:year|month|week|day)-old");

  /** The same in two words and more. */
  private static final List<String> JOINING_PHRASES =
      List.of(
          "in addition",
          "in contrast",
          "by contrast",
          "in turn",
          "in response",
          "in return",
          "in fact",
          "in other words",
          "in that case",
          "in the meantime",
          "as a result",
          "as a consequence",
          "as such",
          "as well",
          "after that",
          "after this",
          "after which",
          "at the same time",
          "at that time",
          "at that point",
          "at this point",
          "because of this",
          "because of that",
          "despite this",
          "despite that",
          "due to this",
          "even so",
          "for example",
          "for instance",
          "for this",
          "for that",
          "for these",
          "from there",
          "on the other hand",
          "on top of that",
          "since then",
          "that said",
          "to that end",
          "to this end",
          "until then",
          "with this",
          "with that",
          "of these",
          "of those",
          "of them",
          "one of them",
          "one of these",
          "one of those",
          "some of them",
          "most of them",
          "many of them",
          "all of them",
          "none of them",
          "among them",
          "both of them",
          "several of them",
          "the same",
          "the former",
          "the latter",
          "the pair",
          "the duo",
          "the trio",
          "the couple",
          "the two",
          "the three",
          "the four",
          "the other",
          "the others");

  private static final Set<String> PRONOUNS =
      words(
          "he she it they him his her hers its them their theirs himself herself itself"
              + " themselves");

  private static final Set<String> POINTING = words("this that these those such");

  /** Behind "this" they are of the reader's own time. */
  private static final Set<String> TIMES =
      words(
          "week month year morning afternoon evening night summer winter spring autumn fall season"
              + " weekend quarter monday tuesday wednesday thursday friday saturday sunday january"
              + " february march april may june july august september october november december"
              + " christmas easter century decade time");

  /** Behind "the" they mean somebody or something that was named before. */
  private static final Set<String> ROLES =
      words(
          "company firm group bank agency ministry minister club team side squad airline retailer"
              + " carrier carmaker automaker maker manufacturer giant union party pair man woman"
              + " boy girl child baby teenager victim victims suspect suspects defendant accused"
              + " officer officers player players striker midfielder goalkeeper defender manager"
              + " coach singer actor actress star driver pilot author writer artist film movie show"
              + " album song book deal move decision agreement report study survey research poll"
              + " incident attack accident crash blast explosion fire case trial hearing ruling"
              + " verdict bill law legislation plan plans proposal proposals project scheme"
              + " programme program measure measures event results figures statement letter video"
              + " footage image images picture pictures photo photos money funds funding cash award"
              + " awards prize grant grants vessel ship plane aircraft vehicle car building house"
              + " property site venue match game tie win defeat victory loss result rise fall"
              + " increase drop news announcement claim claims allegation allegations charges"
              + " charge lawsuit complaint bid offer takeover merger body organisation organization"
              + " charity school hospital newspaper paper website senator congressman congresswoman"
              + " lawmaker lawmakers politician former ex businessman billionaire tycoon veteran"
              + " youngster mother father brother sister family parents wife husband son daughter"
              + " researchers scientists authors findings problem problems issue issues changes"
              + " system device product service");

  /** Behind such a word they say which one is meant. */
  private static final Set<String> SAYING_WHICH =
      words(
          "of that which who whose whom where against between behind for in at by on to with from"
              + " about over into responsible known called named accused charged convicted");

  private static final Set<String> NO_POINTER_AFTER_HER = words("majesty royal highness");

  /** "In the same year he": an adverbial, a comma, and then somebody who was named before. */
  private static final Pattern BEHIND_ADVERBIAL =
      Pattern.compile(
          "(?:In|On|At|After|Before|During|For|By|Since|Until|From|With|Without|Last|Earlier|Later|Asked"
              + "|When|While|As|If|Although|Though|Despite|Following|Once|Speaking|Writing|Now|Today"
              + "|Yesterday|Tonight|Previously|Recently|Eventually|Soon)\\b(?<between>[^,;:“”\"]{0,60}),"
              + " (?:he|she|they|it|his|her|their|its)\\b.*",
          Pattern.DOTALL);

  private static final Pattern NAME =
      Pattern.compile(
          "\\b(?!(?:January|February|March|April|May|June|July|August|September|October|November|December"
              + "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)"
              + "(?:day)?\\b)\\p{Lu}\\p{L}+");

  /** A quotation whose speaker is a pronoun. */
  private static final Pattern SAID_BY_PRONOUN =
      Pattern.compile(
          "[\"“'‘].*[,.!?…]\\s?[\"”'’]\\s(?:he|she|they|it)"
              + " (?:said|says|added|told|tells|wrote|writes|tweeted"
              + "|explained|continued|insisted|recalled|concluded|joked|admitted|claimed|argued|asked"
              + "|stated|noted|also)\\b.*",
          Pattern.DOTALL);

  private BackReference() {}

  private static Set<String> words(String words) {
    return Set.of(words.split(" ", -1));
  }

  /** Whether a sentence points to what stands before it. */
  static boolean in(String sentence) {
    List<String> words = firstWords(sentence);
    if (words.isEmpty()) {
      return false;
    }
    String first = words.get(0).toLowerCase(Locale.ROOT);
    String second = words.size() < 2 ? "" : words.get(1);
    return (PRONOUNS.contains(first)
            && !(first.equals("her") && contains(NO_POINTER_AFTER_HER, second)))
        || joins(words, first)
        || pointsAt(words, first, second)
        || means(words, first, second)
        || isSpokenByPronoun(sentence)
        || isBehindAdverbial(sentence);
  }

  private static boolean contains(Set<String> set, String word) {
    return set.contains(word.toLowerCase(Locale.ROOT));
  }

  private static boolean joins(List<String> words, String first) {
    if (JOINING.contains(first)) {
      // "So far this year", "Still images", "Then-president": nothing is joined.
      return !(first.equals("so") && words.size() > 1 && words.get(1).equals("far"));
    }
    String opening = String.join(" ", words).toLowerCase(Locale.ROOT) + " ";
    return JOINING_PHRASES.stream().anyMatch(phrase -> opening.startsWith(phrase + " "));
  }

  private static boolean pointsAt(List<String> words, String first, String second) {
    if (POINTING.contains(first)) {
      return !contains(TIMES, second);
    }
    // "Both Ford and Opel" says whom it means.
    boolean small = !second.isEmpty() && Character.isLowerCase(second.codePointAt(0));
    return switch (first) {
      case "both", "neither", "either", "another", "each" -> small;
      case "others" -> true;
      case "there" -> words.size() > 2 && PRONOUNS.contains(second);
      default -> false;
    };
  }

  private static boolean means(List<String> words, String first, String second) {
    if (!first.equals("the") || words.size() < 2) {
      return false;
    }
    boolean age = AGE.matcher(second).matches();
    String noun = second.endsWith("'s") || second.endsWith("’s") ? bare(second) : second;
    boolean owner = !noun.equals(second);
    if (!age && (!ROLES.contains(noun) || !Character.isLowerCase(noun.codePointAt(0)))) {
      return false;
    }
    String third = words.size() < 3 ? "" : words.get(2);
    if (age && !third.isEmpty() && Character.isUpperCase(third.codePointAt(0))) {
      return false;
    }
    return owner || third.isEmpty() || !contains(SAYING_WHICH, third);
  }

  private static String bare(String owner) {
    return owner.substring(0, owner.length() - 2);
  }

  private static boolean isSpokenByPronoun(String sentence) {
    return SAID_BY_PRONOUN.matcher(sentence).matches();
  }

  private static boolean isBehindAdverbial(String sentence) {
    var matcher = BEHIND_ADVERBIAL.matcher(sentence);
    return matcher.matches() && !NAME.matcher(matcher.group("between")).find();
  }

  /** The first five words, without the marks before them. */
  private static List<String> firstWords(String sentence) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (words.size() < 5 && at < sentence.length()) {
      int start = at;
      while (start < sentence.length() && !Character.isLetterOrDigit(sentence.charAt(start))) {
        start++;
      }
      int end = start;
      while (end < sentence.length() && isOfWord(sentence, end)) {
        end++;
      }
      if (end > start) {
        words.add(sentence.substring(start, end));
      }
      at = Math.max(end, start + 1);
    }
    return words;
  }

  private static boolean isOfWord(String sentence, int at) {
    char c = sentence.charAt(at);
    return Character.isLetterOrDigit(c)
        || (("'’-".indexOf(c) >= 0)
            && at + 1 < sentence.length()
            && Character.isLetterOrDigit(sentence.charAt(at + 1)));
  }
}
