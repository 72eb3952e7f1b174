package io.qklm.kg.source.wikipedia;

import io.qklm.kg.source.wikipedia.markup.Template;
import io.qklm.kg.source.wikipedia.markup.Wikitext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words by which pages of a kind are known, of all editions together: MediaWiki takes its English
 * words everywhere, and no edition uses another's for something else.
 */
final class PageWords {

  private static final Set<String> REDIRECTS =
      Set.of(
          "redirect",
          "redirection",
          "weiterleitung",
          "redirección",
          "redireccion",
          "rinvia",
          "rinvio",
          "redirecionamento",
          "doorverwijzing",
          "omdirigering",
          "omdiriger",
          "ohjaus",
          "uudelleenohjaus",
          "patrz",
          "przekieruj",
          "tam",
          "přesměruj",
          "presmeruj",
          "átirányítás",
          "yönlendirme",
          "yönlendir",
          "перенаправление",
          "перенапр",
          "перенаправлення",
          "пренасочване",
          "виж",
          "преусмери",
          "преусмјери",
          "ανακατευθυνση",
          "ανακατεύθυνση",
          "הפניה",
          "تحويل",
          "تغییرمسیر",
          "重定向",
          "转向",
          "重新導向",
          "転送",
          "リダイレクト",
          "넘겨주기",
          "đổi",
          "đổi_hướng",
          "alih",
          "alidirektu",
          "redirectare",
          "preusmjeri",
          "preusmeritev",
          "suunamine",
          "पुनर्प्रेषित",
          "अनुप्रेषित",
          "adkas",
          "birzuzendu");

  private static final Pattern REDIRECT =
      Pattern.compile(
          "\\A\\s*#([\\p{L}\\p{M}_]{2,30})(?:\\s+[\\p{L}]{1,10})?\\s*:?\\s*"
              + "\\[\\[\\s*:?\\s*([^\\[\\]{}|#<>\\n]{0,300})(#[^\\[\\]|\\n]{0,300})?(?:\\|[^\\]\\n]{0,300})?\\]\\]");

  private static final Set<String> DISAMBIGUATIONS =
      Set.of(
          "disambig",
          "disambiguation",
          "disambig-cleanup",
          "dab",
          "disamb",
          "hndis",
          "geodis",
          "human name disambiguation",
          "place name disambiguation",
          "airport disambiguation",
          "call sign disambiguation",
          "callsigndis",
          "hospital disambiguation",
          "letter-number" + " combination disambiguation",
          "letter disambiguation",
          "mathematical" + " disambiguation",
          "mathdab",
          "number disambiguation",
          "numberdis",
          "phonetics" + " disambiguation",
          "road disambiguation",
          "roaddis",
          "school disambiguation",
          "schooldis",
          "species latin name disambiguation",
          "disambiguation page",
          "begriffsklärung",
          "homonymie",
          "patronymie",
          "toponymie",
          "desambiguación",
          "desambiguação",
          "disambigua",
          "dp",
          "doorverwijspagina",
          "ujednoznacznienie",
          "förgrening",
          "flertydig",
          "неоднозначность",
          "неоднозначність",
          "пояснение",
          "многозначная аббревиатура",
          "многозначност",
          "вишезначна одредница",
          "消歧义",
          "消歧義",
          "disambig-cn",
          "aimai",
          "曖昧さ回避",
          "동음이의",
          "توضيح",
          "ابهام‌زدایی",
          "פירושונים",
          "anlam ayrımı",
          "egyért",
          "rozcestník",
          "täsmennyssivu",
          "desambiguació");

  private static final Pattern DISAMBIGUATION_TITLE =
      Pattern.compile(
          ".+ \\((?:disambiguation|Begriffsklärung|homonymie|desambiguación|desambiguação|disambigua|"
              + "doorverwijspagina|ujednoznacznienie|значения|消歧义|消歧義|曖昧さ回避|동음이의)\\)");

  private static final Pattern LIST_TITLE =
      Pattern.compile(
          "(?:Lists? of|Index of|Outline of|Timeline of|Glossary of|Liste (?:der|des|von|de)|Lista de|"
              + "Список|Списък) .+|.+(?:列表|一覧)");

  private PageWords() {}

  /**
   * Where a redirect leads.
   *
   * @param title as written
   * @param section whether to a section of it
   */
  record Redirect(String title, boolean section) {}

  /** Where a page leads by its wikitext, if it is a redirect. */
  static Optional<Redirect> redirect(String wikitext) {
    int hash = 0;
    while (hash < wikitext.length() && Character.isWhitespace(wikitext.charAt(hash))) {
      hash++;
    }
    if (hash == wikitext.length() || wikitext.charAt(hash) != '#') {
      return Optional.empty();
    }
    Matcher parts = REDIRECT.matcher(wikitext.substring(0, Math.min(wikitext.length(), 2_000)));
    return parts.find() && REDIRECTS.contains(parts.group(1).toLowerCase(Locale.ROOT))
        ? Optional.of(new Redirect(parts.group(2), parts.group(3) != null))
        : Optional.empty();
  }

  static boolean disambiguation(String title, Wikitext page) {
    return DISAMBIGUATION_TITLE.matcher(title).matches()
        || page.templates().stream()
            .map(Template::key)
            .anyMatch(key -> DISAMBIGUATIONS.contains(key.replace('_', ' ')))
        || disambiguationCategory(page.categories());
  }

  private static boolean disambiguationCategory(List<String> categories) {
    return categories.stream()
        .map(category -> category.toLowerCase(Locale.ROOT))
        .anyMatch(
            category ->
                category.equals("disambiguation")
                    || category.equals("disambiguation pages")
                    || category.endsWith("disambiguation pages"));
  }

  static boolean list(String title) {
    return LIST_TITLE.matcher(title).matches();
  }
}
