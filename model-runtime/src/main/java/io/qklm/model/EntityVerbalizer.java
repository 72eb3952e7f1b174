package io.qklm.model;

import io.qklm.kg.Entity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Says an entity in words, so that the language model can read it: label, first aliases,
 * description, and readable types where there is no description.
 */
final class EntityVerbalizer {

  /** Changes whenever the words change, because the vectors change with them. */
  static final String VERSION = "verbalizer-1";

  /** Tokens of an entity that are read; more costs time and adds little. */
  static final int MAX_TOKENS = 48;

  private static final int ALIASES = 2;
  private static final int TYPES = 3;
  private static final int MAX_CHARACTERS = 240;
  private static final Pattern CODE = Pattern.compile("[A-Z]?[0-9]+");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  private EntityVerbalizer() {}

  static String verbalize(Entity entity) {
    StringBuilder words = new StringBuilder(entity.label("en"));
    List<String> aliases = aliases(entity.aliases());
    if (!aliases.isEmpty()) {
      words.append(" (").append(String.join(", ", aliases)).append(')');
    }
    entity
        .description("en")
        .ifPresentOrElse(
            description -> words.append(": ").append(description),
            () -> {
              String types = types(entity);
              if (!types.isEmpty()) {
                words.append(": ").append(types);
              }
            });
    if (words.length() <= MAX_CHARACTERS) {
      return words.toString();
    }
    int cut = words.lastIndexOf(" ", MAX_CHARACTERS);
    int end = cut > 0 ? cut : MAX_CHARACTERS;
    if (Character.isHighSurrogate(words.charAt(end - 1))) {
      end--;
    }
    return words.substring(0, end);
  }

  private static List<String> aliases(Map<String, List<String>> byLanguage) {
    return byLanguage.getOrDefault("en", List.of()).stream()
        .filter(alias -> alias.length() > 2 && alias.length() < 40)
        .limit(ALIASES)
        .toList();
  }

  private static String types(Entity entity) {
    List<String> names =
        entity.types().stream()
            .map(EntityVerbalizer::readable)
            .filter(name -> !name.isEmpty())
            .limit(TYPES)
            .toList();
    if (!names.isEmpty()) {
      return String.join(", ", names);
    }
    return switch (entity.kind()) {
      case PER -> "person";
      case ORG -> "organisation";
      case LOC -> "place";
      default -> "";
    };
  }

  /** The local name of a type in words; empty for bare codes, which say nothing. */
  private static String readable(String type) {
    int cut =
        Math.max(Math.max(type.lastIndexOf('/'), type.lastIndexOf('#')), type.lastIndexOf(':'));
    String name = type.substring(cut + 1);
    if (CODE.matcher(name).matches()) {
      return "";
    }
    return HUMP.matcher(name).replaceAll(" ").replace('_', ' ').strip().toLowerCase(Locale.ROOT);
  }
}
