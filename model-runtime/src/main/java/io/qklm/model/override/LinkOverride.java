package io.qklm.model.override;

import io.qklm.kg.EntityId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a person decided of a surface form: that it means an entity, or nothing, wherever it stands
 * or only in documents that say or link something else too.
 *
 * @param id names it in provenance and messages
 * @param surface as texts write it, letter case included
 * @param entity what it means; empty for nothing
 * @param word a word that the document must have, in whatever case; empty where none is asked for
 * @param with an entity that the document must link too; empty where none is asked for
 */
public record LinkOverride(
    String id,
    String surface,
    Optional<EntityId> entity,
    Optional<String> word,
    Optional<EntityId> with) {

  /** UTF-16 units of an id, a surface form or a word. */
  static final int LONGEST = 200;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  public LinkOverride {
    requireShort("id", id);
    requireShort("surface", surface);
    surface = surface.strip().replaceAll("\\s+", " ");
    if (surface.codePoints().noneMatch(Character::isLetterOrDigit)) {
      throw new IllegalArgumentException(
          "its 'surface' is '" + surface + "'; it needs a letter or a digit");
    }
    if (word.isPresent()) {
      requireShort("word", word.get());
      if (!WORD.matcher(word.get()).matches()) {
        throw new IllegalArgumentException(
            "its 'word' is '" + word.get() + "'; one word of letters and digits is allowed");
      }
    }
  }

  private static void requireShort(String field, String value) {
    if (value.isBlank() || value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "its '"
              + field
              + "' has "
              + value.strip().length()
              + " characters; 1 to "
              + LONGEST
              + " are allowed");
    }
  }

  /** Whether it asks for something beside the surface form. */
  boolean conditional() {
    return word.isPresent() || with.isPresent();
  }
}
