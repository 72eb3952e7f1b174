package io.qklm.kg.store.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Values of {@link Family#TYPES}; the key is the ordinal, four bytes big-endian.
 *
 * <pre>
 * u8      version, 1
 * varint  number of types
 * string  each type, in the source's order
 * </pre>
 *
 * Numbers and strings as {@link ByteWriter} writes them.
 */
public final class TypesCodec {

  static final int VERSION = 1;

  private TypesCodec() {}

  public static byte[] encode(List<String> types) {
    ByteWriter out = new ByteWriter().u8(VERSION).varint(types.size());
    types.forEach(out::string);
    return out.toBytes();
  }

  public static List<String> decode(byte[] value) {
    ByteReader in = new ByteReader(value).version(VERSION, "a types record");
    int count = in.count();
    List<String> types = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      types.add(in.string());
    }
    return List.copyOf(types);
  }
}
