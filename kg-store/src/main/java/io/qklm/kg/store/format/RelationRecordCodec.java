package io.qklm.kg.store.format;

import io.qklm.kg.Relation;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values of {@link Family#RELATIONS}; the key is the relation's ordinal, four bytes big-endian. A
 * build numbers relations from 0 in the order of their ids ({@link String#compareTo}); a delta
 * gives new ones the next numbers.
 *
 * <pre>
 * u8      version, 1
 * string  id
 * varint  number of labels, then for each by language
 *   string  language
 *   string  label
 * string  inverse relation's id, empty if none is given
 * </pre>
 *
 * Numbers and strings as {@link ByteWriter} writes them.
 */
public final class RelationRecordCodec {

  static final int VERSION = 1;

  private RelationRecordCodec() {}

  public static byte[] encode(Relation relation) {
    ByteWriter out = new ByteWriter().u8(VERSION).string(relation.id());
    out.varint(relation.labels().size());
    relation.labels().forEach((language, label) -> out.string(language).string(label));
    return out.string(relation.inverse().orElse("")).toBytes();
  }

  public static Relation decode(byte[] value) {
    ByteReader in = new ByteReader(value).version(VERSION, "a relation record");
    String id = in.string();
    Map<String, String> labels = new TreeMap<>();
    int count = in.count();
    for (int i = 0; i < count; i++) {
      labels.put(in.string(), in.string());
    }
    String inverse = in.string();
    return new Relation(id, labels, inverse.isEmpty() ? Optional.empty() : Optional.of(inverse));
  }
}
