package io.qklm.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.flink.engine.SharedKnowledge;
import io.qklm.flink.sql.column.FactColumns;
import org.junit.jupiter.api.Test;

class FactTableTest extends OverTestKnowledge {

  /** So that a lookup can tell that it leaves some out. */
  @Test
  void findsOneMoreThanALookupGives() throws Exception {
    try (SharedKnowledge open = SharedKnowledge.lease(knowledge.toString())) {
      FactTable none = new FactTable("en", 0);
      assertThat(none.mostFound()).isZero();
      assertThat(none.find(open.snapshot(), FactColumns.OBJECT, "Q183")).hasSize(1);
      assertThat(new FactTable("en").mostFound()).isEqualTo(100_000);
    }
  }
}
