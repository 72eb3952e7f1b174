package io.qklm.kg.source.wikipedia.markup;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the words before a colon in a link mean on one wiki: its own namespaces, MediaWiki's English
 * names for them, and other wikis. Also how the wiki writes titles.
 */
public final class Namespaces {

  /** MediaWiki's number of articles. */
  public static final int ARTICLE = 0;

  static final int FILE = 6;

  /** MediaWiki's number of categories. */
  public static final int CATEGORY = 14;

  /** Any page that is no article, file or category, or stands on another wiki. */
  private static final int ELSEWHERE = Integer.MIN_VALUE;

  private static final Map<String, Integer> CANONICAL =
      Map.ofEntries(
          Map.entry("media", -2),
          Map.entry("special", -1),
          Map.entry("talk", 1),
          Map.entry("user", 2),
          Map.entry("user talk", 3),
          Map.entry("project", 4),
          Map.entry("wikipedia", 4),
          Map.entry("wp", 4),
          Map.entry("project talk", 5),
          Map.entry("file", FILE),
          Map.entry("image", FILE),
          Map.entry("file talk", 7),
          Map.entry("mediawiki", 8),
          Map.entry("mediawiki talk", 9),
          Map.entry("template", 10),
          Map.entry("template talk", 11),
          Map.entry("help", 12),
          Map.entry("help talk", 13),
          Map.entry("category", CATEGORY),
          Map.entry("category talk", 15),
          Map.entry("portal", 100),
          Map.entry("draft", 118),
          Map.entry("module", 828));

  /** Wikis whose pages a link may name, and whose names show in the text. */
  private static final Set<String> PROJECTS =
      Set.of(
          "wikt",
          "wiktionary",
          "s",
          "wikisource",
          "q",
          "wikiquote",
          "b",
          "wikibooks",
          "n",
          "wikinews",
          "v",
          "wikiversity",
          "voy",
          "wikivoyage",
          "wikispecies",
          "species",
          "c",
          "commons",
          "d",
          "wikidata",
          "m",
          "meta",
          "mw",
          "mediawikiwiki",
          "w",
          "foundation",
          "incubator",
          "phab",
          "bugzilla",
          "toollabs",
          "doi",
          "arxiv",
          "imdbname",
          "imdbtitle");

  /** Codes of language editions that are no ISO 639-1 codes. */
  private static final Set<String> MORE_LANGUAGES =
      Set.of(
          "simple",
          "als",
          "ace",
          "ang",
          "arc",
          "arz",
          "ast",
          "azb",
          "bar",
          "bat-smg",
          "bcl",
          "be-tarask",
          "be-x-old",
          "bjn",
          "bpy",
          "bug",
          "bxr",
          "cbk-zam",
          "cdo",
          "ceb",
          "chr",
          "chy",
          "ckb",
          "crh",
          "csb",
          "diq",
          "dsb",
          "eml",
          "ext",
          "fiu-vro",
          "frp",
          "frr",
          "fur",
          "gag",
          "gan",
          "glk",
          "gor",
          "got",
          "hak",
          "haw",
          "hif",
          "hsb",
          "ilo",
          "jam",
          "jbo",
          "kab",
          "koi",
          "krc",
          "ksh",
          "lad",
          "lbe",
          "lez",
          "lij",
          "lmo",
          "ltg",
          "mai",
          "map-bms",
          "mdf",
          "mhr",
          "min",
          "mrj",
          "mwl",
          "myv",
          "mzn",
          "nah",
          "nap",
          "nds",
          "nds-nl",
          "new",
          "nov",
          "nrm",
          "olo",
          "pag",
          "pam",
          "pap",
          "pcd",
          "pdc",
          "pfl",
          "pih",
          "pms",
          "pnb",
          "pnt",
          "rmy",
          "roa-rup",
          "roa-tara",
          "rue",
          "sah",
          "scn",
          "sco",
          "srn",
          "stq",
          "szl",
          "tcy",
          "tet",
          "tum",
          "udm",
          "vec",
          "vep",
          "vls",
          "war",
          "wuu",
          "xal",
          "xmf",
          "zea",
          "zh-classical",
          "zh-min-nan",
          "zh-yue",
          "nb",
          "cz",
          "dk",
          "jp");

