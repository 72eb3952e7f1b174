package io.qklm.kg.source.dbpedia;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes one line of the beginning of an article. The index lost templates: what was one left empty
 * brackets, doubled commas and sentences without their subject behind. And it is of 2013: what was
 * said to be current then is past or open now.
 */
final class Descriptions {

  private static final int LENGTH = 200;

  private static final Pattern SENTENCE_END =
      Pattern.compile("(?<=[\\p{Ll}\\p{Nd})\"]{2}\\.) (?=\\p{Lu})");

  /** Parameters of a box that was not closed. */
  private static final Pattern BOX = Pattern.compile("\\S+ = |[|{}]|^Image:|^File:|Retrieved on");

  private static final Pattern EMPTY_BRACKETS = Pattern.compile("\\s*\\([\\s,;:.\u2013-]*\\)");
  private static final Pattern BRACKET_START = Pattern.compile("\\(\\s*[,;:]\\s*");
  private static final Pattern BRACKET_END = Pattern.compile("\\s*[,;:]?\\s*\\)");
  private static final Pattern SPACE_BEFORE =
      Pattern.compile("\\s+(?=[,;:](?:\\s|$)|\\.(?:\\s|$))");
  private static final Pattern DOUBLED = Pattern.compile("([,;])(?:\\s*[,;])+");

  private static final Pattern LEADING =
      Pattern.compile(
          "^(?:\\([^()]*\\)|\\[[^\\]]*\\]|[^\\p{L}\\p{N}\"'\u201c\u2018(.]|\\.(?!\\p{N}))+");
  private static final Pattern FIELD_REST =
      Pattern.compile("^(?:s|[\\p{Ll} ]{1,30}), (?=(?:an?|the) \\p{L})");
  private static final Pattern VERB =
      Pattern.compile(
          "^(?:is|was|are|were|has|had|refers?|means|consists?|or)\\b.*", Pattern.DOTALL);
  private static final Pattern ASIDE =
      Pattern.compile(
          "^(?:usually|frequently|formally|formerly|also|sometimes|officially|often|commonly|known|"
              + "called|abbreviated|nicknamed|founded|born|located|originally|better|more|pronounced)"
              + "\\b.*",
          Pattern.DOTALL);
  private static final Pattern SEE = Pattern.compile("^[Ss]ee [^.]*\\.\\s*");

  private static final Pattern AS_OF =
      Pattern.compile(
          "\\s*\\((?:as of|in) [^()]*[0-9]{4}[^()]*\\)|,?\\s+(?:as of|as at) (?:the )?"
              + "(?:\\p{L}+ |[0-9]{1,2},? ){0,3}[0-9]{4}(?: census)?");
  private static final Pattern AT_FIRST = Pattern.compile("^(?:As of|As at) [^,]*[0-9]{4}[^,]*, ");
  private static final Pattern BRACKETED = Pattern.compile("\\((?:currently|presently) ");
  private static final Pattern RANKED =
      Pattern.compile("\\b([0-9]+(?:st|nd|rd|th)) and (?:current|incumbent)\\b");
  private static final Pattern IS_CURRENT =
      Pattern.compile(
          "\\b(is|are) (?:(?:currently|presently) (?=the|an?\\b)"
              + "|the (?:current|incumbent) (?!century|millennium|SI\\b|unit))");
  private static final Pattern CURRENT_CLAUSE =
      Pattern.compile(
          ",?\\s+(?:and\\s+)?(?:(?:who|which|that)\\s+)?(?:(?:is|are)\\s+)?"
              + "(?:currently|presently|at present)\\b"
              + "(?:[^,;.]|(?<![\\p{Ll}\\p{Nd})\"]{2})\\.(?!$)|\\.(?=\\S))*");
  private static final Pattern SAYS_WHAT =
      Pattern.compile("\\b(?:is|was|are|were) (?:an?|the|one)\\b");
  private static final Pattern CURRENT =
      Pattern.compile(
          "(?<=\\b(?:the|and|a|an|its|his|her|their|from) |[,(] ?)current (?!events|affairs|of\\b|in\\b|or\\b)(?=\\p{L})");

  private Descriptions() {}

