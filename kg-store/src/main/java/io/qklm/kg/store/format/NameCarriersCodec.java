package io.qklm.kg.store.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Values of {@link Family#NAMES}: the entities that a surface form may mean, and why. The key is
 * the surface as {@code SurfaceNormalizer.key} gives it, in UTF-8.
 *
 * <pre>
 * u8      version, 1
 * varint  number of entities, then for each, by ordinal
 *   varint  ordinal
 *   u8      bits 0 and 1 the role (0 label, 1 alias, 2 last name, 3 none), bit 2 updated since the
 *           build, bit 3 counted by the build, bit 4 counted by an update, bit 5 a prior inherited
 *   list    if bit 3: varint and as many of string source, f64 weight
 *   list    if bit 4: the same
 *   f64     if bit 5
 * </pre>
 *
 * The key of one zero byte holds the sources whose weights the build found to be counts: u8
 * version, varint and as many strings.
 */
public final class NameCarriersCodec {

  static final int VERSION = 1;
  private static final int UPDATED = 4;
  private static final int COUNTED = 8;
  private static final int TOLD = 16;
  private static final int INHERITED = 32;

  /** No surface begins with a zero. */
  private static final byte[] COUNTING_SOURCES = {0};

  private NameCarriersCodec() {}

  public static byte[] key(String surface) {
    return surface.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] countingSourcesKey() {
    return COUNTING_SOURCES.clone();
  }

  public static byte[] encodeSources(Set<String> sources) {
    ByteWriter out = new ByteWriter().u8(VERSION).varint(sources.size());
    new TreeSet<>(sources).forEach(out::string);
    return out.toBytes();
  }

  public static Set<String> decodeSources(byte[] value) {
    ByteReader in = new ByteReader(value).version(VERSION, "a list of sources");
    Set<String> sources = new TreeSet<>();
    for (int left = in.count(); left > 0; left--) {
      sources.add(in.string());
    }
    return sources;
  }

  /** Takes them by ordinal. */
  public static byte[] encode(Collection<NameCarrier> carriers) {
    ByteWriter out = new ByteWriter().u8(VERSION).varint(carriers.size());
    for (NameCarrier carrier : carriers) {
      out.varint(carrier.ordinal())
          .u8(
              carrier.role()
                  | (carrier.updated() ? UPDATED : 0)
                  | (carrier.counted().isEmpty() ? 0 : COUNTED)
                  | (carrier.told().isEmpty() ? 0 : TOLD)
                  | (carrier.inherited().isEmpty() ? 0 : INHERITED));
      weights(out, carrier.counted());
      weights(out, carrier.told());
      carrier.inherited().ifPresent(out::f64);
    }
    return out.toBytes();
  }

  private static void weights(ByteWriter out, List<NameCarrier.Weight> weights) {
    if (!weights.isEmpty()) {
      out.varint(weights.size());
      weights.forEach(weight -> out.string(weight.source()).f64(weight.weight()));
    }
  }

  public static List<NameCarrier> decode(byte[] value) {
    ByteReader in = new ByteReader(value).version(VERSION, "a list of names");
    int count = in.count();
    List<NameCarrier> carriers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int ordinal = in.varint32();
      int flags = in.u8();
      carriers.add(
          new NameCarrier(
              ordinal,
              flags & NameCarrier.NO_ROLE,
              (flags & UPDATED) != 0,
              (flags & COUNTED) != 0 ? weights(in) : List.of(),
              (flags & TOLD) != 0 ? weights(in) : List.of(),
              (flags & INHERITED) != 0 ? OptionalDouble.of(in.f64()) : OptionalDouble.empty()));
    }
    return carriers;
  }

  private static List<NameCarrier.Weight> weights(ByteReader in) {
    int count = in.count();
    List<NameCarrier.Weight> weights = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String source = in.string();
      weights.add(new NameCarrier.Weight(source, in.f64()));
    }
    return weights;
  }
}
