package io.qklm.model.linking;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Other ways to write a name that the knowledge may have it by: without the ending of a firm, a
 * possessive or a title, with another hyphen, without stops. Nothing here is about one name.
 */
final class NameVariants {

  private static final Set<String> FIRMS =
      Set.of(
          "inc",
          "corp",
          "co",
          "ltd",
          "plc",
          "llc",
          "lp",
          "ag",
          "sa",
          "nv",
          "spa",
          "ab",
          "gmbh",
          "se",
          "bv",
          "oyj",
          "asa",
          "kk",
          "pty",
          "bhd",
          "cos",
          "corporation",
          "company",
          "limited",
          "incorporated",
          "group",
          "holdings");

  private static final Set<String> BEFORE =
      Set.of(
          "the",
          "mr",
          "mrs",
          "ms",
          "dr",
          "prof",
          "president",
          "sen",
          "rep",
          "gov",
          "sir",
          "dame",
          "lord",
          "lady",
          "pope",
          "king",
          "queen",
          "prince",
          "princess",
          "minister",
          "chancellor",
          "senator",
          "governor",
          "judge",
          "justice",
          "gen",
          "col",
          "capt",
          "sgt",
          "lt",
          "saint",
          "st",
          "mayor",
          "coach");

  private NameVariants() {}

  /** Further spellings of {@code surface}, the nearest first, without itself. */
  static List<String> of(String surface) {
    Set<String> variants = new LinkedHashSet<>();
    String name = surface;
    for (String ending : List.of("'s", "\u2019s", "'", "\u2019")) {
      if (name.endsWith(ending) && name.length() > ending.length() + 1) {
        name = name.substring(0, name.length() - ending.length());
        variants.add(name);
        break;
      }
    }
    String firm = withoutFirm(name);
    variants.add(firm);
    variants.add(withoutBefore(name));
    variants.add(withoutBefore(firm));
    if (name.indexOf('-') > 0) {
      variants.add(name.replace('-', ' '));
      variants.add(name.replace("-", ""));
    }
    if (name.indexOf('.') >= 0) {
      variants.add(name.replace(".", ""));
      variants.add(name.replace(". ", " ").replace(".", " ").strip());
    } else if (name.indexOf(' ') < 0 && name.length() > 1) {
      variants.add(name + ".");
    }
    if (name.contains("&")) {
      variants.add(name.replace("&", "and"));
    }
    variants.removeIf(variant -> variant.isBlank() || variant.equals(surface));
    return List.copyOf(variants);
  }

  private static String withoutFirm(String name) {
    int cut = name.lastIndexOf(' ');
    if (cut <= 0) {
      return name;
    }
    String last = name.substring(cut + 1).replace(".", "").toLowerCase(Locale.ROOT);
    String rest = name.substring(0, cut).strip();
    while (rest.endsWith(",") || rest.endsWith("&")) {
      rest = rest.substring(0, rest.length() - 1).strip();
    }
    return FIRMS.contains(last) ? withoutFirm(rest) : name;
  }

  private static String withoutBefore(String name) {
    int cut = name.indexOf(' ');
    if (cut <= 0) {
      return name;
    }
    String first = name.substring(0, cut).replace(".", "").toLowerCase(Locale.ROOT);
    return BEFORE.contains(first) ? withoutBefore(name.substring(cut + 1).strip()) : name;
  }
}
