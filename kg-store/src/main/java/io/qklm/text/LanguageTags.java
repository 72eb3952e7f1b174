package io.qklm.text;

import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Language tags as BCP 47 has them. Senders write them in many ways: {@code en_US}, {@code EN-us},
 * {@code eng}, {@code English}.
 */
public final class LanguageTags {

  /** What Wikidata says in all languages at once, and the other tags that name no language. */
  private static final Set<String> NO_LANGUAGE = Set.of("und", "mul", "mis", "zxx", "root");

  /** Labels for all languages, looked at when no other fits. */
  public static final String MULTIPLE = "mul";

  private static final int LONGEST_NAME = 40;

  private LanguageTags() {}

  /** Loaded when a language is named in words. */
  private static final class Known {

    static final Set<String> CODES = new HashSet<>(Arrays.asList(ULocale.getISOLanguages()));

    /** From the names of languages, in English and in themselves, in small letters. */
    static final Map<String, String> NAMES = names();

    private static Map<String, String> names() {
      Map<String, String> names = new HashMap<>();
      for (String code : ULocale.getISOLanguages()) {
        ULocale own = new ULocale(code);
        names.putIfAbsent(own.getDisplayLanguage(own).toLowerCase(Locale.ROOT), code);
      }
      for (String code : ULocale.getISOLanguages()) {
        String name = new ULocale(code).getDisplayLanguage(ULocale.ENGLISH);
        names.put(name.toLowerCase(Locale.ROOT), code);
      }
      return names;
    }
  }

  /**
   * The canonical form of a tag or of a language's name; empty where it names no known language.
   *
   * @param written as a sender wrote it
   */
  public static Optional<String> canonical(String written) {
    String tag = written.strip().replace('_', '-');
    if (tag.isEmpty() || tag.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    // An encoding behind a locale of POSIX: en_US.UTF-8.
    int point = tag.indexOf('.');
    ULocale locale = ULocale.forLanguageTag(point > 0 ? tag.substring(0, point) : tag);
    String language = locale.getLanguage();
    if (!language.isEmpty() && !NO_LANGUAGE.contains(language) && Known.CODES.contains(language)) {
      return Optional.of(locale.toLanguageTag());
    }
    return Optional.ofNullable(Known.NAMES.get(written.strip().toLowerCase(Locale.ROOT)));
  }

  /** The language of a tag without region and script, in small letters: "zh" of "zh-Hant-TW". */
  public static String language(String tag) {
    int end = 0;
    while (end < tag.length() && tag.charAt(end) != '-' && tag.charAt(end) != '_') {
      end++;
    }
    return tag.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /**
   * The best of the tags that are there for one that is wanted: itself, then with less of it (RFC
   * 4647's lookup), then another form of the same language, written most simply.
   *
   * @param wanted a BCP 47 tag, of any case, with hyphens or underscores
   * @param available tags as they are kept
   */
  public static Optional<String> best(String wanted, Set<String> available) {
    return choices(wanted, available).stream().findFirst();
  }

  /** All tags of {@code available} that fit {@code wanted}, the best first. */
  public static List<String> choices(String wanted, Set<String> available) {
    if (available.contains(wanted) && wanted.indexOf('-') < 0 && available.size() == 1) {
      return List.of(wanted);
    }
    String tag = wanted.replace('_', '-').toLowerCase(Locale.ROOT);
    String language = language(tag);
    List<String> fitting = new ArrayList<>();
    for (String candidate : available) {
      if (language(candidate).equals(language)) {
        fitting.add(candidate);
      }
    }
    fitting.sort(
        (a, b) -> {
          int byFit = Integer.compare(shared(tag, b), shared(tag, a));
          int byLength = byFit != 0 ? byFit : Integer.compare(a.length(), b.length());
          return byLength != 0 ? byLength : a.compareTo(b);
        });
    return fitting;
  }

  /** Subtags that both have in common from the first on; more for the same script. */
  private static int shared(String wanted, String candidate) {
    String other = candidate.replace('_', '-').toLowerCase(Locale.ROOT);
    if (other.equals(wanted)) {
      return Integer.MAX_VALUE;
    }
    String[] a = wanted.split("-", -1);
    String[] b = other.split("-", -1);
    int common = 0;
    while (common < a.length && common < b.length && a[common].equals(b[common])) {
      common++;
    }
    boolean prefix = common == b.length;
    boolean script = script(wanted).equals(script(other));
    return 4 * common + (prefix ? 2 : 0) + (script ? 1 : 0);
  }

  /** The script that a tag means: of "zh-TW" the traditional one. */
  private static String script(String tag) {
    return ULocale.addLikelySubtags(ULocale.forLanguageTag(tag)).getScript();
  }
}
