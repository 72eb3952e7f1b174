package io.qklm.kg.store.build;

import io.qklm.kg.EntityKind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Further surface forms that follow from a label: news calls a person by the last name alone, and
 * nobody writes the words in parentheses that tell pages apart.
 */
final class NameVariants {

  private static final int SHORTEST_LAST_NAME = 3;
  private static final int MOST_TOKENS = 3;

  /** Ends of names that are not the name, compared without case and full stop. */
  private static final Set<String> SUFFIXES =
      Set.of("jr", "sr", "ii", "iii", "iv", "esq", "phd", "md");

  /** Words between names that may be written small. */
  private static final Set<String> PARTICLES =
      Set.of("van", "von", "de", "di", "da", "del", "der", "den", "la", "le", "al", "bin", "ibn");

  private NameVariants() {}

  /** The label without a last part in parentheses, if it has one and something is left. */
  static Optional<String> withoutParentheses(String label) {
    if (!label.endsWith(")")) {
      return Optional.empty();
    }
    int open = label.lastIndexOf(" (");
    return open <= 0 ? Optional.empty() : Optional.of(label.substring(0, open).strip());
  }

  /**
   * The last name in a person's English label of two or three words; empty where the label does not
   * look like first and last names.
   */
  static Optional<String> lastName(EntityKind kind, String label) {
    if (kind != EntityKind.PER) {
      return Optional.empty();
    }
    String[] tokens = withoutParentheses(label).orElse(label).split(" ", -1);
    if (tokens.length < 2 || tokens.length > MOST_TOKENS) {
      return Optional.empty();
    }
    for (String token : tokens) {
      if (!nameLike(token)) {
        return Optional.empty();
      }
    }
    String last = tokens[tokens.length - 1];
    boolean name =
        last.length() >= SHORTEST_LAST_NAME
            && Character.isUpperCase(last.codePointAt(0))
            && !SUFFIXES.contains(last.replace(".", "").toLowerCase(Locale.ROOT));
    return name ? Optional.of(last) : Optional.empty();
  }

  /** A capitalised word, an initial or a particle; no digits, commas or other marks. */
  private static boolean nameLike(String token) {
    if (token.isEmpty()) {
      return false;
    }
    boolean letters =
        token
            .codePoints()
            .allMatch(
                c ->
                    Character.isLetter(c)
                        || Character.getType(c) == Character.NON_SPACING_MARK
                        || "'’.-".indexOf(c) >= 0);
    return letters && (Character.isUpperCase(token.codePointAt(0)) || PARTICLES.contains(token));
  }
}
