package io.qklm.flink.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What travels from the gate through the engine to the outlet: a record with a note, or a note
 * alone, so that news and idleness keep their place among the records.
 *
 * @param <T> the record; before the engine the job's input, behind it the job's output
 */
@Internal
public final class Envelope<T> {

  /** What a envelope is. Its code stands in checkpoints. */
  public enum Kind {
    /** A record to be enriched; the note is its {@link EpochStamp}. */
    RECORD(0),
    /** What became of a record; the note is the weight that leaves with it. */
    RESULT(1),
    /** What became of a record that could not be enriched; the note as before. */
    REJECTED(2),
    /** News of epochs; the note is its JSON in UTF-8. */
    NEWS(3),
    /** All before it is out and nothing will come for a while. */
    IDLE(4),
    /** Something comes again. */
    ACTIVE(5);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("there is no envelope of the kind " + code);
    }
  }

  private static final byte[] NOTHING = {};

  private final Kind kind;
  private final @Nullable T value;
  private final byte[] note;

  Envelope(Kind kind, @Nullable T value, byte[] note) {
    this.kind = kind;
    this.value = value;
    this.note = note;
  }

  /** A record for the engine. */
  public static <T> Envelope<T> record(T value, byte[] stamp) {
    return new Envelope<>(Kind.RECORD, value, stamp);
  }

  /** News of epochs. */
  public static <T> Envelope<T> news(String json) {
    return new Envelope<>(Kind.NEWS, null, json.getBytes(UTF_8));
  }

  /** Idleness, or its end. */
  public static <T> Envelope<T> status(boolean idle) {
    return new Envelope<>(idle ? Kind.IDLE : Kind.ACTIVE, null, NOTHING);
  }

  static <T> Envelope<T> result(T value, boolean rejected, long weight) {
    return new Envelope<>(
        rejected ? Kind.REJECTED : Kind.RESULT,
        value,
        ByteBuffer.allocate(Long.BYTES).putLong(weight).array());
  }

  /** The same without a record, on its way out. */
  <O> Envelope<O> passedOn() {
    if (value != null) {
      throw new IllegalStateException("a envelope with a record is opened and not passed on");
    }
    return new Envelope<>(kind, null, note);
  }

  public Kind kind() {
    return kind;
  }

  /**
   * @throws IllegalStateException where there is no record
   */
  public T value() {
    if (value == null) {
      throw new IllegalStateException("a envelope of the kind " + kind + " has no record");
    }
    return value;
  }

  @Nullable T valueOrNull() {
    return value;
  }

  /** Not copied. */
  byte[] note() {
    return note;
  }

  long weight() {
    return ByteBuffer.wrap(note).getLong();
  }

  String news() {
    return new String(note, UTF_8);
  }
}
