package io.qklm.kg.store.build;

import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.store.build.Staging.Cursor;
import io.qklm.kg.store.build.Staging.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Walks over the staged facts beside the entities, both sorted by id. */
final class FactsBySubject implements AutoCloseable {

  private final Cursor cursor;
  private final BuildTally tally;
  private byte[] key = {};
  private boolean more;

  FactsBySubject(Staging staging, BuildTally tally) throws IOException {
    this.cursor = staging.scan(Table.FACTS);
    this.tally = tally;
    advance();
  }

  /**
   * The facts about an entity; ids ascend from call to call. Facts about ids passed over have no
   * entity and are counted.
   */
  List<Fact> of(EntityId subject) throws IOException {
    byte[] id = subject.value().getBytes(StandardCharsets.UTF_8);
    List<Fact> facts = new ArrayList<>();
    while (more) {
      int order = Arrays.compareUnsigned(key, 0, subjectLength(), id, 0, id.length);
      if (order > 0) {
        break;
      }
      if (order == 0) {
        facts.add(StagedFactCodec.decode(key));
      } else {
        tally.unknownSubjects++;
      }
      advance();
    }
    return facts;
  }

  /** Counts what is left: facts about ids behind the last entity. */
  void drain() throws IOException {
    while (more) {
      tally.unknownSubjects++;
      advance();
    }
  }

  private int subjectLength() {
    int length = 0;
    while (key[length] != 0) {
      length++;
    }
    return length;
  }

  private void advance() throws IOException {
    more = cursor.next();
    if (more) {
      key = cursor.key();
    }
  }

  @Override
  public void close() {
    cursor.close();
  }
}
