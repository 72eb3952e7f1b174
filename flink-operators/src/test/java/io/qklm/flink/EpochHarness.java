package io.qklm.flink;

import io.qklm.document.Enrichment;
import io.qklm.document.Provenance;
import io.qklm.document.Rejection;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochHeartbeat;
import io.qklm.kg.epoch.EpochMessageJson;
import io.qklm.kg.store.repository.EpochName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** The operator that follows epochs, with what it is sent and what it says in short words. */
final class EpochHarness extends AbstractStreamOperatorTestHarness<String> {

  EpochHarness(QklmSettings settings, SharedEngines engines) throws Exception {
    super(
        new EpochEnrichmentOperatorFactory<>(
            settings,
            settings.epochs().orElseThrow(),
            new Naming(),
            null,
            QklmEnrichment.EPOCH_STATUS,
            engines::lease),
        1,
        1,
        0);
    config.setupNetworkInputs(StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);
    config.serializeAllConfigs();
  }

  static EpochHarness opened(QklmSettings settings, FakeEpochs epochs) throws Exception {
    return sharing(settings, new SharedEngines(any -> epochs));
  }

  /** One of several subtasks of a process. */
  static EpochHarness sharing(QklmSettings settings, SharedEngines engines) throws Exception {
    EpochHarness harness = new EpochHarness(settings, engines);
    harness.open();
    return harness;
  }

  static EpochHarness restored(QklmSettings settings, FakeEpochs epochs, OperatorSubtaskState state)
      throws Exception {
    EpochHarness harness = new EpochHarness(settings, new SharedEngines(any -> epochs));
    harness.initializeState(state);
    harness.open();
    return harness;
  }

  @SuppressWarnings("unchecked")
  EpochEnrichmentOperator<String, String> enrichment() {
    return (EpochEnrichmentOperator<String, String>) (Object) getOperator();
  }

  /** A document of a time; its id is its text. */
  void document(String id, long timestamp) throws Exception {
    enrichment().processElement1(new StreamRecord<>(id, timestamp));
  }

  void announce(long number, long from) throws Exception {
    message(EpochMessageJson.write(announcement(number, from)));
  }

  void heartbeat(long watermark) throws Exception {
    message(EpochMessageJson.write(new EpochHeartbeat(Instant.ofEpochMilli(watermark))));
  }

  void message(byte[] value) throws Exception {
    enrichment().processElement2(new StreamRecord<>(value));
  }

  static EpochAnnouncement announcement(long number, long from) {
    return new EpochAnnouncement(
        new EpochName(number, "ab".repeat(32)),
        "/shared",
        Instant.ofEpochMilli(from),
        "cd".repeat(32));
  }

  /** A checkpoint as Flink takes it. */
  OperatorSubtaskState checkpoint() throws Exception {
    prepareSnapshotPreBarrier(1);
    return snapshot(1, 1);
  }

  /** Runs the task's mails until something holds. */
  void until(BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain; out so far: " + out());
      }
      mails();
      Thread.sleep(1);
    }
    mails();
  }

  /** Runs the mails that come within a moment. */
  void settle() throws Exception {
    for (int i = 0; i < 30; i++) {
      mails();
      Thread.sleep(1);
    }
  }

  private void mails() throws Exception {
    Optional<Mail> mail = getTaskMailbox().tryTake(0);
    while (mail.isPresent()) {
      mail.get().run();
      mail = getTaskMailbox().tryTake(0);
    }
  }

  /** Runs the task's mails until an epoch serves, for all or for those of its time. */
  void untilServing(long number) throws Exception {
    until(() -> enrichment().epochCounts().epoch() == number);
  }

  void untilOut(int count) throws Exception {
    until(() -> out().size() >= count);
  }

  /** The records that are out. */
  List<String> out() {
    List<String> out = new ArrayList<>();
    for (Object record : getOutput()) {
      out.add(
          record instanceof StreamRecord<?> element
              ? String.valueOf(element.getValue())
              : String.valueOf(record));
    }
    return out;
  }

  List<String> status() {
    List<String> status = new ArrayList<>();
    var side = getSideOutput(QklmEnrichment.EPOCH_STATUS);
    if (side != null) {
      side.forEach(record -> status.add(record.getValue()));
    }
    return status;
  }

  /** {@code id@epoch}, and how the epoch fits the document's time. */
  static final class Naming implements EnrichmentBinding<String, String> {
    @Override
    public Reading read(String element) {
      return new Reading.Accepted(io.qklm.document.Document.of(element, element));
    }

    @Override
    public String enriched(String element, Enrichment enrichment) {
      Provenance made = enrichment.provenance();
      return element + "@" + made.epoch() + made.asOf().map(fit -> " " + fit.word()).orElse("");
    }

    @Override
    public String rejected(String element, Rejection rejection) {
      return "rejected " + element;
    }

    @Override
    public String passed(String element) {
      return "passed " + element;
    }
  }
}
