package io.qklm.document.sentence;

import com.ibm.icu.util.ULocale;
import com.ibm.icu.util.UResourceBundle;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Set;

/**
 * What a language writes with a full stop that ends no sentence, and the words that sentences begin
 * with. All are matched as whole words, so that "NATO." is not taken for "O.".
 *
 * @param before written before a name or a number, never at the end of a sentence: "Mr.", "Sen."
 * @param numbered abbreviations only before a digit: "No. 5"
 * @param within those that may end a sentence too: "Inc.", "p.m.", "U.S."
 * @param openers words in small letters that begin a sentence and no name
 * @param ordinals whether "3." is a third
 */
record Abbreviations(
    Set<String> before,
    Set<String> numbered,
    Set<String> within,
    Set<String> openers,
    boolean ordinals) {

  /** Where ICU keeps CLDR's exceptions of sentence ends. */
  private static final String CLDR = "com/ibm/icu/impl/data/icudata/brkitr";

  /** Titles that most languages of Europe share. */
  private static final List<String> SHARED_TITLES = List.of("Dr", "Prof", "St", "Mr", "Mrs", "Ms");

  private static final List<String> SHARED_NUMBERED = List.of("No", "Nr", "Nos", "Art", "Abb", "p");

  private static final List<String> SHARED_WITHIN =
      List.of("etc", "Jr", "Sr", "Inc", "Ltd", "Co", "Corp", "vs", "ca", "cf");

  /** Titles and the like of languages for which CLDR has none of them. */
  private static final Map<String, String> TITLES =
      Map.of(
          "it", "Dott dott Sig sig Prof prof Avv avv Ing ing On on L'on l'on",
          "fr", "Mme Mmes Mlle Mlles MM Me Mgr",
          "pt", "Sr Sra Srta Dr Dra Exmo Exma",
          "nl", "Dhr dhr Mevr mevr Mw mw Drs drs Ir ir Ing ing Bijv bijv Blz blz",
          "es", "EE FF RR JJ Sra Srta Dra Dña",
          "pl", "Ul ul Al al Prof prof Św św Np np Tzn tzn Im im",
          "sv", "Kl kl Dir dir",
          "da", "Kl kl Hr hr Fr fr",
          "nb", "Kl kl Hr hr Fr fr");

  /** Languages that write ordinals with a full stop. */
  private static final Set<String> ORDINALS =
      Set.of(
          "de", "da", "nb", "nn", "no", "fi", "cs", "sk", "hu", "pl", "hr", "sl", "sr", "bs", "tr",
          "et", "lv", "is", "lb");

  private static final Map<String, String> OPENERS =
      Map.of(
          "de",
          "der die das den dem des ein eine einer einem einen er sie es wir ich ihr man in im am an"
              + " auf aus bei beim mit nach von vom vor zu zum zur und aber doch oder denn dann da"
              + " als wenn weil dies diese dieser dieses dort hier auch nur noch nicht kein keine"
              + " so wie was wer wo warum seit für über unter um durch gegen ohne sein seine"
              + " ihre seiner ihrer alle viele damit dabei danach jedoch bereits",
          "fr",
          "le la les un une des il elle ils elles nous vous je on ce cet cette ces en dans à au aux"
              + " avec pour par sur sous et mais ou donc or ni car si quand comme après avant"
              + " depuis selon son sa ses leur leurs notre ici là aussi puis ainsi",
          "es",
          "el la los las un una unos unas él ella ellos ellas yo nosotros en a al con por para de"
              + " del sobre y pero o si cuando como después antes desde según su sus este esta"
              + " estos estas no también además aquí allí",
          "it",
          "il lo la i gli le un uno una egli lui lei loro noi io in nel nella a al alla con per su"
              + " di del della da dal e ma o se quando come dopo prima secondo questo questa non"
              + " anche poi",
          "pt",
          "o a os as um uma ele ela eles elas eu nós em no na nos nas com por para de do da e mas"
              + " ou se quando como depois antes desde segundo este esta não também");

  /** English has rules of its own, and text of no known language in Latin script gets them. */
  private static final Abbreviations ENGLISH = EnglishWords.abbreviations();

  Abbreviations {
    before = Set.copyOf(before);
    numbered = Set.copyOf(numbered);
    within = Set.copyOf(within);
    openers = Set.copyOf(openers);
  }

  /**
   * Those of a language.
   *
   * @param language its code of two or three letters; others get those of English
   */
  static Abbreviations of(String language) {
    if (language.equals("en") || language.isEmpty() || language.equals("und")) {
      return ENGLISH;
    }
    Set<String> within = new HashSet<>(SHARED_WITHIN);
    within.addAll(published(language));
    if (language.equals("es")) {
      // Of "EE. UU.", "FF. AA." and their like the second half may end a sentence.
      within.addAll(List.of("UU", "AA", "HH", "OO"));
    }
    Set<String> before = new HashSet<>(SHARED_TITLES);
    before.addAll(Arrays.asList(TITLES.getOrDefault(language, "Dr").split(" ", -1)));
    Set<String> openers =
        new HashSet<>(Arrays.asList(OPENERS.getOrDefault(language, "").split(" ", -1)));
    return new Abbreviations(
        before, new HashSet<>(SHARED_NUMBERED), within, openers, ORDINALS.contains(language));
  }

  /** CLDR's list of the language, each without its last full stop; empty where it has none. */
  private static Set<String> published(String language) {
    Set<String> found = new HashSet<>();
    try {
      UResourceBundle rules = UResourceBundle.getBundleInstance(CLDR, new ULocale(language));
      // A language without rules falls back to those of another.
      if (!rules.getULocale().getLanguage().equals(language)) {
        return found;
      }
      for (String entry : rules.get("exceptions").get("SentenceBreak").getStringArray()) {
        // Of "z. B." each part stands before white space.
        for (String part : entry.split(" ", -1)) {
          if (part.endsWith(".")) {
            found.add(part.substring(0, part.length() - 1));
          }
        }
      }
    } catch (MissingResourceException e) {
      return found;
    }
    return found;
  }

  /**
   * Whether {@code word}, which is written with a capital, begins a sentence rather than a name.
   */
  boolean opens(String word) {
    return openers.contains(word.toLowerCase(Locale.ROOT));
  }
}
