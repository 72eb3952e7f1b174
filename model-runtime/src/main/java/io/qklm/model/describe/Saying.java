package io.qklm.model.describe;

import io.qklm.text.Span;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a sentence says of what it names at a place, by the words around the name: whether it is
 * the sentence's subject, is told what it is, or is only where something happened or whose
 * something is.
 */
final class Saying {

  /** UTF-16 units in front of a subject: "The", "On Monday,", "“". */
  private static final int SUBJECT_WITHIN = 4;

  private static final double SUBJECT = 1.0;
  private static final double EARLY = 0.5;
  private static final double ACTS = 0.5;
  private static final double IS_SOMETHING = 0.9;
  private static final double APPOSED = 0.7;
  private static final double OWNER = -0.6;
  private static final double PLACE = -0.5;
  private static final double LISTED = -0.4;

  /** "is a", "was the first", "became". */
  private static final Pattern COPULA =
      Pattern.compile(
          "\\s*(?:\\([^)]{1,40}\\)\\s*)?(?:,[^,]{1,60},\\s*)?(?:is|are|was|were|became|becomes|remains|has"
              + " been|have been|will be|serves as|served as)\\s+(?:also |now |still |currently"
              + " )?(?:an?|the|one|among|part|\\d|not"
              + " an?|based|known|founded|home|\\p{L}+ed|\\p{L}+ing)\\b");

  /** ", a port of 46,000,", ", who", "(born 1954)", ", 42,". */
  private static final Pattern BEHIND =
      Pattern.compile(
          "\\s*,\\s+(?:an?|the|one"
              + " of|who|which|whose|where|formerly|currently|then|aged?|\\d{1,3},|founded|based|born|known|\\p{Ll}+"
              + " (?:of|at|for|in) )|\\s*\\((?:born|founded|\\d{4}|aged?)\\b");

  /** "the mayor", "Chancellor", "striker" right in front. */
  private static final Pattern BEFORE =
      Pattern.compile(
          "(?s).*(?:^|\\s)(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|former|then|new|veteran|\\p{L}+-\\p{L}+)\\s+)"
              + "(?:\\p{Ll}[\\p{L}-]+\\s+){1,3}$");

  private static final Pattern OWNS = Pattern.compile("(?:['’]s|['’])(?=\\s)");

  private static final Pattern AT =
      Pattern.compile(
          "(?s).*\\b(?:in|at|from|near|to|into|across|around|outside|inside|via|through|throughout|within|off|toward"
              + "|towards)\\s+(?:the\\s+)?$");

  private static final Pattern IN_LIST_BEFORE =
      Pattern.compile("(?s).*\\p{Lu}[\\p{L}.]+,?\\s+(?:and|or)\\s+$|.*\\p{Lu}[\\p{L}.]+,\\s+$");

  private static final Pattern IN_LIST_BEHIND =
      Pattern.compile("(?:,\\s+|\\s+(?:and|or)\\s+)(?:the\\s+)?\\p{Lu}");

  /** What follows a subject and is no verb. */
  private static final Set<String> NO_VERB =
      Set.of(
          "and", "or", "but", "of", "in", "at", "on", "to", "for", "from", "with", "by", "as",
          "than", "that", "who", "which", "when", "where", "while", "after", "before", "the", "a",
          "an");

  private static final Pattern NEXT_WORD = Pattern.compile("\\s+(\\p{Ll}[\\p{L}-]*)");

  private static final Pattern OPENING =
      Pattern.compile("[\"“‘'(\\s]*(?:[Tt]he\\s+|[^,.;:]{0,40},\\s+(?:the\\s+)?)?");

  private Saying() {}

  /**
   * What speaks for a sentence by the words around one mention.
   *
   * @param text the whole text
   * @param sentence UTF-16 units
   * @param mention inside the sentence
   */
  static double of(String text, Span sentence, Span mention) {
    String before = text.substring(sentence.start(), Math.max(sentence.start(), mention.start()));
    String behind = text.substring(Math.min(sentence.end(), mention.end()), sentence.end());
    boolean owner = OWNS.matcher(behind).lookingAt();
    double score = place(before, behind, sentence, mention);
    if (COPULA.matcher(behind).lookingAt()) {
      score += IS_SOMETHING;
    }
    boolean listed =
        IN_LIST_BEHIND.matcher(behind).lookingAt() || IN_LIST_BEFORE.matcher(before).matches();
    if ((BEHIND.matcher(behind).lookingAt() && !listed) || BEFORE.matcher(before).matches()) {
      score += APPOSED;
    }
    return score
        + (owner ? OWNER : 0)
        + (AT.matcher(before).matches() ? PLACE : 0)
        + (listed ? LISTED : 0);
  }

  private static double place(String before, String behind, Span sentence, Span mention) {
    boolean subject =
        before.strip().length() <= SUBJECT_WITHIN || OPENING.matcher(before).matches();
    if (!subject) {
      double share = (mention.start() - sentence.start()) / (double) Math.max(1, sentence.length());
      return share < 0.5 ? EARLY * (1 - 2 * share) : 0;
    }
    Matcher next = NEXT_WORD.matcher(behind);
    boolean verb = next.lookingAt() && !NO_VERB.contains(next.group(1));
    return SUBJECT + (verb ? ACTS : 0);
  }
}
