package io.qklm.deploy.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.deploy.job.EnrichmentJobOptions;
import io.qklm.deploy.job.JobDelivery;
import io.qklm.deploy.job.JobKafka;
import io.qklm.deploy.job.SmallKnowledge;
import io.qklm.deploy.job.TestTopic;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.flink.QklmSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on from each other's state, whichever of them was to end with the input. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RunUntilEndIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void aRunEndsWithTheInputOrGoesOnAsItIsToldAndNotAsTheOneBeforeWas(@TempDir Path folder)
      throws Exception {
    Path knowledge = folder.resolve("knowledge");
    SmallKnowledge.build(knowledge);
    try (KafkaBrokerProcess broker =
            KafkaBrokerProcess.start(KafkaBrokerOptions.of(Path.of("target/qklm/broker")));
        KafkaAdmin admin = KafkaAdmin.connect(broker.bootstrapServers(), Map.of(), PATIENCE)) {
      String servers = broker.bootstrapServers();
      admin.createTopic("docs", 2, Map.of());
      admin.createTopic("out", 1, Map.of());
      EnrichmentJobOptions options =
          EnrichmentJobOptions.of(
                  JobKafka.of(servers, "docs", "out"), QklmSettings.of(knowledge.toString()))
              .withDelivery(
                  JobDelivery.exactlyOnce("until-end")
                      .withCheckpointInterval(Duration.ofMillis(500)));
      try (TestTopic.Reader out = new TestTopic.Reader(servers, java.util.List.of("out"))) {
        send(servers, 0, 5);
        runUntil(options, folder, out, 5);

        send(servers, 5, 5);
        runToTheEnd(options, folder);
        out.readUntil(10, PATIENCE, () -> true);

        send(servers, 10, 5);
        runUntil(options, folder, out, 15);
        out.readFor(Duration.ofSeconds(1));
        assertThat(out.seen().stream().map(record -> new String(record.key(), UTF_8)))
            .hasSize(15)
            .doesNotHaveDuplicates();
      }
    }
  }

  private static void runToTheEnd(EnrichmentJobOptions options, Path folder) throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    KafkaRun run = run(options.withUntilEnd(true), folder, said);
    CompletableFuture<Void> end = start(run);
    try {
      end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } finally {
      run.stop();
    }
    assertThat(said.toString(UTF_8)).contains("all is read that was there", "stopped; state is in");
  }

  private static void runUntil(
      EnrichmentJobOptions options, Path folder, TestTopic.Reader out, int count) throws Exception {
    KafkaRun run = run(options, folder, new ByteArrayOutputStream());
    CompletableFuture<Void> end = start(run);
    out.readUntil(count, PATIENCE, () -> !end.isDone());
    run.stop();
    end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static KafkaRun run(
      EnrichmentJobOptions options, Path folder, ByteArrayOutputStream said) {
    PrintStream stream = new PrintStream(said, true, UTF_8);
    return new KafkaRun(
        Terminal.plain(stream, stream),
        options,
        Optional.of(folder.resolve("state")),
        OptionalInt.empty());
  }

  private static CompletableFuture<Void> start(KafkaRun run) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                run.run();
                end.complete(null);
              } catch (Throwable e) {
                end.completeExceptionally(e);
              }
            },
            "run");
    thread.setDaemon(true);
    thread.start();
    return end;
  }

  /** In a transaction, behind whose last record the topic has not ended yet. */
  private static void send(String servers, int from, int count) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "transactional.id", "writer"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = from; i < from + count; i++) {
        String value = "{\"id\":\"d%d\",\"text\":\"Tokyo is in Japan.\"}".formatted(i);
        var unused =
            producer.send(
                new ProducerRecord<>("docs", ("d" + i).getBytes(UTF_8), value.getBytes(UTF_8)));
      }
      producer.commitTransaction();
    }
  }
}
