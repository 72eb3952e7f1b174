package io.qklm.model.override;

import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The overrides in force, by their surface forms. Immutable. Time to find them grows with the
 * length of the text and the number of forms that begin with one of its words.
 */
public final class LinkOverrides {

  /** None. */
  public static final LinkOverrides NONE = new LinkOverrides(List.of());

  /** Those that ask for more come before those that do not, then by id. */
  private static final Comparator<LinkOverride> ORDER =
      Comparator.comparing((LinkOverride one) -> one.conditional() ? 0 : 1)
          .thenComparing(LinkOverride::id);

  /** Forms by their first word, the longest first. */
  private final Map<String, List<Form>> byFirstWord = new HashMap<>();

  private final int size;

  private record Form(String surface, List<LinkOverride> overrides) {}

  /**
   * A place where a surface form stands.
   *
   * @param span UTF-16 units of the text
   * @param overrides what is decided of the form; the first whose conditions hold counts
   */
  record Hit(Span span, List<LinkOverride> overrides) {}

  /** A table of {@code overrides}, each id once. */
  public LinkOverrides(Collection<LinkOverride> overrides) {
    Map<String, List<LinkOverride>> bySurface = new HashMap<>();
    for (LinkOverride one : overrides) {
      bySurface.computeIfAbsent(one.surface(), surface -> new ArrayList<>()).add(one);
    }
    bySurface.forEach(
        (surface, list) ->
            byFirstWord
                .computeIfAbsent(firstWord(surface, 0), word -> new ArrayList<>())
                .add(new Form(surface, list.stream().sorted(ORDER).toList())));
    byFirstWord
        .values()
        .forEach(
            forms -> forms.sort(Comparator.comparing((Form form) -> -form.surface().length())));
    this.size = overrides.size();
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /**
   * Where their surface forms stand in {@code text} as whole words: leftmost, longest, disjoint.
   */
  List<Hit> in(String text) {
    List<Hit> hits = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      Hit hit = startsWord(text, at) ? at(text, at) : null;
      if (hit != null) {
        hits.add(hit);
        at = hit.span().end();
      } else {
        at++;
      }
    }
    return hits;
  }

  private @org.jspecify.annotations.Nullable Hit at(String text, int start) {
    for (Form form : byFirstWord.getOrDefault(firstWord(text, start), List.of())) {
      int end = end(text, start, form.surface());
      if (end >= 0) {
        return new Hit(new Span(start, end), form.overrides());
      }
    }
    return null;
  }

  /** Where {@code surface} ends, -1 if it does not stand here; its spaces are any white space. */
  private static int end(String text, int start, String surface) {
    int at = start;
    for (int i = 0; i < surface.length(); i++) {
      if (surface.charAt(i) == ' ') {
        int before = at;
        while (at < text.length() && isSpace(text.charAt(at))) {
          at++;
        }
        if (at == before) {
          return -1;
        }
      } else if (at < text.length() && text.charAt(at) == surface.charAt(i)) {
        at++;
      } else {
        return -1;
      }
    }
    boolean goesOn = at < text.length() && isWord(text, at) && isWord(text, at - 1);
    return goesOn ? -1 : at;
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || c == '\u00a0';
  }

  private static boolean startsWord(String text, int at) {
    return !isSpace(text.charAt(at)) && (at == 0 || !isWord(text, at - 1) || !isWord(text, at));
  }

  private static boolean isWord(String text, int at) {
    char c = text.charAt(at);
    return Character.isLetterOrDigit(c)
        || Character.isSurrogate(c)
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /** The letters and digits from {@code start} on; one other character where none stands there. */
  private static String firstWord(String text, int start) {
    int end = start;
    while (end < text.length() && isWord(text, end)) {
      end++;
    }
    return text.substring(start, Math.max(end, start + 1));
  }
}
