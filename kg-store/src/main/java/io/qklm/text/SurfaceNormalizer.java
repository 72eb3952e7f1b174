package io.qklm.text;

/**
 * Brings surface forms and running text into the one form in which they are compared. Works
 * grapheme cluster by grapheme cluster, in linear time, and remembers where each character came
 * from.
 *
 * <ul>
 *   <li>Case is folded and compatibility forms are unified as Unicode's NFKC_Casefold does: full
 *       and half width, ligatures, superscripts, {@code ß} to {@code ss}; invisible characters
 *       (soft hyphen, joiners, variation selectors, direction marks) fall away.
 *   <li>Accents fall away from Latin and Greek letters, and letters with strokes become plain
 *       ({@code ł} to {@code l}, {@code ø} to {@code o}, {@code æ} to {@code ae}, dotless {@code ı}
 *       to {@code i}). Of Cyrillic the stress marks go and {@code ё} becomes {@code е}, while
 *       {@code й}, {@code ї} and {@code ў} stay the letters they are. Marks of other scripts stay.
 *   <li>White space, punctuation, symbols, control characters, private-use characters and lone
 *       surrogates separate: a run of them becomes one space, at either end none. So hyphens and
 *       quotes split, and an apostrophe does: {@code Germany's} becomes {@code germany s}, in which
 *       {@code germany} ends at a boundary, while {@code McDonald's} still finds {@code mcdonald
 *       s}.
 *   <li>Emoji and other pictographs are kept. One or two {@code +} or {@code #} are kept at the end
 *       of a word ({@code c++}, {@code c#}); elsewhere they separate.
 *   <li>Initials join: two or more single letters, each followed by a full stop, become one token,
 *       written tight ({@code U.S.}, {@code u.s}, {@code J.R.R.}) or, for capitals, with single
 *       spaces ({@code J. R. R.}). So {@code U.S.} has the key of {@code US}, {@code U.S.A.} that
 *       of {@code USA}, and both ways to write a name's initials agree. The token's span takes in
 *       the last full stop, also where it ends the sentence too. Domain names ({@code a.b.com}) do
 *       not join, nor do letters that go on with a word. An ideograph or an apostrophe, the
 *       modifier letters among them ({@code ʼ}), begins and ends none.
 *   <li>Ideographs, kana, Hangul and the like are kept one by one; {@link AlignedText#boundary}
 *       lets a token begin and end at each.
 * </ul>
 *
 * <p>Canonically equivalent texts have the same key, with one exception: initials whose letter is
 * written with a combining mark do not join. Immutable and thread safe.
 */
public final class SurfaceNormalizer {

  /** The key under which a surface form is filed: {@code normalize(surface).text()}. */
  public String key(String surface) {
    return normalize(surface).text();
  }

  /** Normalises a text of any length. */
  public AlignedText normalize(String text) {
    AlignedTextBuilder out = new AlignedTextBuilder(text.length());
    GraphemeClusters clusters = new GraphemeClusters(text);
    Initials initials = new Initials(text, clusters);
    int at = 0;
    while (at < text.length()) {
      int end = initials.end(at);
      if (end != 0) {
        addInitials(text, at, end, out);
        at = end;
        continue;
      }
      end = clusters.end(at);
      if (end - at > 1) {
        out.add(SurfaceFolding.fold(text, at, end), at, end);
      } else if (AlignedTextBuilder.isSign(text.charAt(at))) {
        out.addSign(text.charAt(at), at);
      } else {
        out.add(SurfaceFolding.fold(text.charAt(at)), at, end);
      }
      at = end;
    }
    return out.build(text.length());
  }

  /** Adds the letters between {@code from} and {@code to}, each with the full stop behind it. */
  private static void addInitials(String text, int from, int to, AlignedTextBuilder out) {
    for (int at = from; at < to; ) {
      int next = at + 1;
      while (next < to && !Character.isLetter(text.charAt(next))) {
        next++;
      }
      out.add(SurfaceFolding.fold(text.charAt(at)), at, next);
      at = next;
    }
  }
}
