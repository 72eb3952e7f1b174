package io.qklm.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Rejection;
import io.qklm.flink.engine.EngineSource;
import io.qklm.flink.engine.FakeEpochs;
import io.qklm.flink.gate.EnrichmentHarness;
import io.qklm.flink.gate.EpochNaming;
import io.qklm.kg.epoch.EpochHeartbeat;
import io.qklm.kg.epoch.EpochMessageJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Savepoints of whole jobs that older versions wrote. {@link #main} writes one of this version. */
@Timeout(120)
class SavepointMigrationTest {

  /** Of a job whose operator chose epochs and enriched in one; never written anew. */
  private static final String OPERATOR_IN_ONE =
      "src/test/resources/io/qklm/flink/savepoint-operator-in-one";

  // Where the job's subtasks, deserialised in this JVM, meet.
  private static final EngineSource ENGINES = new FakeEpochs().engines();
  private static final List<String> OUT = new CopyOnWriteArrayList<>();
  private static volatile boolean settled;

  /** Of 40 documents 30 were out and 10 waited for their time to be settled. */
  @Test
  void aJobOfTheOperatorInOneGoesOnWithWhatWaited() throws Exception {
    OUT.clear();
    settled = true;
    Configuration restore = new Configuration();
    restore.set(StateRecoveryOptions.SAVEPOINT_PATH, Path.of(OPERATOR_IN_ONE).toUri().toString());
    JobClient job = job(restore);
    awaitOut(10);
    TimeUnit.MILLISECONDS.sleep(300);
    job.cancel().get(30, TimeUnit.SECONDS);
    assertThat(OUT)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(31, 40).mapToObj(i -> "d" + i + "@1 exact").toList());
  }

  private static void awaitOut(int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (OUT.size() < count && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(OUT).hasSizeGreaterThanOrEqualTo(count);
  }

  private static JobClient job(Configuration configuration) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    env.enableCheckpointing(100);
    DataStream<String> documents =
        env.fromSource(
                new NumberSequenceSource(1, 40),
                WatermarkStrategy.<Long>forMonotonousTimestamps()
                    .withTimestampAssigner((number, before) -> number),
                "documents")
            .uid("documents")
            .map(number -> "d" + number)
            .returns(Types.STRING);
    DataStream<byte[]> epochs =
        env.fromSource(
                new NumberSequenceSource(0, Long.MAX_VALUE - 1),
                WatermarkStrategy.noWatermarks(),
                "epochs")
            .uid("epochs")
            .map(SavepointMigrationTest::message)
            .returns(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    QklmEnrichment.<String, String>builder()
        .settings(
            QklmSettings.followingEpochs(EpochSettings.of(KnowledgeMode.AS_OF)).withWorkers(1))
        .binding(new Naming())
        .output(Types.STRING)
        .engines((settings, worker) -> ENGINES.lease(settings, worker))
        .build()
        .apply(documents, epochs)
        .map(
            out -> {
              OUT.add(out);
              return out;
            })
        .returns(Types.STRING)
        .sinkTo(new DiscardingSink<>());
    return env.executeAsync();
  }

  private static byte[] message(long number) throws InterruptedException {
    if (number == 0) {
      return EpochMessageJson.write(EnrichmentHarness.announcement(1, 10));
    }
    TimeUnit.MILLISECONDS.sleep(20);
    return EpochMessageJson.write(new EpochHeartbeat(Instant.ofEpochMilli(settled ? 1_000 : 30)));
  }

  /** Writes a savepoint into the folder that is given. */
  public static void main(String[] args) throws Exception {
    JobClient job = job(new Configuration());
    awaitOut(30);
    String written =
        job.stopWithSavepoint(
                false, Path.of(args[0]).toUri().toString(), SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    System.out.println(written);
  }

  /** {@code id@epoch}, and how the epoch fits the document's time. */
  private static final class Naming implements EnrichmentBinding<String, String> {
    private final EpochNaming naming = new EpochNaming();

    @Override
    public Reading read(String element) {
      return new Reading.Accepted(Document.of(element, element));
    }

    @Override
    public String enriched(String element, Enrichment enrichment) {
      return naming.enriched(element, enrichment);
    }

    @Override
    public String rejected(String element, Rejection rejection) {
      return naming.rejected(element, rejection);
    }

    @Override
    public String passed(String element) {
      return naming.passed(element);
    }
  }
}
