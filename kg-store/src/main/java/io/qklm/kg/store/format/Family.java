package io.qklm.kg.store.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The column families of a snapshot's database. Keys sort by unsigned bytes; ordinals in them are
 * four bytes, big-endian. Every value that is not empty begins with its version. Snapshots from
 * before 2026-12 lack {@link #NAMES} and {@link #COUNTED}, those of format 1 {@link #NEIGHBOURS}.
 */
public enum Family {
  /** Ordinal to {@link EntityRecordCodec}. */
  ENTITIES,
  /** Id, in UTF-8, to {@link IdRecordCodec}. */
  IDS,
  /** {@link TextRecordCodec#key} to {@link TextRecordCodec}. */
  TEXT,
  /** Ordinal to {@link TypesCodec}; no entry where there are none. */
  TYPES,
  /** Ordinal to {@link FactListCodec}; no entry where there are none. */
  FACTS,
  /** {@link FactsInKey} to an empty value. */
  FACTS_IN,
  /** Relation ordinal to {@link RelationRecordCodec}. */
  RELATIONS,
  /** Surface form to {@link NameCarriersCodec}: what its priors follow from, for deltas. */
  NAMES,
  /** Ordinal and surface form to an empty value, where the entity was counted under the form. */
  COUNTED,
  /** Ordinal to {@link NeighboursCodec}; no entry where a delta changed the entity's facts. */
  NEIGHBOURS;

  /** The column family's name in the database. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether snapshots may lack it, since it came up after the first ones. */
  public boolean isLater() {
    return this == NAMES || this == COUNTED || this == NEIGHBOURS;
  }

  public byte[] idBytes() {
    return id().getBytes(StandardCharsets.UTF_8);
  }

  /** The key of an ordinal: four bytes, big-endian. */
  public static byte[] ordinalKey(int ordinal) {
    return new byte[] {
      (byte) (ordinal >>> 24), (byte) (ordinal >>> 16), (byte) (ordinal >>> 8), (byte) ordinal
    };
  }

  /** The keys of {@code ordinals}, in their order. */
  public static List<byte[]> ordinalKeys(int[] ordinals) {
    return Arrays.stream(ordinals).mapToObj(Family::ordinalKey).toList();
  }

  /** The ordinal that a key begins with. */
  public static int ordinal(byte[] key) {
    return key[0] << 24 | (key[1] & 0xFF) << 16 | (key[2] & 0xFF) << 8 | (key[3] & 0xFF);
  }
}
