package io.qklm.kg.store.build;

import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.store.build.Staging.Cursor;
import io.qklm.kg.store.build.Staging.Table;
import io.qklm.kg.store.format.ByteReader;
import io.qklm.kg.store.format.IdRecordCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes one entity of several ids: records and facts of an id that stands for another are filed
 * under that other before entities are numbered, and the id leads to its entity afterwards.
 */
final class SameIds {

  private static final int LONGEST_CHAIN = 16;
  private static final int CONFLICTS_SHOWN = 5;
  private static final byte[] NOTHING = {};

  private final Staging staging;
  private final BuildTally tally;
  private final BuildWatch watch;
  private long conflicts;
  private boolean any;

  SameIds(Staging staging, BuildTally tally, BuildWatch watch) {
    this.staging = staging;
    this.tally = tally;
    this.watch = watch;
  }

  /** Follows all chains and files records and facts under the ids they are known by. */
  void resolve() throws IOException {
    watch.phase("joining ids", -1);
    keepOneEach();
    if (!any) {
      return;
    }
    staging.flush();
    follow();
    staging.flush();
    moveEntities();
    moveFacts();
    staging.flush();
  }

  /** Ids lead to the ordinal of the entity they stand for; after entities are numbered. */
  void fileOrdinals() throws IOException {
    if (!any) {
      return;
    }
    try (Cursor cursor = staging.scan(Table.KNOWN_BY)) {
      while (cursor.next()) {
        byte[] ordinal = staging.get(Table.ORDINALS, cursor.value());
        if (ordinal != null) {
          staging.put(Table.ORDINALS, cursor.key(), ordinal);
        }
        watch.advance();
      }
    }
    staging.flush();
  }

  /** What was said apart from records, filed by ordinal. */
  void fileAdditions() throws IOException {
    try (Cursor cursor = staging.scan(Table.ADDITIONS)) {
      byte[] last = NOTHING;
      byte @Nullable [] ordinal = null;
      while (cursor.next()) {
        byte[] id = prefix(cursor.key());
        if (!Arrays.equals(id, last)) {
          last = id;
          ordinal = staging.get(Table.ORDINALS, IdRecordCodec.key(new EntityId(text(id))));
        }
        if (ordinal == null) {
          tally.unknownAdditions++;
        } else {
          byte[] number = Arrays.copyOfRange(cursor.key(), id.length + 1, cursor.key().length);
          byte[] key = Arrays.copyOf(ordinal, ordinal.length + number.length);
          System.arraycopy(number, 0, key, ordinal.length, number.length);
          staging.put(Table.ADDED, key, cursor.value());
        }
        watch.advance();
      }
    }
    staging.flush();
  }

  private static byte[] prefix(byte[] key) {
    int length = 0;
    while (key[length] != 0) {
      length++;
    }
    return Arrays.copyOf(key, length);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private void keepOneEach() throws IOException {
    try (Cursor cursor = staging.scan(Table.SAME)) {
      byte[] last = NOTHING;
      String kept = "";
      while (cursor.next()) {
        ByteReader in = new ByteReader(cursor.key());
        String id = in.terminated();
        String knownBy = in.utf8();
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        if (Arrays.equals(key, last)) {
          conflict(id + " is said to be both " + kept + " and " + knownBy + "; the first counts");
        } else if (!id.equals(knownBy)) {
          any = true;
          kept = knownBy;
          staging.put(Table.KNOWN_BY, key, knownBy.getBytes(StandardCharsets.UTF_8));
          last = key;
        }
        watch.advance();
      }
    }
  }

  private void conflict(String sentence) {
    conflicts++;
    tally.idConflicts++;
    if (conflicts <= CONFLICTS_SHOWN) {
      watch.note(sentence);
    }
  }

  private void follow() throws IOException {
    try (Cursor cursor = staging.scan(Table.KNOWN_BY)) {
      while (cursor.next()) {
        byte[] end = cursor.value();
        int steps = 0;
        for (byte[] next = staging.get(Table.KNOWN_BY, end);
            next != null && steps < LONGEST_CHAIN;
            next = staging.get(Table.KNOWN_BY, end)) {
          end = next;
          steps++;
        }
        if (steps == LONGEST_CHAIN || Arrays.equals(end, cursor.key())) {
          conflict(text(cursor.key()) + " leads in a circle and stays itself");
          staging.delete(Table.KNOWN_BY, cursor.key());
        } else if (steps > 0) {
          staging.put(Table.KNOWN_BY, cursor.key(), end);
        }
        watch.advance();
      }
    }
  }

  /** Walks over ids that stand for others beside a table that begins with ids. */
  private void join(Table table, Move move) throws IOException {
    try (Cursor ids = staging.scan(Table.KNOWN_BY);
        Cursor entries = staging.scan(table)) {
      boolean more = ids.next();
      while (more && entries.next()) {
        byte[] key = entries.key();
        byte[] id = prefix(key);
        while (more && Arrays.compareUnsigned(ids.key(), id) < 0) {
          more = ids.next();
        }
        if (more && Arrays.equals(ids.key(), id)) {
          move.entry(new EntityId(text(ids.value())), key, entries.value());
          staging.delete(table, key);
          watch.advance();
        }
      }
    }
  }

  /** Files an entry anew. */
  private interface Move {
    void entry(EntityId knownBy, byte[] key, byte[] value) throws IOException;
  }

  private void moveEntities() throws IOException {
    join(
        Table.ENTITIES,
        (knownBy, key, value) -> {
          ByteReader in = new ByteReader(key);
          in.terminated();
          // Behind the records of the id itself, so that its label stays.
          long number = in.u64() | StagedEntityCodec.JOINED;
          staging.put(Table.ENTITIES, StagedEntityCodec.key(knownBy, number), value);
          tally.joinedRecords++;
        });
  }

  private void moveFacts() throws IOException {
    join(
        Table.FACTS,
        (knownBy, key, value) -> {
          Fact fact = StagedFactCodec.decode(key);
          staging.put(
              Table.FACTS,
              StagedFactCodec.key(new Fact(knownBy, fact.relation(), fact.object())),
              value);
        });
  }
}
