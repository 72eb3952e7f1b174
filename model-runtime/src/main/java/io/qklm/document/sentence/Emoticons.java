package io.qklm.document.sentence;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Faces behind a stop, of marks or as one character, which belong to the sentence before them. */
final class Emoticons {

  private static final Pattern FACE =
      Pattern.compile("[:;=][-'^o]?[()\\[\\]DPpO3/\\\\|*]+|<3+|\\^_*\\^|[TtoO]_[TtoO]");

  private Emoticons() {}

  /**
   * Where the faces end that stand apart behind {@code from}; {@code from} where none does.
   *
   * @param to where the block ends
   */
  static int end(String text, int from, int to) {
    int end = from;
    for (int at = face(text, notBlank(text, from, to), to); at > end; ) {
      end = at;
      at = face(text, notBlank(text, end, to), to);
    }
    return end;
  }

  private static int notBlank(String text, int from, int to) {
    int at = from;
    while (at < to && SentenceEnds.isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Where one face ends that begins at {@code from} and has white space or nothing behind it. */
  private static int face(String text, int from, int to) {
    if (from >= to) {
      return -1;
    }
    int end = from;
    Matcher marks = FACE.matcher(text).region(from, to);
    if (marks.lookingAt()) {
      end = marks.end();
    } else {
      while (end < to && isEmoji(text.codePointAt(end))) {
        end += Character.charCount(text.codePointAt(end));
      }
    }
    boolean apart = end > from && (end == to || SentenceEnds.isBlank(text.charAt(end)));
    return apart ? end : -1;
  }

  /** Whether it is drawn as a picture, or joins or varies one. */
  private static boolean isEmoji(int c) {
    return UCharacter.hasBinaryProperty(c, UProperty.EMOJI_PRESENTATION)
        || UCharacter.hasBinaryProperty(c, UProperty.EMOJI_MODIFIER)
        || c == '\u200D'
        || c == '\uFE0F';
  }
}
