package io.qklm.flink.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.flink.EpochSettings;
import io.qklm.flink.KnowledgeMode;
import io.qklm.flink.QklmSettings;
import io.qklm.flink.engine.FakeEngine;
import io.qklm.flink.engine.FakeEpochs;
import io.qklm.flink.gate.EnrichmentHarness.State;
import io.qklm.flink.knowledge.EpochState;
import io.qklm.flink.knowledge.EpochStateSerializer;
import io.qklm.kg.epoch.EpochTimeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** State that older versions wrote. {@link #main} writes the state of this one. */
@Timeout(60)
class EpochStateMigrationTest {

  private static final QklmSettings SETTINGS =
      QklmSettings.followingEpochs(EpochSettings.of(KnowledgeMode.AS_OF)).withWorkers(1);

  /** Written by the first version that followed epochs; never written anew. */
  private static final String FORMAT_1 = "src/test/resources/io/qklm/flink/epoch-state-1";

  @Test
  void theStateOfFormat1IsRead() throws Exception {
    State state = new State(OperatorSnapshotUtil.readStateHandle(FORMAT_1), null);
    try (EnrichmentHarness harness =
        EnrichmentHarness.restored(SETTINGS, new FakeEpochs().engines(), state)) {
      harness.document("c", 25);
      harness.heartbeat(60);
      harness.untilOut(3);
      assertThat(harness.out()).containsExactlyInAnyOrder("a@2 exact", "b@3 exact", "c@2 exact");
    }
  }

  @Test
  void aJobThatFollowedNoEpochsCanBegin() throws Exception {
    QklmSettings fixed = QklmSettings.of("/knowledge").withWorkers(1);
    State state;
    Semaphore shut = new Semaphore(0);
    try (EnrichmentHarness before =
        EnrichmentHarness.opened(fixed, new FakeEngine(shut).engines())) {
      before.document("under way", 9);
      state = before.checkpoint();
      shut.release();
    }
    try (EnrichmentHarness harness =
        EnrichmentHarness.restored(SETTINGS, new FakeEpochs().engines(), state)) {
      harness.announce(1, 10);
      harness.document("a", 10);
      harness.untilOut(2);
      assertThat(harness.out()).containsExactly("under way@1 unsettled", "a@1 exact");
    }
  }

  /** One epoch was in force, a second announced and not open; written by the operator in one. */
  @Test
  void theStateOfALatestJobResumesOnTheEpochInForce() throws Exception {
    QklmSettings latest =
        QklmSettings.followingEpochs(EpochSettings.of(KnowledgeMode.LATEST)).withWorkers(1);
    State state = new State(OperatorSnapshotUtil.readStateHandle(FORMAT_1 + "-latest"), null);
    FakeEpochs epochs = new FakeEpochs();
    epochs.openings = new Semaphore(1);
    try (EnrichmentHarness harness = EnrichmentHarness.restored(latest, epochs.engines(), state)) {
      harness.document("a", 25);
      harness.untilOut(1);
      epochs.openings.release();
      harness.untilServing(2);
      harness.document("b", 26);
      harness.untilOut(2);
      assertThat(harness.out()).containsExactly("a@1", "b@2");
    }
  }

  @Test
  void format1HasTheseBytes() throws IOException {
    EpochTimeline timeline = new EpochTimeline(5);
    timeline.add(EnrichmentHarness.announcement(2, 20));
    EpochState state = EpochState.of(Optional.empty(), timeline);
    DataOutputSerializer out = new DataOutputSerializer(64);
    EpochStateSerializer.INSTANCE.serialize(state, out);
    byte[] bytes = out.getCopyOfBuffer();
    String json =
        HexFormat.of()
            .formatHex(
                io.qklm.kg.epoch.EpochMessageJson.write(EnrichmentHarness.announcement(2, 20)));

    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            "01"
                + "00000000"
                + "00000001"
                + String.format("%08x", json.length() / 2)
                + json
                + "01"
                + "0000000000000014"
                + "00");
    assertThat(EpochStateSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes)))
        .isEqualTo(state);
  }

  @Test
  void aNewerFormatIsRefusedWithASentence() {
    assertThatThrownBy(
            () ->
                EpochStateSerializer.INSTANCE.deserialize(
                    new DataInputDeserializer(new byte[] {2, 0, 0, 0, 0})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has format 2 and this version reads format 1");
  }

  public static void main(String[] args) throws Exception {
    try (EnrichmentHarness harness =
        EnrichmentHarness.opened(SETTINGS, new FakeEpochs().engines())) {
      harness.announce(1, 10);
      harness.announce(2, 20);
      harness.heartbeat(30);
      harness.announce(3, 40);
      harness.untilServing(3);
      for (Object[] document : List.of(new Object[] {"a", 39L}, new Object[] {"b", 50L})) {
        harness.document((String) document[0], (Long) document[1]);
      }
      // 39 is settled by the announcement of 40; its epoch may not be open yet.
      State state = harness.checkpoint();
      OperatorSnapshotUtil.writeStateHandle(state.gate(), Path.of(args[0]).toString());
    }
  }
}
