package io.qklm.kg.store.format;

import io.qklm.kg.Entity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Entries of {@link Family#TEXT}: one for each language that says anything about an entity. The key
 * is the ordinal, four bytes big-endian, and the language code in UTF-8.
 *
 * <pre>
 * content of the value
 * u8      version, 1
 * u8      flags: bit 0 a label is given, bit 1 a description is given
 * string  label, if given
 * varint  number of aliases
 * string  each alias
 * string  description, if given
 * </pre>
 *
 * Numbers and strings as {@link ByteWriter} writes them.
 */
public final class TextRecordCodec {

  static final int VERSION = 1;
  private static final int LABEL = 1;
  private static final int DESCRIPTION = 2;

  /** What one language says. */
  public record TextRecord(
      Optional<String> label, List<String> aliases, Optional<String> description) {
    public TextRecord {
      aliases = List.copyOf(aliases);
    }

    /** All that is said of an entity, by language. */
    public static SortedMap<String, TextRecord> of(Entity entity) {
      SortedMap<String, TextRecord> texts = new TreeMap<>();
      for (Set<String> languages :
          List.of(
              entity.labels().keySet(),
              entity.aliases().keySet(),
              entity.descriptions().keySet())) {
        for (String language : languages) {
          texts.computeIfAbsent(language, any -> in(language, entity));
        }
      }
      return texts;
    }

    private static TextRecord in(String language, Entity entity) {
      return new TextRecord(
          Optional.ofNullable(entity.labels().get(language)),
          entity.aliases().getOrDefault(language, List.of()),
          Optional.ofNullable(entity.descriptions().get(language)));
    }
  }

  private TextRecordCodec() {}

  public static byte[] key(int ordinal, String language) {
    return new ByteWriter().u32(ordinal).utf8(language).toBytes();
  }

  public static String language(byte[] key) {
    return new String(key, 4, key.length - 4, StandardCharsets.UTF_8);
  }

  public static byte[] encode(TextRecord text) {
    int flags =
        (text.label().isPresent() ? LABEL : 0) | (text.description().isPresent() ? DESCRIPTION : 0);
    ByteWriter out = new ByteWriter().u8(VERSION).u8(flags);
    text.label().ifPresent(out::string);
    out.varint(text.aliases().size());
    text.aliases().forEach(out::string);
    text.description().ifPresent(out::string);
    return out.toBytes();
  }

  public static TextRecord decode(byte[] value) {
    ByteReader in = new ByteReader(value).version(VERSION, "a text record");
    int flags = in.u8();
    Optional<String> label = (flags & LABEL) == 0 ? Optional.empty() : Optional.of(in.string());
    int count = in.count();
    List<String> aliases = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      aliases.add(in.string());
    }
    Optional<String> description =
        (flags & DESCRIPTION) == 0 ? Optional.empty() : Optional.of(in.string());
    return new TextRecord(label, aliases, description);
  }
}
