package io.qklm.document.layout;

import java.util.List;
import java.util.regex.Pattern;

/** What pages say around a text: invitations, notices and credits, told by how they begin. */
public final class Boilerplate {

  /** UTF-16 units beyond which a sentence or a line is none. */
  private static final int LONGEST = 400;

  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private static final List<Pattern> BEGINNINGS =
      List.of(
          begins("advert(?:isement|isment|orial)?s?\\W*$"),
          begins("sponsored(?: content| by\\b.*)?\\W*$"),
          begins(
              "(?:read|see|find out|learn|hear|view|show|load) more\\s*(?:[:>»→….|–—-].*|\\W*$)"),
          begins("read more (?:about|at|from|here|in our|on (?:this|our|the website)|stories)\\b"),
          begins("(?:read|see|watch|listen)(?: also| next| now| here| the full\\b.*)?\\s*:"),
          begins(
              "(?:related|more|most|latest|trending|popular|recommended|also)"
                  + " (?:stor(?:y|ies)|articles?|"
                  + "news|topics?|content|posts?|videos?|links?|coverage|headlines|read|viewed|popular|on"
                  + " this|from (?:the )?(?:web|our)|reading)\\b[^.]{0,60}$"),
          begins(
              "(?:you (?:may|might) also (?:like|be interested)|don'?t miss|in case you"
                  + " missed)\\b"),
          begins("(?:related|topics|tags|filed under|categories|keywords|see also|read also)\\s*:"),
          begins(
              "(?:share|tweet|pin|print|e-?mail|save|like|copy link|comments?|reply|report|"
                  + "bookmark|subscribe|log ?in|sign in|register|menu|search|home|skip)\\W*$"),
          begins("share (?:this|on|via|with (?:us|your friends)|your (?:views|thoughts|story))\\b"),
          begins("(?:tweet|email|print|save|bookmark|like|pin) this\\b.{0,40}$"),
          begins("(?:follow|join|like|find|contact|e-?mail|tweet|write to|call|message) us\\b"),
          begins(
              "follow (?:[@\\w .'-]{1,30}"
                  + " )?(?:on|@)\\s?(?:twitter|facebook|instagram|x\\b|linkedin|"
                  + "youtube|tiktok|whatsapp|@?\\w+\\W*$)"),
          begins(
              "(?:please )?(?:sign|log) (?:up|in)(?: here)?(?:\\W*$|"
                  + " (?:for|to|with|now|today)\\b)"),
          begins(
              "(?:please )?(?:subscribe|register|log in|create (?:an|your) account)\\b(?:"
                  + " (?:to|for|now|today|here|with)\\b|\\W*$)"),
          begins(
              "(?:get|receive) (?:the|our|all"
                  + " the|your|more|breaking|daily|weekly)\\b.*\\b(?:newsletter|inbox|"
                  + "e-?mail|alerts?|app)\\b"),
          begins("(?:already|not) (?:a|an) (?:subscriber|member)\\b"),
          begins("(?:enter|type in) your e-?mail\\b"),
          begins(
              "(?:click|tap|scroll|swipe)(?:"
                  + " (?:here|below|down|through|on|the|to|for|left|right))\\b"),
          begins("(?:scroll down|see below) (?:for|to)\\b"),
          begins(
              "(?:to (?:read|view|see|comment|continue)|for more)\\b.{0,80}\\b(?:click|visit|go"
                  + " to|log in|subscribe|see|follow|sign)\\b"),
          begins("(?:continue|keep) reading\\b"),
          begins(
              "(?:skip to|jump to|back to|go to) (?:main"
                  + " )?(?:content|top|navigation|comments|menu)\\b.{0,30}$"),
          begins("(?:\\d{1,3} |view |show |hide |add |post |leave )(?:a )?comments?\\W*$"),
          begins("comments? \\(?\\d{1,5}\\)?\\W*$"),
          begins("\\d{1,3}[ -]min(?:ute)?s? (?:read|watch|listen)\\W*$"),
          begins("listen to (?:this|the) (?:article|story|page)\\b.{0,40}$"),
          begins(
              "(?:accept|reject|allow|manage|decline) (?:all|cookies|all cookies|settings)\\W*$"),
          begins("(?:loading|please wait)\\W*$"),
          begins("(?:source|sources|via|quelle|fuente|fonte)\\s*:[^.!?]{1,80}$"),
          begins("sent from my \\w+"),
          begins("(?:story|article) continues below\\b"),
          begins(
              "(?:last |first )?(?:updated|published|posted|modified|created)(?:"
                  + " (?:at|on))?\\s*:?\\s*"
                  + "(?:\\W*$|\\W?\\d|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\b|(?:today|yesterday|\\w+"
                  + " (?:minutes?|hours?|days?) ago)\\b)"),
          begins("last (?:updated|modified)\\b"),
          begins("(?:\\(?c\\)|©|copyright\\b)\\s*(?:\\(c\\)|©|\\d{4}|by\\b|[\\p{Lu}])"),
          begins(
              "(?:all rights reserved|terms (?:of (?:use|service)|and conditions)|privacy"
                  + " (?:policy|notice)|cookie (?:policy|settings|preferences))\\b"),
          begins(
              "this (?:material|article|story|site|website|content|page|copy|report) (?:may not"
                  + " be|was (?:originally|first)|is protected|uses cookies|contains|has been"
                  + " (?:updated|corrected|amended|edited)|was"
                  + " (?:updated|corrected|amended|last|first published)|originally)\\b"),
          begins("(?:we|this (?:web)?site|our (?:web)?site)\\b.{0,60}\\bcookies?\\b"),
          begins(
              "(?:by (?:continuing|using|clicking|signing)|please"
                  + " (?:accept|enable|disable|turn))\\b.{0,120}\\b(?:cookies?|terms|javascript|ad"
                  + " ?block\\w*|privacy|agree)\\b"),
          begins(
              "(?:additional |further"
                  + " )?(?:reporting|writing|editing|compiled|edited|translated|produced) by\\b"),
          begins(
              "(?:video|photo|audio|gallery|watch|listen|podcast|live|in"
                  + " pictures|poll|quiz|graphic|map|infographic)\\s*:"),
          begins(
              "(?:watch|play|pause|view)(?: the| this)?(?: full)?"
                  + " (?:video|gallery|photos?|slideshow)\\b.{0,60}$"),
          begins(
              "(?:media caption|image caption|image copyright|image source|image credit|file photo|"
                  + "stock image|getty images)\\b"),
          begins("(?:page|seite) \\d+(?: (?:of|von|/) ?\\d+)?\\W*$"),
          begins("(?:the views|views|opinions) expressed\\b"),
          begins(
              "(?:do you have|have you been|are you)\\b.{0,80}\\b(?:e-?mail|contact|tweet|get in"
                  + " touch|story\\?)"),
          begins(
              "(?:anzeige|werbung|mehr zum thema|lesen sie auch|newsletter|publicité|lire aussi|à"
                  + " lire aussi|leer más|publicidad|lea también|leggi"
                  + " anche|pubblicità)\\b.{0,80}$"));

