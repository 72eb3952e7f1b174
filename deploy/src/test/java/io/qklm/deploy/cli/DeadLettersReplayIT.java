package io.qklm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.deploy.job.TestTopic;
import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;
import io.qklm.kafka.DeadLetters;
import io.qklm.kafka.KafkaHeader;
import io.qklm.kafka.KafkaInput;
import io.qklm.kafka.KafkaOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dead letters sent back through a real broker: as they were, once, whatever cuts a replay off. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DeadLettersReplayIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long TIME = Instant.parse("2026-12-01T08:30:00Z").toEpochMilli();

  private static KafkaBrokerProcess broker;

  @BeforeAll
  static void start() throws Exception {
    broker = KafkaBrokerProcess.start(KafkaBrokerOptions.of(Path.of("target/qklm/broker")));
    try (KafkaAdmin admin =
        KafkaAdmin.connect(broker.bootstrapServers(), Map.of(), Duration.ofSeconds(20))) {
      for (String topic : List.of("documents", "articles", "cut-off")) {
        admin.createTopic(topic, 3, Map.of());
        admin.createTopic(topic + "-dead", 2, Map.of());
      }
    }
  }

  @AfterAll
  static void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void lettersGoBackAsTheyWereAndOnce() throws Exception {
    List<KafkaInput> records =
        List.of(
            input("documents", "a", "{\"id\":1}", 0, List.of(KafkaHeader.of("trace", "x"))),
            input("documents", null, "no JSON", 2, List.of(new KafkaHeader("empty", null))),
            input("documents", "c", null, 1, List.of()),
            input("documents", "d", "later", 1, List.of()));
    List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
    letters.add(letter(records.get(0), Cause.MODEL_FAILURE, 1 << 20));
    letters.add(letter(records.get(1), Cause.MALFORMED, 1 << 20));
    letters.add(letter(records.get(2), Cause.MODEL_FAILURE, 1 << 20));
    letters.add(letter(records.get(3), Cause.WRONG_TYPE, 1 << 20));
    // One that was too large to be kept, and one that somebody else wrote.
    letters.add(
        letter(input("documents", "e", "x".repeat(3_000), 1, List.of()), Cause.TOO_LARGE, 1_500));
    letters.add(new ProducerRecord<>("documents-dead", bytes("f"), bytes("not ours")));
    TestTopic.write(broker.bootstrapServers(), letters);

    CapturedTerminal dry = replay("documents-dead", "--dry-run");
    assertThat(dry.out().lines())
        .hasSize(4)
        .anyMatch(line -> line.contains("documents-2@7\tMALFORMED\twhat was wrong"));
    assertThat(dry.err()).contains("4 letters would be sent back to documents");
    assertThat(dry.err()).contains("1 cut, and left", "1 without the headers", "documents-1@7");

    CapturedTerminal some = replay("documents-dead", "--cause", "model_failure");
    assertThat(some.err()).contains("2 letters sent back to documents; 3 not asked for");
    CapturedTerminal rest = replay("documents-dead");
    assertThat(rest.err()).contains("2 letters sent back to documents; 2 sent back before");
    CapturedTerminal none = replay("documents-dead");
    assertThat(none.err()).contains("0 letters sent back; 4 sent back before");

    try (TestTopic.Reader reader =
        new TestTopic.Reader(broker.bootstrapServers(), List.of("documents"))) {
      reader.readUntil(4, PATIENCE, () -> true);
      reader.readFor(Duration.ofMillis(500));
      assertThat(reader.seen()).hasSize(4);
      for (KafkaInput record : records) {
        assertThat(reader.seen()).anyMatch(back -> same(back, record));
      }
    }
  }

  @Test
  void aLimitIsKeptAndTheNextCallGoesOn() throws Exception {
    TestTopic.write(
        broker.bootstrapServers(),
        IntStream.range(0, 7)
            .mapToObj(
                i ->
                    letter(
                        input("articles", "k" + i, "v" + i, 0, List.of()),
                        Cause.MALFORMED,
                        1 << 20))
            .toList());
    assertThat(replay("articles-dead", "--limit", "3").err())
        .contains("3 letters sent back to articles; there are more");
    assertThat(replay("articles-dead", "--limit", "4").err())
        .contains("4 letters sent back to articles; 3 sent back before");
    try (TestTopic.Reader reader =
        new TestTopic.Reader(broker.bootstrapServers(), List.of("articles"))) {
      reader.readUntil(7, PATIENCE, () -> true);
      reader.readFor(Duration.ofMillis(500));
      assertThat(reader.seen()).hasSize(7);
    }
  }

  /** One that was killed with its transaction open, or hangs and comes back, sends nothing. */
  @Test
  void aReplayThatWasCutOffLeavesNothingBehind() throws Exception {
    KafkaInput record = input("cut-off", "k", "v", 0, List.of());
    TestTopic.write(broker.bootstrapServers(), List.of(letter(record, Cause.MALFORMED, 1 << 20)));
    try (KafkaProducer<byte[], byte[]> hanging =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "transactional.id",
                "qklm-replay-cut-off-dead"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      hanging.initTransactions();
      hanging.beginTransaction();
      hanging.send(new ProducerRecord<>("cut-off", 0, null, bytes("k"), bytes("v"))).get();
      assertThat(replay("cut-off-dead").err()).contains("1 letter sent back to cut-off");
      assertThatThrownBy(hanging::commitTransaction)
          .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
    }
    try (TestTopic.Reader reader =
        new TestTopic.Reader(broker.bootstrapServers(), List.of("cut-off"))) {
      reader.readUntil(1, PATIENCE, () -> true);
      reader.readFor(Duration.ofMillis(500));
      assertThat(reader.seen()).hasSize(1);
    }
  }

  @Test
  void whatIsWrongIsTold() {
    CapturedTerminal missing = new CapturedTerminal();
    assertThat(run(missing, "no-such-topic")).isEqualTo(1);
    assertThat(missing.err())
        .contains("there is no topic 'no-such-topic' on")
        .contains("--dead-letter-topic");
    CapturedTerminal time = new CapturedTerminal();
    assertThat(run(time, "documents-dead", "--since", "yesterday")).isEqualTo(2);
    assertThat(time.err()).contains("--since is 'yesterday', which is no time");
    CapturedTerminal cause = new CapturedTerminal();
    assertThat(run(cause, "documents-dead", "--cause", "BROKEN")).isEqualTo(2);
    assertThat(cause.err()).contains("MODEL_FAILURE");
  }

  private static CapturedTerminal replay(String letters, String... more) {
    CapturedTerminal terminal = new CapturedTerminal();
    assertThat(run(terminal, letters, more)).as(terminal.err()).isZero();
    return terminal;
  }

  private static int run(CapturedTerminal terminal, String letters, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "dead-letters",
                "replay",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--dead-letter-topic",
                letters));
    arguments.addAll(List.of(more));
    return terminal.run(arguments.toArray(String[]::new));
  }

  private static KafkaInput input(
      String topic,
      @Nullable String key,
      @Nullable String value,
      int partition,
      List<KafkaHeader> headers) {
    return new KafkaInput(
        key == null ? null : bytes(key),
        value == null ? null : bytes(value),
        headers,
        TIME,
        topic,
        partition,
        7);
  }

  private static ProducerRecord<byte[], byte[]> letter(KafkaInput input, Cause cause, int limit) {
    KafkaOutput output =
        new DeadLetters(limit).of(input, new Rejection("", cause, "what was wrong"));
    List<Header> headers =
        output.headers().stream()
            .<Header>map(header -> new RecordHeader(header.key(), header.value()))
            .toList();
    return new ProducerRecord<>(
        input.topic() + "-dead", null, output.timestamp(), output.key(), output.value(), headers);
  }

  private static boolean same(ConsumerRecord<byte[], byte[]> back, KafkaInput record) {
    List<KafkaHeader> headers = new ArrayList<>();
    back.headers().forEach(header -> headers.add(new KafkaHeader(header.key(), header.value())));
    return Arrays.equals(back.key(), record.key())
        && Arrays.equals(back.value(), record.value())
        && headers.equals(record.headers())
        && back.timestamp() == record.timestamp()
        && back.partition() == record.partition();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
