package io.qklm.training.knowledge;

import io.qklm.kg.EntityKind;
import java.util.List;
import java.util.SplittableRandom;

/** Names that nobody has, of people, organisations, places and other things. */
final class InventedNames {

  private static final String[] STARTS = {
    "b", "br", "c", "ch", "d", "dr", "f", "g", "gr", "h", "j", "k", "kl", "l", "m", "n", "p", "pr",
    "qu", "r", "s", "sh", "st", "t", "tr", "v", "w", "y", "z", "zh", ""
  };
  private static final String[] VOWELS = {"a", "e", "i", "o", "u", "a", "e", "o", "ai", "ea", "ou"};
  private static final String[] ENDS = {
    "", "", "", "n", "l", "r", "s", "x", "m", "ck", "rn", "lt", "nd", "rt"
  };
  private static final List<String> OF_ORGANISATIONS =
      List.of(
          "Industries",
          "Systems",
          "Group",
          "Holdings",
          "Corp",
          "Bank",
          "Party",
          "University",
          "United",
          "Airlines",
          "Energy",
          "Labs",
          "Foundation",
          "Institute",
          "FC",
          "Partners",
          "Pharmaceuticals",
          "Motors",
          "Council",
          "Alliance");
  private static final List<String> OF_PLACES =
      List.of("Valley", "County", "Island", "Bay", "Hills", "District", "River", "Beach");
  private static final List<String> OF_THINGS =
      List.of("Cup", "Festival", "Prize", "Act", "One", "Treaty", "Games", "Report", "Pro");

  private final SplittableRandom random;

  InventedNames(SplittableRandom random) {
    this.random = random;
  }

  /** A name for something of {@code kind}. */
  String name(EntityKind kind) {
    return switch (kind) {
      case PER -> word() + " " + word();
      case ORG -> perhaps(0.7, OF_ORGANISATIONS);
      case LOC -> perhaps(0.3, OF_PLACES);
      case MISC, OTHER, UNKNOWN -> perhaps(0.5, OF_THINGS);
    };
  }

  private String perhaps(double share, List<String> words) {
    return random.nextDouble() < share
        ? word() + " " + words.get(random.nextInt(words.size()))
        : word();
  }

  /** Two or three syllables, the first letter a capital. */
  private String word() {
    StringBuilder word = new StringBuilder();
    int syllables = 2 + random.nextInt(2);
    for (int i = 0; i < syllables; i++) {
      word.append(one(STARTS)).append(one(VOWELS));
    }
    word.append(one(ENDS));
    word.setCharAt(0, Character.toUpperCase(word.charAt(0)));
    return word.toString();
  }

  private String one(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
