package io.qklm.model.abstractive;

import io.qklm.text.Span;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a text, against which a sentence that was written of it is held: every number and
 * every name in it must stand in the text.
 */
final class SourceWords {

  private static final Pattern WORD =
      Pattern.compile("\\p{N}+(?:[.,]\\p{N}+)*\\p{L}*|(?:\\p{L}\\.){2,}|[\\p{L}\\p{M}\\p{N}]+");

  private static final Pattern NUMBER = Pattern.compile("(\\p{N}+(?:[.,]\\p{N}+)*)\\p{L}*");

  /** Words for numbers, which a summary may write as digits, and back. */
  private static final Map<String, String> IN_WORDS =
      Map.ofEntries(
          Map.entry("zero", "0"),
          Map.entry("one", "1"),
          Map.entry("two", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("eight", "8"),
          Map.entry("nine", "9"),
          Map.entry("ten", "10"),
          Map.entry("eleven", "11"),
          Map.entry("twelve", "12"),
          Map.entry("thirteen", "13"),
          Map.entry("fourteen", "14"),
          Map.entry("fifteen", "15"),
          Map.entry("sixteen", "16"),
          Map.entry("seventeen", "17"),
          Map.entry("eighteen", "18"),
          Map.entry("nineteen", "19"),
          Map.entry("twenty", "20"),
          Map.entry("thirty", "30"),
          Map.entry("forty", "40"),
          Map.entry("fifty", "50"),
          Map.entry("sixty", "60"),
          Map.entry("seventy", "70"),
          Map.entry("eighty", "80"),
          Map.entry("ninety", "90"),
          Map.entry("first", "1"),
          Map.entry("second", "2"),
          Map.entry("third", "3"),
          Map.entry("fourth", "4"),
          Map.entry("fifth", "5"),
          Map.entry("dozen", "12"));

  /** Of these a summary may say one where the text says none: "one of", "first". */
  private static final Set<String> FREE = Set.of("one", "first", "second");

  private final Set<String> words = new HashSet<>();
  private final Set<String> numbers = new HashSet<>();
  private final String row;

  /** The words of a text. */
  SourceWords(String text) {
    StringBuilder all = new StringBuilder(" ");
    StringBuilder initials = new StringBuilder();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String word = folded(matcher.group());
      words.add(word);
      all.append(word).append(' ');
      number(matcher.group()).ifPresent(numbers::add);
      if (Character.isUpperCase(matcher.group().codePointAt(0))) {
        initials.appendCodePoint(matcher.group().codePointAt(0));
        for (int from = 0; from < initials.length() - 1; from++) {
          words.add(folded(initials.substring(from)));
        }
        if (initials.length() > 5) {
          initials.delete(0, 1);
        }
      } else {
        initials.setLength(0);
      }
    }
    row = all.toString();
  }

  /**
   * What of a sentence the text does not say.
   *
   * @param names where the sentence has names, UTF-16 units
   * @return the first number or name that is not in the text; empty where all are
   */
  Optional<String> invented(String sentence, List<Span> names) {
    boolean first = true;
    Matcher matcher = WORD.matcher(sentence);
    while (matcher.find()) {
      String word = matcher.group();
      Optional<String> number = number(word);
      if (number.isPresent()) {
        if (!numbers.contains(number.get()) && !FREE.contains(word.toLowerCase(Locale.ROOT))) {
          return Optional.of(word);
        }
      } else if (!first
          && Character.isUpperCase(word.codePointAt(0))
          && !word.equals("I")
          && !words.contains(folded(word))) {
        return Optional.of(word);
      }
      first = false;
    }
    return names.stream()
        .map(span -> span.in(sentence))
        .filter(name -> !row.contains(row(name)))
        .findFirst();
  }

  private static String row(String name) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(name);
    while (matcher.find()) {
      words.add(folded(matcher.group()));
    }
    return " " + String.join(" ", words) + " ";
  }

  /** Small letters without accents, stops and joints. */
  private static String folded(String word) {
    String bare = Normalizer.normalize(word, Normalizer.Form.NFKD);
    return bare.replaceAll("\\p{M}|\\.", "").toLowerCase(Locale.ROOT);
  }

  /** Digits without what parts thousands and without ends such as "m" and "th". */
  private static Optional<String> number(String word) {
    String said = IN_WORDS.get(word.toLowerCase(Locale.ROOT));
    if (said != null) {
      return Optional.of(said);
    }
    Matcher matcher = NUMBER.matcher(word);
    return matcher.matches()
        ? Optional.of(matcher.group(1).replaceAll(",(?=\\p{N}{3}(?!\\p{N}))", ""))
        : Optional.empty();
  }
}
