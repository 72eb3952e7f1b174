package io.qklm.kafka.update;

import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.source.interchange.KnowledgeUpdateReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a record of the topic of updates turned out to hold. */
sealed interface UpdateReading {

  /** Largest value that is read, in bytes; a broker lets through 1 MB by default. */
  int MAX_VALUE_BYTES = 16 << 20;

  /** A change. */
  record Accepted(KnowledgeUpdate update) implements UpdateReading {}

  /** Nothing that can be used, and why. */
  record Refused(Rejection rejection) implements UpdateReading {}

  /** Reads a record; any bytes give one or the other. */
  static UpdateReading of(byte @Nullable [] key, byte @Nullable [] value) {
    if (key == null) {
      return refused(Cause.MISSING_FIELD, "the record has no key; an entity's id is needed");
    }
    if (value != null && value.length > MAX_VALUE_BYTES) {
      return refused(
          Cause.TOO_LARGE,
          "the value has " + value.length + " bytes; at most " + MAX_VALUE_BYTES + " are allowed");
    }
    try {
      return new Accepted(
          KnowledgeUpdateReader.readRecord(text(key), value == null ? null : text(value)));
    } catch (CharacterCodingException e) {
      return refused(Cause.INVALID_ENCODING, "key or value is no well-formed UTF-8");
    } catch (IllegalArgumentException e) {
      return refused(Cause.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private static UpdateReading refused(Cause cause, String message) {
    return new Refused(new Rejection("", cause, message));
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
