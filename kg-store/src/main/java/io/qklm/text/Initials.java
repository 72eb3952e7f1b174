package io.qklm.text;

/**
 * Finds single letters with full stops that belong together: {@code U.S.}, {@code J. R. R.} The
 * rule stands at {@link SurfaceNormalizer}.
 */
final class Initials {

  private final String text;
  private final GraphemeClusters clusters;

  Initials(String text, GraphemeClusters clusters) {
    this.text = text;
    this.clusters = clusters;
  }

  /** End of the initials that begin at {@code at}, last full stop included; 0 if none begin. */
  int end(int at) {
    if (!isStop(at + 1) || !isInitial(at) || !beginsWord(at)) {
      return 0;
    }
    int tight = tightEnd(at);
    return tight != 0 ? tight : spacedEnd(at);
  }

  private int tightEnd(int at) {
    int letter = at;
    while (isStop(letter + 1)) {
      int next = letter + 2;
      if (isInitial(next) && (isStop(next + 1) || endsWord(next))) {
        letter = next;
      } else if (goesOn(next) || letter == at) {
        return 0;
      } else {
        return next;
      }
    }
    return letter + 1;
  }

  private int spacedEnd(int at) {
    int letter = at;
    while (isCapital(letter)
        && letter + 2 < text.length()
        && text.charAt(letter + 2) == ' '
        && isCapital(letter + 3)
        && isStop(letter + 4)
        && !goesOn(letter + 5)) {
      letter += 3;
    }
    return letter == at ? 0 : letter + 2;
  }

  /** A letter that has upper and lower case. */
  private boolean isInitial(int at) {
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    return Character.isUpperCase(c) || Character.isLowerCase(c);
  }

  private boolean isCapital(int at) {
    return at < text.length() && Character.isUpperCase(text.charAt(at));
  }

  /** A full stop that carries no combining mark. */
  private boolean isStop(int at) {
    return at < text.length() && text.charAt(at) == '.' && clusters.end(at) == at + 1;
  }

  /** The letter at {@code at} carries no mark and no word goes on behind it. */
  private boolean endsWord(int at) {
    return clusters.end(at) == at + 1 && !goesOn(at + 1);
  }

  /** Ideographs, kana and the like do not go on with a word: each is a token by itself. */
  private boolean goesOn(int at) {
    return at < text.length() && TokenCharacters.continuesWord(text.codePointAt(at));
  }

  /** Neither a word nor a word with a full stop stands right before. */
  private boolean beginsWord(int at) {
    boolean behindStop = at > 0 && text.charAt(at - 1) == '.';
    return !wordEnds(behindStop ? at - 1 : at);
  }

  /** Whether a word ends right before {@code at}; marks without a letter below them are none. */
  private boolean wordEnds(int at) {
    for (int before = at; before > 0; ) {
      int c = text.codePointBefore(before);
      if (!TokenCharacters.isMark(c)) {
        return TokenCharacters.continuesWord(c);
      }
      before -= Character.charCount(c);
    }
    return false;
  }
}
