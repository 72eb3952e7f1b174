package io.qklm.flink.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.document.Document;
import io.qklm.flink.QklmSettings;
import io.qklm.flink.testkit.QklmTestKit;
import io.qklm.kg.store.KnowledgeSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedKnowledgeTest {

  @Test
  void isOpenOnceForEnginesAndTablesAndClosedByTheLast() throws Exception {
    try (QklmTestKit kit = QklmTestKit.start()) {
      QklmSettings settings = kit.settings();
      String folder = kit.knowledge().toString();
      KnowledgeSnapshot snapshot;
      try (EngineLease engine =
          SharedEngines.ofProcess(settings.withMaxInFlight(3).engine(), WorkerPlace.ofProcess())) {
        try (SharedKnowledge table = SharedKnowledge.lease(folder);
            SharedKnowledge again = SharedKnowledge.lease(folder + "/../knowledge")) {
          snapshot = table.snapshot();
          assertThat(again.snapshot()).isSameAs(snapshot);
        }
        // The engine reads on.
        assertThat(snapshot.entity(0)).isNotNull();
        assertThat(engine.enrich(Document.of("1", "Berlin is large."), () -> {}).join())
            .isNotNull();
      }
      assertThatThrownBy(() -> snapshot.entity(0)).isInstanceOf(IllegalStateException.class);
      try (SharedKnowledge anew = SharedKnowledge.lease(folder)) {
        assertThat(anew.snapshot()).isNotSameAs(snapshot);
      }
    }
  }

  @Test
  void saysWhatToDoWhereThereIsNone() {
    assertThatThrownBy(() -> SharedKnowledge.lease("/nowhere"))
        .hasMessage(
            "the knowledge folder /nowhere does not exist on this machine; build one with 'qklm kg"
                + " build', and give every worker the same path");
  }
}