  private static final Set<String> LANGUAGES = languages();

  private final Map<String, Integer> keys;
  private final boolean firstLetterCounts;

  /**
   * Names of a wiki.
   *
   * @param names by MediaWiki's number, as the dump's siteinfo has them
   * @param firstLetterCounts whether titles keep a small first letter, as on wiktionaries
   */
  public Namespaces(Map<Integer, String> names, boolean firstLetterCounts) {
    Map<String, Integer> known = new HashMap<>(CANONICAL);
    names.forEach(
        (key, name) -> {
          if (!name.isBlank()) {
            known.put(spaced(name).toLowerCase(Locale.ROOT), key);
          }
        });
    this.keys = Map.copyOf(known);
    this.firstLetterCounts = firstLetterCounts;
  }

  private static Set<String> languages() {
    Set<String> languages = new TreeSet<>(List.of(Locale.getISOLanguages()));
    languages.addAll(MORE_LANGUAGES);
    return Set.copyOf(languages);
  }

  /** The names by which a namespace is called, in small letters. */
  public Set<String> namesOf(int key) {
    return keys.entrySet().stream()
        .filter(entry -> entry.getValue() == key)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Where a link leads, by what stands before its bar. */
  Target target(String written) {
    String text = spaced(decoded(written));
    boolean plain = text.startsWith(":");
    text = plain ? text.substring(1).strip() : text;
    int hash = text.indexOf('#');
    boolean section = hash >= 0;
    text = section ? text.substring(0, hash).strip() : text;
    int colon = text.indexOf(':');
    if (colon > 0) {
      String prefix = text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      Integer key = keys.get(prefix);
      if (key != null) {
        String rest = title(text.substring(colon + 1).strip());
        return new Target(plain && key != ARTICLE ? ELSEWHERE : key, rest, section, false);
      }
      if (PROJECTS.contains(prefix) || LANGUAGES.contains(prefix)) {
        boolean besides = !plain && LANGUAGES.contains(prefix);
        return new Target(ELSEWHERE, text, section, besides);
      }
    }
    return new Target(ARTICLE, title(text), section, false);
  }

  /** Whether a page's full title is that of an article, and of this wiki. */
  public boolean articleTitle(String title) {
    return target(title).article();
  }

  /** A title as the wiki files it: spaces, the first letter a capital. */
  public String title(String written) {
    String text = spaced(written);
    if (firstLetterCounts || text.isEmpty()) {
      return text;
    }
    int first = text.codePointAt(0);
    int capital = Character.toTitleCase(first);
    return first == capital
        ? text
        : new StringBuilder()
            .appendCodePoint(capital)
            .append(text, Character.charCount(first), text.length())
            .toString();
  }

  /** White space and underscores are one space; marks of direction are nothing. */
  static String spaced(String text) {
    StringBuilder spaced = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '_' || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        space = true;
      } else if (c != '\u200E' && c != '\u200F' && !Character.isISOControl(c)) {
        if (space && !spaced.isEmpty()) {
          spaced.append(' ');
        }
        space = false;
        spaced.append(c);
      }
    }
    return spaced.toString();
  }

  /** Entities and percent signs are undone, the latter where they stand for UTF-8. */
  private static String decoded(String text) {
    String plain = text.indexOf('&') < 0 ? text : Entities.decoded(text);
    return plain.indexOf('%') < 0 ? plain : Entities.percentDecoded(plain);
  }

  /**
   * Where a link leads.
   *
   * @param namespace MediaWiki's number, or that of another wiki
   * @param title without namespace and section; empty for a section of the same page
   * @param section whether it names a section
   * @param besides whether it belongs to the page and not to its text, as links between languages
   */
  record Target(int namespace, String title, boolean section, boolean besides) {

    boolean article() {
      return namespace == ARTICLE;
    }

    boolean file() {
      return namespace == FILE;
    }

    boolean category() {
      return namespace == CATEGORY;
    }
  }
}
