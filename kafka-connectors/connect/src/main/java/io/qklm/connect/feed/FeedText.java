package io.qklm.connect.feed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a feed. Header and declaration often lie, so the bytes are asked first: what
 * reads as UTF-8 and is not ASCII throughout is UTF-8.
 */
final class FeedText {

  private static final Pattern HEADER =
      Pattern.compile("charset\\s*=\\s*[\"']?([A-Za-z0-9._:-]+)", Pattern.CASE_INSENSITIVE);

  private static final Pattern DECLARATION =
      Pattern.compile("<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]+)[\"']");

  /** Names under which a larger set of characters is sent than they say, as browsers read them. */
  private static final Map<String, String> LARGER =
      Map.ofEntries(
          Map.entry("us-ascii", "windows-1252"),
          Map.entry("ascii", "windows-1252"),
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("iso-8859-11", "x-windows-874"),
          Map.entry("tis-620", "x-windows-874"),
          Map.entry("gb2312", "GB18030"),
          Map.entry("gbk", "GB18030"),
          Map.entry("ks_c_5601-1987", "x-windows-949"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("utf8", "UTF-8"),
          Map.entry("unicode", "UTF-8"));

  private static final int HEAD = 1_024;

  /** Of a hundred characters beyond ASCII, as many as may be broken in what still is UTF-8. */
  private static final int BROKEN_PERCENT = 10;

  private FeedText() {}

  /**
   * Decodes what a server gave.
   *
   * @param contentType the header of the answer
   */
  static String of(byte[] bytes, @Nullable String contentType) {
    Optional<String> marked = marked(bytes);
    if (marked.isPresent()) {
      return marked.get();
    }
    String ascii = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    Optional<Charset> declared = charset(DECLARATION.matcher(ascii));
    Optional<Charset> sent =
        contentType == null ? Optional.empty() : charset(HEADER.matcher(contentType));
    // Bytes that are ASCII may be an encoding of seven bits, which only its name can tell.
    boolean plain = isAscii(bytes);
    Optional<String> utf8 = plain ? Optional.empty() : strict(bytes, StandardCharsets.UTF_8);
    if (utf8.isPresent()) {
      return utf8.get();
    }
    if (!plain && mostlyUtf8(bytes)) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    return sent.flatMap(charset -> strict(bytes, charset))
        .or(() -> declared.flatMap(charset -> strict(bytes, charset)))
        .orElseGet(() -> new String(bytes, Charset.forName("windows-1252")));
  }

  /** By a byte order mark, or by the zeros around the first bracket of UTF-16 and UTF-32. */
  private static Optional<String> marked(byte[] bytes) {
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8));
    }
    if (startsWith(bytes, 0, 0, 0xFE, 0xFF) || startsWith(bytes, 0, 0, 0, '<')) {
      return Optional.of(new String(bytes, Charset.forName("UTF-32BE")));
    }
    if (startsWith(bytes, 0xFF, 0xFE, 0, 0) || startsWith(bytes, '<', 0, 0, 0)) {
      return Optional.of(new String(bytes, Charset.forName("UTF-32LE")));
    }
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0, '<')) {
      return Optional.of(new String(bytes, StandardCharsets.UTF_16BE));
    }
    if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, '<', 0)) {
      return Optional.of(new String(bytes, StandardCharsets.UTF_16LE));
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, int... first) {
    if (bytes.length < first.length) {
      return false;
    }
    for (int i = 0; i < first.length; i++) {
      if ((bytes[i] & 0xff) != first[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Charset> charset(Matcher name) {
    if (!name.find()) {
      return Optional.empty();
    }
    String said = name.group(1).toLowerCase(Locale.ROOT);
    try {
      Charset charset = Charset.forName(LARGER.getOrDefault(said, said));
      // Its own bytes would have told: a program wrote it that thinks in it and sent another.
      return Optional.of(charset).filter(found -> !found.name().matches("UTF-(16|32).*"));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> strict(byte[] bytes, Charset charset) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  /** UTF-8 with a few broken characters, such as one that was cut in the middle. */
  private static boolean mostlyUtf8(byte[] bytes) {
    int whole = 0;
    int broken = 0;
    for (int i = 0; i < bytes.length; ) {
      int length = lengthAt(bytes, i);
      if (length > 1) {
        whole++;
      } else if (bytes[i] < 0) {
        broken++;
      }
      i += length;
    }
    return broken * 100L <= (long) BROKEN_PERCENT * (whole + broken);
  }

  /** Bytes of the character at a place; 1 where it is broken. */
  private static int lengthAt(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
    for (int i = 1; i < length; i++) {
      if (at + i >= bytes.length || (bytes[at + i] & 0xC0) != 0x80) {
        return 1;
      }
    }
    return length;
  }
}
