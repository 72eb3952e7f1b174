package io.qklm.kg;

import io.qklm.text.LanguageTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Texts filed under language tags, found as {@link LanguageTags} compares them: {@code en-GB} and
 * {@code en_US} are English, and {@code zh-CN} finds what is filed under {@code zh}.
 */
public final class Languages {

  public static final String ENGLISH = "en";

  /** Wikidata's tag for texts that hold in all languages. */
  public static final String ANY = LanguageTags.MULTIPLE;

  private Languages() {}

  /** The tag with hyphens; nothing else is changed. */
  public static String tag(String code) {
    return code.strip().replace('_', '-');
  }

  /** The first part, in small letters: the language without script, region and variant. */
  public static String primary(String code) {
    return LanguageTags.language(tag(code));
  }

  /**
   * The tags under which a text in a language may be filed, the best first: itself, then with parts
   * taken away from its end.
   */
  public static List<String> chain(String code) {
    List<String> chain = new ArrayList<>();
    String tag = tag(code);
    chain.add(tag);
    for (int end = tag.lastIndexOf('-'); end > 0; end = tag.lastIndexOf('-', end - 1)) {
      chain.add(tag.substring(0, end));
    }
    String primary = primary(code);
    if (!chain.contains(primary)) {
      chain.add(primary);
    }
    return chain;
  }

  /** Whether both are the same language, with whatever script or region. */
  public static boolean same(String code, String other) {
    return primary(code).equals(primary(other));
  }

  /**
   * The text for a language: in the language itself, else without its region, else in another
   * region of it; empty if there is none.
   */
  public static <T> Optional<T> find(Map<String, T> texts, String language) {
    T exact = texts.get(language);
    if (exact != null) {
      return Optional.of(exact);
    }
    return LanguageTags.best(language, texts.keySet()).map(texts::get);
  }

  /**
   * The text to show to a reader of a language: {@link #find}, else the English one, else the one
   * for all languages.
   */
  public static <T> Optional<T> shown(Map<String, T> texts, String language) {
    return find(texts, language)
        .or(() -> find(texts, ENGLISH))
        .or(() -> Optional.ofNullable(texts.get(ANY)));
  }
}
