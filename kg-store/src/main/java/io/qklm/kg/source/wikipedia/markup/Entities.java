package io.qklm.kg.source.wikipedia.markup;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.text.StringEscapeUtils;

/** Characters written as HTML entities or with percent signs. */
final class Entities {

  /** Longest name of an entity with both its marks, and some. */
  private static final int LONGEST = 12;

  private Entities() {}

  /** Where an entity that begins at {@code at} ends, behind its semicolon; {@code at} if none. */
  static int end(CharSequence text, int at, int limit) {
    int last = Math.min(limit, at + LONGEST);
    for (int i = at + 1; i < last; i++) {
      char c = text.charAt(i);
      if (c == ';') {
        return i > at + 1 ? i + 1 : at;
      }
      if (!(c == '#' || (c < 128 && Character.isLetterOrDigit(c)))) {
        return at;
      }
    }
    return at;
  }

  /** The text with its entities undone; spaces that do not break are spaces. */
  static String decoded(String text) {
    String decoded;
    try {
      decoded = StringEscapeUtils.unescapeHtml4(text);
    } catch (IllegalArgumentException e) {
      // A number beyond Unicode.
      return text;
    }
    return decoded.replace('\u00A0', ' ').replace('\n', ' ');
  }

  /** Percent signs undone where all of them stand for UTF-8, else the text as it is. */
  static String percentDecoded(String text) {
    byte[] given = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(given.length);
    for (int i = 0; i < given.length; i++) {
      int high = given[i] == '%' && i + 2 < given.length ? Character.digit(given[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(given[i + 2], 16) : -1;
      if (low >= 0) {
        bytes.write(high << 4 | low);
        i += 2;
      } else {
        bytes.write(given[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return text;
    }
  }
}
