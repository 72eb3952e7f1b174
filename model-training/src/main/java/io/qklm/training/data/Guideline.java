package io.qklm.training.data;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a set's mark is a name to us, by the guideline of CoNLL-2003: neither an article nor a
 * title before a person belongs to a name, and its words begin with capitals. What another
 * guideline counts in is left open, so that nothing is learned of it.
 */
final class Guideline {

  private static final Pattern ARTICLE = Pattern.compile("(?i)(the|an?) (?=\\S)");
  private static final Pattern TITLES =
      Pattern.compile(
          "(?i)((?:(?:former|vice|deputy|prime|foreign|interior|defen[cs]e|finance|acting)[ -])*"
              + "(?:presidents?|ministers?|secretary(?:[ -]general| of state)?|senators?|sens?\\."
              + "|governor|gov\\.|representative|reps?\\.|general|gen\\.|colonel|col\\.|captain|capt\\."
              + "|major|maj\\.|lieutenant|lt\\.|sergeant|sgt\\.|admiral|commander|ambassador|chancellor"
              + "|king|queen|prince|princess|pope|bishop|archbishop|cardinal|judge|justice|professor"
              + "|prof\\.|doctor|dr\\.?|mr\\.?|mrs\\.?|ms\\.?|sir|lord|lady|chairman|spokesman|mayor"
              + "|sheikh?|imam|ayatollah|rev\\.|reverend) )(?=\\p{Lu})");
  private static final Set<String> SMALL_WORDS =
      Set.of(
          "of", "and", "the", "for", "de", "la", "le", "du", "des", "del", "der", "van", "von",
          "al", "el", "bin", "ibn", "in", "on", "at", "to", "&", "-", "e", "da", "do", "y", "di",
          "a");

  private Guideline() {}

  /** {@code span} without an article in front of it, which is added to {@code open}. */
  static Span withoutArticle(String text, Span span, List<Span> open) {
    return without(ARTICLE.matcher(span.in(text)), span, open);
  }

  /** Adds the mark of a person, an organisation or anything else as we understand it. */
  static void add(String text, Span span, EntityKind kind, List<Name> names, List<Span> open) {
    Span bare = withoutArticle(text, span, open);
    if (kind == EntityKind.PER) {
      bare = without(TITLES.matcher(bare.in(text)), bare, open);
    }
    if (isWritten(bare.in(text))) {
      names.add(new Name(bare, kind));
    } else {
      open.add(bare);
    }
  }

  private static Span without(Matcher front, Span span, List<Span> open) {
    if (!front.lookingAt()) {
      return span;
    }
    open.add(new Span(span.start(), span.start() + front.end()));
    return new Span(span.start() + front.end(), span.end());
  }

  /** The longest of names that overlap, in their order. */
  static List<Name> longest(List<Name> names) {
    List<Name> kept = new ArrayList<>();
    names.stream()
        .sorted(Comparator.comparingInt((Name name) -> -name.span().length()))
        .filter(name -> kept.stream().noneMatch(other -> other.span().overlaps(name.span())))
        .forEach(kept::add);
    kept.sort(Comparator.comparing(Name::span));
    return kept;
  }

  /** Whether all words but small ones begin with a capital or a digit. */
  private static boolean isWritten(String words) {
    boolean capital = false;
    for (String word : words.split("[\\s-]+", -1)) {
      if (word.isEmpty() || SMALL_WORDS.contains(word)) {
        continue;
      }
      int first = word.codePointAt(0);
      if (Character.isLowerCase(first)) {
        return false;
      }
      capital |= Character.isLetter(first);
    }
    return capital;
  }
}