  /**
   * The first sentence, or nothing where no sentence is left.
   *
   * @param text the beginning of the article, in one line, with HTML's entities resolved
   * @param label stands in for a subject that was lost
   */
  static Optional<String> of(String text, String label) {
    String mended = beginning(marks(text), label);
    String sentence = capital(ending(past(SENTENCE_END.split(mended, 2)[0])), label);
    boolean says = sentence.codePoints().filter(Character::isLetter).count() > 2;
    if (!says || BOX.matcher(sentence).find()) {
      return Optional.empty();
    }
    return Optional.of(cut(sentence));
  }

  /** Puts brackets, commas and spaces right. */
  private static String marks(String text) {
    String mended = EMPTY_BRACKETS.matcher(text).replaceAll("");
    mended = BRACKET_START.matcher(mended).replaceAll("(");
    mended = BRACKET_END.matcher(mended).replaceAll(")");
    mended = SPACE_BEFORE.matcher(mended).replaceAll("");
    mended = DOUBLED.matcher(mended).replaceAll("$1");
    return withoutLoneBrackets(mended).replaceAll("\\s{2,}", " ").strip();
  }

  /** Without brackets that have no other half. */
  private static String withoutLoneBrackets(String text) {
    BitSet lone = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '(') {
        open.push(i);
      } else if (text.charAt(i) == ')' && open.poll() == null) {
        lone.set(i);
      }
    }
    open.forEach(lone::set);
    if (lone.isEmpty()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!lone.get(i)) {
        kept.append(text.charAt(i));
      }
    }
    return kept.toString();
  }

  /** Gives a sentence that lost its beginning one: its capital letter, or its subject. */
  private static String beginning(String text, String label) {
    String rest = LEADING.matcher(text).replaceFirst("");
    boolean whole = rest.length() == text.length();
    if (!rest.isEmpty() && (!whole || Character.isLowerCase(rest.codePointAt(0)))) {
      rest = SEE.matcher(rest).replaceFirst("");
      rest = FIELD_REST.matcher(rest).replaceFirst("");
    }
    if (rest.isEmpty() || !Character.isLowerCase(rest.codePointAt(0))) {
      return rest;
    }
    if (VERB.matcher(rest).matches()) {
      return label + " " + rest;
    }
    if (ASIDE.matcher(rest).matches()) {
      return label + ", " + rest;
    }
    return capital(rest, label);
  }

  /** With a capital at the beginning, except of names such as iPhone. */
  private static String capital(String text, String label) {
    boolean named =
        text.isEmpty() || (text.startsWith(label) && !label.equals(label.toLowerCase(Locale.ROOT)));
    if (named) {
      return text;
    }
    int first = text.codePointAt(0);
    return Character.toString(Character.toUpperCase(first))
        + text.substring(Character.charCount(first));
  }

  /** Takes what was so in 2013 for past, or leaves it out. */
  private static String past(String sentence) {
    String text = AS_OF.matcher(AT_FIRST.matcher(sentence).replaceFirst("")).replaceAll("");
    text = BRACKETED.matcher(text).replaceAll("(");
    text = RANKED.matcher(text).replaceAll("$1");
    text =
        IS_CURRENT
            .matcher(text)
            .replaceAll(
                found -> {
                  String been = found.group(1).equals("is") ? "has been " : "have been ";
                  return found.group().contains("the ") ? been + "the " : been;
                });
    StringBuilder kept = new StringBuilder();
    Matcher clause = CURRENT_CLAUSE.matcher(text);
    while (clause.find()) {
      boolean said = SAYS_WHAT.matcher(text.substring(0, clause.start())).find();
      clause.appendReplacement(
          kept,
          said
              ? ""
              : Matcher.quoteReplacement(
                  clause.group().replaceFirst("(?:currently|presently|at present) ?", "")));
    }
    clause.appendTail(kept);
    return CURRENT.matcher(kept).replaceAll("");
  }

  private static String ending(String sentence) {
    return marks(sentence).replaceFirst("[,;:\\s]+(\\.?)$", "$1").strip();
  }

  private static String cut(String sentence) {
    if (sentence.length() <= LENGTH) {
      return sentence;
    }
    int cut = sentence.lastIndexOf(' ', LENGTH - 1);
    return sentence.substring(0, cut > 0 ? cut : LENGTH - 1) + "\u2026";
  }
}
