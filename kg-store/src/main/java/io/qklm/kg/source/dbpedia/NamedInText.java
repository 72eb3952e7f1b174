package io.qklm.kg.source.dbpedia;

import io.qklm.kg.EntityId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which entities a text names without doubt: by a whole name of two words or more, or by one
 * capitalised word within a sentence, written as in the index and borne by one entity alone. The
 * longest name counts.
 */
final class NamedInText {

  private static final int MOST_WORDS = 8;
  private static final int SHORTEST_WORD = 3;
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}\\p{M}&'\u2019.-]*[\\p{L}\\p{N}\\p{M}]");

  /** The only bearer of a name; null where it has several. */
  private final Map<String, @Nullable EntityId> bearers = new HashMap<>();

  /** A name of an entity, without brackets. */
  void name(String name, EntityId id) {
    if (name.length() < SHORTEST_WORD || name.codePoints().noneMatch(Character::isUpperCase)) {
      return;
    }
    if (!bearers.containsKey(name)) {
      bearers.put(name, id);
    } else if (!id.equals(bearers.get(name))) {
      bearers.put(name, null);
    }
  }

  /** The entities that are named, in the order of the text. */
  Set<EntityId> in(String text) {
    List<int[]> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(new int[] {matcher.start(), matcher.end()});
    }
    Set<EntityId> found = new LinkedHashSet<>();
    int at = 0;
    while (at < words.size()) {
      int used = 1;
      for (int length = Math.min(MOST_WORDS, words.size() - at); length > 0; length--) {
        String name = text.substring(words.get(at)[0], words.get(at + length - 1)[1]);
        if (bearers.containsKey(name)) {
          EntityId id = bearers.get(name);
          if (id != null && (length > 1 || within(text, words.get(at)[0], name))) {
            found.add(id);
          }
          // A name of several bearers is passed over whole: its parts are not meant.
          used = length;
          break;
        }
      }
      at += used;
    }
    return found;
  }

  /** A capitalised word that does not begin its sentence, where capitals say nothing. */
  private static boolean within(String text, int at, String word) {
    if (!Character.isUpperCase(word.codePointAt(0))) {
      return false;
    }
    int before = at - 1;
    while (before >= 0 && text.charAt(before) == ' ') {
      before--;
    }
    return before >= 0 && ".!?\"\u201c:;".indexOf(text.charAt(before)) < 0;
  }
}
