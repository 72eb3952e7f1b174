package io.qklm.kg.store;

import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.store.format.EntityRecordCodec;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.kg.store.rocks.SnapshotDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Records of entities by ordinal, and the vectors that their codes stand for. */
final class SnapshotEntities {

  private final SnapshotDatabase database;
  private final EntityRecordCodec codec;
  private final ProductQuantizer quantizer;
  private final long size;

  SnapshotEntities(
      SnapshotDatabase database, EntityRecordCodec codec, ProductQuantizer quantizer, long size) {
    this.database = database;
    this.codec = codec;
    this.quantizer = quantizer;
    this.size = size;
  }

  StoredEntity entity(int ordinal) {
    return codec.decode(
        ordinal, known(ordinal, database.get(Family.ENTITIES, Family.ordinalKey(ordinal))));
  }

  Optional<StoredEntity> find(int ordinal) {
    byte[] value = database.get(Family.ENTITIES, Family.ordinalKey(ordinal));
    return value == null || EntityRecordCodec.retired(value)
        ? Optional.empty()
        : Optional.of(codec.decode(ordinal, value));
  }

  List<StoredEntity> all(int[] ordinals) {
    List<byte @Nullable []> values = records(ordinals);
    List<StoredEntity> entities = new ArrayList<>(ordinals.length);
    for (int i = 0; i < ordinals.length; i++) {
      entities.add(codec.decode(ordinals[i], known(ordinals[i], values.get(i))));
    }
    return entities;
  }

  List<StoredEntity> all(int[] ordinals, float[][] vectors) {
    List<byte @Nullable []> values = records(ordinals);
    List<StoredEntity> entities = new ArrayList<>(ordinals.length);
    for (int i = 0; i < ordinals.length; i++) {
      byte[] value = known(ordinals[i], values.get(i));
      decode(value, ordinals.length, i, vectors);
      entities.add(codec.decode(ordinals[i], value));
    }
    return entities;
  }

  List<StoredEntity> between(int from, int to) {
    int[] ordinals = IntStream.range(from, (int) Math.min(to, size)).toArray();
    List<byte @Nullable []> values =
        database.getOnce(Family.ENTITIES, Family.ordinalKeys(ordinals));
    List<StoredEntity> entities = new ArrayList<>(ordinals.length);
    for (int i = 0; i < ordinals.length; i++) {
      byte[] value = values.get(i);
      if (value != null && !EntityRecordCodec.retired(value)) {
        entities.add(codec.decode(ordinals[i], value));
      }
    }
    return entities;
  }

  void vectors(int[] ordinals, float[][] out) {
    List<byte @Nullable []> values = records(ordinals);
    for (int i = 0; i < ordinals.length; i++) {
      decode(known(ordinals[i], values.get(i)), ordinals.length, i, out);
    }
  }

  private void decode(byte[] record, int count, int row, float[][] out) {
    if (row >= out.length || out[row].length != quantizer.dimension()) {
      throw new IllegalArgumentException(
          count
              + " vectors of "
              + quantizer.dimension()
              + " components need an array of that shape");
    }
    quantizer.decode(record, EntityRecordCodec.CODE_OFFSET, out[row], 0);
  }

  private List<byte @Nullable []> records(int[] ordinals) {
    return database.get(Family.ENTITIES, Family.ordinalKeys(ordinals));
  }

  private byte[] known(int ordinal, byte @Nullable [] value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "there is no entity " + ordinal + "; ordinals run from 0 to " + (size - 1));
    }
    if (EntityRecordCodec.retired(value)) {
      throw new IllegalArgumentException(
          "entity " + ordinal + ", " + codec.decodeId(value) + ", is retired");
    }
    return value;
  }
}
