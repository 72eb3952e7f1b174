package io.qklm.kg.source.wikipedia;

import io.qklm.kg.FactObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the names of categories say plainly: years of birth, death and foundation, in a few
 * languages.
 */
final class Categories {

  private static final Pattern BORN =
      Pattern.compile(
          "([0-9]{1,4}) births|Geboren ([0-9]{1,4})|Naissance en (?:[\\p{L}]+ )?([0-9]{1,4})|"
              + "Nacidos en ([0-9]{1,4})|Nascidos em ([0-9]{1,4})|Nati nel ([0-9]{1,4})|"
              + "Родившиеся в ([0-9]{1,4}) году|([0-9]{1,4})年出生|([0-9]{1,4})年生");

  private static final Pattern DIED =
      Pattern.compile(
          "([0-9]{1,4}) deaths|Gestorben ([0-9]{1,4})|Décès en (?:[\\p{L}]+ )?([0-9]{1,4})|"
              + "Fallecidos en ([0-9]{1,4})|Mortos em ([0-9]{1,4})|Morti nel ([0-9]{1,4})|"
              + "Умершие в ([0-9]{1,4}) году|([0-9]{1,4})年逝世|([0-9]{1,4})年没");

  private static final Pattern FOUNDED =
      Pattern.compile(
          "(?:[\\p{L} -]+ )?(?:established|founded) in ([0-9]{1,4})|"
              + "([0-9]{1,4}) establishments(?: in .+)?|Gegründet ([0-9]{1,4})|([0-9]{1,4})年建立");

  private static final Pattern PERSON =
      Pattern.compile("Living people|Year of (?:birth|death) (?:missing|unknown).*|Mann|Frau|在世人物");

  /** Years, and what concerns pages and not their subjects. */
  private static final Pattern IDLE =
      Pattern.compile(
          "(?i)(?:[0-9]{1,4}(?:s|st|nd|rd|th)?\\b.*|.*\\b[0-9]{4}\\b.*|living people|.*\\bstubs?\\b.*|"
              + "(?:all )?(?:articles?|pages|wikipedia|use|cs1|commons|webarchive|good|featured|"
              + "accuracy|vague|engvarb|coordinates|official|short description).*|.*disambiguation.*|"
              + "year of .*|.*wikidata.*|.*births|.*deaths|.*年出生|.*年逝世)");

  private Categories() {}

  /** Facts by relation, and of each the first. */
  static Map<String, FactObject.Time> years(List<String> categories) {
    Map<String, FactObject.Time> years = new LinkedHashMap<>();
    for (String category : categories) {
      year(BORN, category).ifPresent(year -> years.putIfAbsent(PageFacts.BORN, year));
      year(DIED, category).ifPresent(year -> years.putIfAbsent(PageFacts.DIED, year));
      year(FOUNDED, category).ifPresent(year -> years.putIfAbsent(PageFacts.FOUNDED, year));
    }
    return years;
  }

  private static Optional<FactObject.Time> year(Pattern pattern, String category) {
    Matcher parts = pattern.matcher(category);
    if (!parts.matches()) {
      return Optional.empty();
    }
    for (int i = 1; i <= parts.groupCount(); i++) {
      if (parts.group(i) != null) {
        int year = Integer.parseInt(parts.group(i));
        return year == 0 ? Optional.empty() : Optional.of(new FactObject.Time(year, 1, 1, 9));
      }
    }
    return Optional.empty();
  }

  /** Whether only persons stand in one of these. */
  static boolean sayPerson(List<String> categories) {
    return categories.stream()
        .anyMatch(
            c ->
                PERSON.matcher(c).matches()
                    || BORN.matcher(c).matches()
                    || DIED.matcher(c).matches());
  }

  /** Whether a category says something of what a page is about. */
  static boolean telling(String category) {
    return !IDLE.matcher(category).matches();
  }
}