  /** Notices that are told by what they say anywhere. */
  private static final List<Pattern> INSIDE =
      List.of(
          Pattern.compile("\\ball rights reserved\\b", FLAGS),
          Pattern.compile("\\b(?:we|site|website) use[sd]? cookies\\b", FLAGS),
          Pattern.compile("\\bsign up (?:to|for) (?:our|the|a)\\b.{0,40}\\bnewsletter", FLAGS),
          Pattern.compile(
              "\\bsubscribe to (?:our|the)\\b.{0,40}\\b(?:newsletter|channel|feed)", FLAGS),
          Pattern.compile("\\b(?:terms of (?:use|service)|privacy policy)\\b.{0,40}$", FLAGS));

  private Boilerplate() {}

  private static Pattern begins(String words) {
    return Pattern.compile(
        "[^\\p{L}\\p{N}(©]{0,4}" + "(?:" + words + ").*", FLAGS | Pattern.DOTALL);
  }

  /** Whether a sentence or a line is boilerplate. */
  public static boolean fits(String words) {
    if (words.length() > LONGEST) {
      return false;
    }
    for (Pattern beginning : BEGINNINGS) {
      if (beginning.matcher(words).matches()) {
        return true;
      }
    }
    for (Pattern inside : INSIDE) {
      if (inside.matcher(words).find()) {
        return true;
      }
    }
    return false;
  }
}
