package io.qklm.kg.store.build;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.store.format.ByteReader;
import io.qklm.kg.store.format.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Entities on their way through {@link Staging}. The key is the id, a zero byte and the number of
 * the record, so that the records of one entity lie together in the order they came.
 */
public final class StagedEntityCodec {

  /** Bit of the numbers of records that came under another id of the entity. */
  static final long JOINED = 1L << 62;

  private StagedEntityCodec() {}

  public static byte[] key(EntityId id, long number) {
    return new ByteWriter().utf8(id.value()).u8(0).u64(number).toBytes();
  }

  public static EntityId id(byte[] key) {
    return new EntityId(new ByteReader(key).terminated());
  }

  /** The number of a record, without {@link #JOINED}. */
  static long number(byte[] key) {
    ByteReader in = new ByteReader(key);
    in.terminated();
    return in.u64() & ~JOINED;
  }

  public static byte[] encode(Entity entity) {
    ByteWriter out = new ByteWriter().u8(entity.kind().code()).f32(entity.rank());
    writeTexts(out, entity.labels());
    out.varint(entity.aliases().size());
    entity
        .aliases()
        .forEach(
            (language, names) -> {
              out.string(language);
              writeStrings(out, names);
            });
    writeTexts(out, entity.descriptions());
    writeStrings(out, entity.types());
    return out.toBytes();
  }

  public static Entity decode(EntityId id, byte[] value) {
    ByteReader in = new ByteReader(value);
    EntityKind kind = EntityKind.ofCode(in.u8());
    float rank = in.f32();
    Map<String, String> labels = readTexts(in);
    Map<String, List<String>> aliases = new TreeMap<>();
    int languages = in.count();
    for (int i = 0; i < languages; i++) {
      aliases.put(in.string(), readStrings(in));
    }
    Map<String, String> descriptions = readTexts(in);
    return new Entity(id, labels, aliases, descriptions, readStrings(in), kind, rank);
  }

  private static void writeTexts(ByteWriter out, Map<String, String> texts) {
    out.varint(texts.size());
    texts.forEach((language, text) -> out.string(language).string(text));
  }

  private static Map<String, String> readTexts(ByteReader in) {
    Map<String, String> texts = new TreeMap<>();
    int count = in.count();
    for (int i = 0; i < count; i++) {
      texts.put(in.string(), in.string());
    }
    return texts;
  }

  private static void writeStrings(ByteWriter out, List<String> strings) {
    out.varint(strings.size());
    strings.forEach(out::string);
  }

  private static List<String> readStrings(ByteReader in) {
    int count = in.count();
    List<String> strings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      strings.add(in.string());
    }
    return strings;
  }
}
