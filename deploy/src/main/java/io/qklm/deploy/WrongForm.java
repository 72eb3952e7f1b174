package io.qklm.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Files that are not JSON lines as a whole, told by their first bytes rather than line by line. */
final class WrongForm {

  /** Bytes looked at; a header of more columns than fit is told by its rows, one by one. */
  private static final int HEAD = 4096;

  private static final String CELL = "(?:\"[^\"\n]*\"|[\\p{L}_][\\p{L}\\p{N}_ .-]*)";

  /** A header of two columns or more, as spreadsheets write it. */
  private static final Pattern HEADER =
      Pattern.compile(CELL + "(?:([,;\\t])" + CELL + ")(?:\\1" + CELL + ")*\\r?");

  private static final Pattern ARRAY = Pattern.compile("\\[\\s*\\{|\\[\\s*\\R");

  private static final String WANTED =
      "one JSON object a line, in UTF-8, is read here, such as {\"id\": \"1\", \"text\": \"...\"}";

  private WrongForm() {}

  /**
   * Looks at the head of a stream and leaves it where it was.
   *
   * @param in supports marks
   * @throws IOException if it is of a form that is recognised and not read
   */
  static void check(InputStream in, String name) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    if (utf16(head)) {
      throw new IOException(
          name + " is in UTF-16; convert it to UTF-8 (iconv -f UTF-16 -t UTF-8); " + WANTED);
    }
    String text = new String(head, StandardCharsets.UTF_8).stripLeading();
    if (ARRAY.matcher(text).lookingAt()) {
      throw new IOException(
          name
              + " begins with '[', as a JSON array does (jq -c '.[]' makes lines of it); "
              + WANTED);
    }
    int end = text.indexOf('\n');
    String first = end < 0 ? text : text.substring(0, end);
    if (HEADER.matcher(first).matches()) {
      throw new IOException(
          name + " looks like CSV: its first line is '" + cut(first) + "'; " + WANTED);
    }
  }

  /** With a byte order mark, or with a zero beside each of the first characters. */
  private static boolean utf16(byte[] head) {
    if (head.length < 2) {
      return false;
    }
    int first = head[0] & 0xFF;
    int second = head[1] & 0xFF;
    boolean mark = (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    boolean ascii =
        head.length >= 4 && ((first == 0 && head[2] == 0) || (second == 0 && head[3] == 0));
    return mark || ascii;
  }

  private static String cut(String line) {
    String shown = line.strip();
    return shown.length() <= 60 ? shown : shown.substring(0, 60) + "...";
  }
}
