package io.qklm.document.layout;

import io.qklm.text.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the place, the day and the agency that a news text begins with. */
public final class Datelines {

  /** UTF-16 units that are looked at. */
  private static final int LONGEST = 140;

  private static final String NAME =
      "\\p{Lu}[\\p{L}.'’/-]{0,25}(?:"
          + " (?:\\p{Lu}[\\p{L}.'’/-]{0,25}|de|la|le|el|du|of|sur|am|al|do|da|del|and|upon)){0,4}";

  private static final String PLACE = NAME + "(?:, ?" + NAME + "){0,2}";

  private static final String LOUD_PLACE =
      "\\p{Lu}[\\p{Lu}.'’/-]{3,20}+(?: \\p{Lu}[\\p{Lu}.'’-]{1,20}){0,3}+(?:, ?\\p{Lu}[\\p{L}."
          + " ’'-]{1,30}){0,2}";

  private static final String DAY =
      "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?"
          + " )?(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]{0,6}\\.?"
          + " ?\\d{1,2}|\\d{1,2}\\.?"
          + " ?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mär|Okt|Dez|Mai)[a-z]{0,6}\\.?|(?:le"
          + " )?\\d{1,2}(?:er)?"
          + " (?:janv|févr|mars|avril|mai|juin|juil|août|sept|oct|nov|déc)[a-z]{0,6}\\.?|\\d{1,2}"
          + " (?:de )?(?:ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)[a-z]{0,7}\\.?)(?:,?"
          + " \\d{4})?";

  /** What a headline begins with in the same form. */
  private static final String TOPIC =
      "SOCCER|CRICKET|TENNIS|GOLF|RUGBY|BASEBALL|BASKETBALL|HOCKEY|CYCLING|BOXING|ATHLETICS|RACING|"
          + "FOOTBALL|SPORT|UPDATE|EXCLUSIVE|BREAKING|ANALYSIS|OPINION|VIDEO|WATCH|REVIEW|PREVIEW|ADVISORY|"
          + "CORRECTED|FACTBOX|FEATURE|INTERVIEW|LIVE|PHOTOS?|TIMELINE|URGENT|ALERT|NOTE|STUDY|NEWS|"
          + "WEATHER|TRAFFIC|MARKETS?|STOCKS|FOREX|TABLE";

  private static final String AGENCY =
      "(?:\\((?:\\p{Lu}[\\p{L}\\p{N}"
          + " .&/-]{1,40}|(?:dpa|epd|apa|ots|sda|sid|efe|ansa)[\\p{L}/-]{0,8})\\)|/\\p{Lu}[\\p{L}"
          + " .-]{2,30}/)";

  /** Agencies whose name in brackets needs no dash at the begin of a text. */
  private static final String KNOWN_AGENCY =
      "\\((?:CNN|AP|AFP|UPI|Reuters|Reuters Health|Xinhua)\\)";

  /** What stands behind a town of the United States. */
  private static final String STATE =
      "(?:\\p{Lu}\\.\\p{Lu}\\.|(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|"
          + "Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Vt|Va|Wash|Wis|Wyo)\\.)";

  /** With an agency, alone or behind a place and a day. */
  private static final Pattern WITH_AGENCY =
      Pattern.compile(
          "(?:(?<place>"
              + PLACE
              + "?)(?:,? "
              + DAY
              + ")? ?,? ?)?(?<agency>"
              + AGENCY
              + ")"
              + "(?:(?: ?(?:—|–|--|―|_)| -) ?)(?=[\\p{L}\\p{N}\"“‘'«])");

  /** "(CNN)The mayor" and "Oslo (AP) The mayor": the dash was lost. */
  private static final Pattern WITHOUT_DASH =
      Pattern.compile(
          "(?:(?<place>" + PLACE + "?) ?)?(?<agency>" + KNOWN_AGENCY + ") ?(?=[\"“]?\\p{Lu})");

  private static final Pattern WITH_STATE =
      Pattern.compile("(?<place>" + NAME + ", " + STATE + ") ?(?:—|–|--|―) ?(?=[\"“]?\\p{Lu})");

  private static final Pattern WITH_DAY =
      Pattern.compile(
          "(?<place>" + PLACE + "?),? " + DAY + " ?(?:—|–|--|―| - )[ ]?(?=[\\p{L}\\p{N}\"“‘'«])");

  private static final Pattern LOUD =
      Pattern.compile(
          "(?!(?:"
              + TOPIC
              + ")\\b)(?<place>"
              + LOUD_PLACE
              + ")(?: ?(?:—|–|--|―) ?| - )"
              + "(?=[\"“‘'«]?(?:\\p{Lu}?\\p{Ll}|\\p{Lu} |\\p{Lu}{2,6} \\p{Ll}|\\p{Lu}\\.|\\p{N}))");

  /** A whole line: the same without a dash, but with a day or an agency. */
  private static final Pattern ALONE =
      Pattern.compile(
          "(?<place>"
              + PLACE
              + "?)(?:,? "
              + DAY
              + ",?(?: ?(?<agency>"
              + AGENCY
              + "))?| ?(?<agency2>"
              + AGENCY
              + "))"
              + " ?(?:—|–|--|―|-)?\\W*");

  private Datelines() {}

  /**
   * A dateline.
   *
   * @param span all of it, without the dash; UTF-16 units
   * @param textStart where what it stands before begins; the block's end where it stands alone
   * @param place where the place stands, if it names one
   * @param agency where the agency stands, without brackets, if it names one
   * @param sure whether a day or an agency shows that it is one
   */
  public record Dateline(
      Span span, int textStart, Optional<Span> place, Optional<Span> agency, boolean sure) {}

  /** The dateline that a block of a text begins with. */
  public static Optional<Dateline> at(String text, Span block) {
    int end = Math.min(block.end(), block.start() + LONGEST);
    for (Pattern pattern : new Pattern[] {WITH_AGENCY, WITH_DAY, WITHOUT_DASH, WITH_STATE, LOUD}) {
      Matcher matcher = pattern.matcher(text).region(block.start(), end).useTransparentBounds(true);
      if (matcher.lookingAt() && matcher.end() < block.end()) {
        return Optional.of(found(text, matcher, matcher.end()));
      }
    }
    Matcher alone = ALONE.matcher(text).region(block.start(), end);
    if (end == block.end() && alone.matches()) {
      return Optional.of(found(text, alone, block.end()));
    }
    return Optional.empty();
  }

  private static Dateline found(String text, Matcher matcher, int textStart) {
    int end = matcher.end();
    while (end > matcher.start() + 1 && isDash(text.charAt(end - 1))) {
      end--;
    }
    Optional<Span> agency = group(matcher, "agency").or(() -> group(matcher, "agency2"));
    return new Dateline(
        new Span(matcher.start(), end),
        textStart,
        group(matcher, "place").map(span -> trimmed(text, span)),
        agency.map(span -> new Span(span.start() + 1, span.end() - 1)),
        matcher.pattern() != LOUD);
  }

  private static boolean isDash(char c) {
    return "-—–―_".indexOf(c) >= 0 || Character.isWhitespace(c);
  }

  private static Span trimmed(String text, Span span) {
    int end = span.end();
    while (end > span.start() + 1 && ", ".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return new Span(span.start(), end);
  }

  private static Optional<Span> group(Matcher matcher, String name) {
    boolean named = matcher.pattern().pattern().contains("?<" + name + ">");
    if (!named || matcher.group(name) == null) {
      return Optional.empty();
    }
    Span span = new Span(matcher.start(name), matcher.end(name));
    return span.length() == 0 ? Optional.empty() : Optional.of(span);
  }
}
