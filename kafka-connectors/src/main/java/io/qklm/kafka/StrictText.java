package io.qklm.kafka;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Unicode taken at its word: nothing malformed is replaced in silence. */
final class StrictText {

  private StrictText() {}

  /**
   * Decodes UTF-8; a byte order mark at the start is left out.
   *
   * @throws MalformedBytes at the first byte that is not part of well-formed UTF-8
   */
  static CharBuffer decode(byte[] bytes) throws MalformedBytes {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    // UTF-8 never needs more UTF-16 units than it has bytes.
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw new MalformedBytes(in.position(), bytes[in.position()]);
    }
    decoder.flush(out);
    out.flip();
    if (out.hasRemaining() && out.get(0) == '\uFEFF') {
      out.position(1);
    }
    return out;
  }

  /** Where bytes stop being UTF-8. */
  static final class MalformedBytes extends CharacterCodingException {
    private static final long serialVersionUID = 1L;

    private final int position;
    private final byte found;

    MalformedBytes(int position, byte found) {
      this.position = position;
      this.found = found;
    }

    @Override
    public String getMessage() {
      return String.format(
          "the value is not UTF-8: byte 0x%02x at position %d; send JSON in UTF-8",
          found & 0xff, position);
    }
  }
}
