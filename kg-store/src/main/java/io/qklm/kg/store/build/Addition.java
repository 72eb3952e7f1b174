package io.qklm.kg.store.build;

import io.qklm.kg.EntityKind;
import io.qklm.kg.source.KnowledgeSink.Signal;
import io.qklm.kg.store.format.ByteReader;
import io.qklm.kg.store.format.ByteWriter;

/**
 * What was said of an entity apart from its record. On disk a byte that says what it is, then:
 *
 * <pre>
 * 0  string language, string name
 * 1  u8 code of the {@link Signal}, f64 count
 * 2  string language, string description
 * 3  u8 code of the kind, string type
 * </pre>
 */
sealed interface Addition {

  /** A further name. */
  record Name(String language, String name) implements Addition {}

  /** A part of a count. */
  record Count(Signal signal, double count) implements Addition {}

  /** A description. */
  record Description(String language, String text) implements Addition {}

  /** A type and the kind of what is of it. */
  record Type(EntityKind kind, String type) implements Addition {}

  default byte[] encode() {
    ByteWriter out = new ByteWriter();
    if (this instanceof Name name) {
      out.u8(0).string(name.language).string(name.name);
    } else if (this instanceof Count part) {
      out.u8(1).u8(part.signal.code()).f64(part.count);
    } else if (this instanceof Description described) {
      out.u8(2).string(described.language).string(described.text);
    } else {
      Type typed = (Type) this;
      out.u8(3).u8(typed.kind.code()).string(typed.type);
    }
    return out.toBytes();
  }

  static Addition decode(byte[] value) {
    ByteReader in = new ByteReader(value);
    return switch (in.u8()) {
      case 0 -> new Name(in.string(), in.string());
      case 1 -> new Count(Signal.ofCode(in.u8()), in.f64());
      case 2 -> new Description(in.string(), in.string());
      default -> new Type(EntityKind.ofCode(in.u8()), in.string());
    };
  }
}
