package io.qklm.deploy.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.flink.EpochSettings;
import io.qklm.flink.KnowledgeMode;
import io.qklm.flink.QklmSettings;
import io.qklm.kafka.DocumentLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class JobArgumentsTest {

  private static final List<String> NEEDED =
      List.of(
          "--bootstrap-servers=b:1", "--input-topic=docs", "--output-topic=out", "--knowledge=/kg");

  @Test
  void defaultsAreThoseOfTheOptions() {
    assertThat(parse())
        .isEqualTo(
            EnrichmentJobOptions.of(JobKafka.of("b:1", "docs", "out"), QklmSettings.of("/kg")));
  }

  @Test
  void everyArgumentArrives() {
    EnrichmentJobOptions options =
        parse(
            "--dead-letter-topic=dead",
            "--job-name=j",
            "--group-id=g",
            "--kafka-property=security.protocol=SSL",
            "--kafka-property",
            "a=b=c",
            "--checkpoint-interval=1500ms",
            "--transaction-timeout=5min",
            "--transactional-id-prefix=p",
            "--parallelism=3",
            "--workers=2",
            "--max-in-flight=5",
            "--max-value-bytes=2048",
            "--max-record-bytes=20000",
            "--until-end",
            "--model=/m");
    assertThat(options)
        .isEqualTo(
            new EnrichmentJobOptions(
                "j",
                new JobKafka(
                    "b:1",
                    "docs",
                    "out",
                    "dead",
                    "",
                    "g",
                    Map.of("security.protocol", "SSL", "a", "b=c")),
                QklmSettings.of("/kg").withModel("/m").withWorkers(2).withMaxInFlight(5),
                new JobDelivery(true, Duration.ofMillis(1500), Duration.ofMinutes(5), "p"),
                DocumentLimits.defaults().withMaxValueBytes(2048),
                OutputFormat.json(),
                20_000,
                3,
                true));
    EnrichmentJobOptions named = parse("--job-name=news");
    assertThat(named.name()).isEqualTo("news");
    assertThat(named.kafka().groupId()).isEqualTo("news");
    assertThat(named.delivery().transactionalIdPrefix()).isEqualTo("news");
    assertThat(parse("--at-least-once").delivery().exactlyOnce()).isFalse();
  }

  @Test
  void mistakesAreSentences() {
    assertThatThrownBy(() -> parse("--checkpoint-interval=soon"))
        .hasMessageContaining(
            "'soon' is no time; write a number and a unit, such as 500ms, 10s or 15min");
    assertThatThrownBy(() -> parse("--checkpoint-interval=10min"))
        .hasMessage(
            "the transaction timeout of 900 s must be at least twice the checkpoint interval of"
                + " 600 s, or Kafka drops transactions before their checkpoint is complete; checkpoint"
                + " more often or give transactions more time");
    assertThatThrownBy(() -> parse("--job-name=news: all"))
        .hasMessage(
            "transactions cannot be named 'news: all': 1 to 200 letters, digits, '.', '_' and '-'"
                + " are allowed; give another job name or --transactional-id-prefix");
    assertThatThrownBy(() -> parse("--job-name="))
        .hasMessage("the job's name is empty; leave out --job-name or fill it");
    assertThatThrownBy(() -> parse("--dead-letter-topic=docs"))
        .hasMessage("the job would read what it writes: topic 'docs' is input and output");
    assertThatThrownBy(() -> parse("--max-record-bytes=10"))
        .hasMessage("records must be allowed at least 16384 bytes, got 10");
    assertThatThrownBy(() -> parse("--schema-registry=http://r:8081"))
        .hasMessage("--schema-registry is for --output-format avro; JSON needs none");
    assertThatThrownBy(() -> parse("--output-format=avro", "--schema-registry=r:8081"))
        .hasMessage("'r:8081' is no address of a schema registry; http://host:8081 is one");
    assertThatThrownBy(() -> parse("--output-format=xml"))
        .hasMessageContaining("'xml' is no output format; write json or avro");
    assertThatThrownBy(() -> parse("--parallelism=-1"))
        .hasMessage("the parallelism must be 0 (left to Flink) or more, got -1");
  }

  @Test
  void everyOperatorHasItsUidAndTheJobItsName() {
    EnrichmentJobOptions options = parse("--parallelism=1");
    JobGraph plan = EnrichmentJob.plan(options).getJobGraph();
    assertThat(plan.getName()).isEqualTo("qklm-out");
    assertThat(plan.getCheckpointingSettings().getCheckpointCoordinatorConfiguration())
        .extracting(configuration -> configuration.getCheckpointInterval())
        .isEqualTo(10_000L);

    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    EnrichmentJob.define(environment, options);
    assertThat(environment.getStreamGraph(false).getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .doesNotContainNull()
        .contains("documents", "enrichment", "results");
    assertThat(environment.getTransformations())
        .extracting(Transformation::getName)
        .contains("QKLM enrichment", "results to out and out-dead-letters");
  }

  @Test
  void aCheckpointEndsBeforeItsTransactionDoes() {
    EnrichmentJobOptions options =
        parse("--checkpoint-interval=10s", "--transaction-timeout=1min", "--parallelism=1");
    assertThat(checkpointTimeout(options, new Configuration())).isEqualTo(50_000L);
    assertThat(
            checkpointTimeout(
                options.withDelivery(options.delivery().atLeastOnce()), new Configuration()))
        .isEqualTo(600_000L);
    Configuration shorter = new Configuration();
    shorter.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofSeconds(20));
    assertThat(checkpointTimeout(options, shorter)).isEqualTo(20_000L);
  }

  private static long checkpointTimeout(EnrichmentJobOptions options, Configuration flink) {
    return EnrichmentJob.plan(options, flink)
        .getJobGraph()
        .getCheckpointingSettings()
        .getCheckpointCoordinatorConfiguration()
        .getCheckpointTimeout();
  }

  @Test
  void followsEpochsWhereATopicIsNamed() {
    EnrichmentJobOptions options =
        parse("--kg-epochs-topic=kg-epochs", "--repository=/shared", "--as-of-epochs=50");
    assertThat(options.kafka().epochsTopic()).isEqualTo("kg-epochs");
    assertThat(options.kafka().epochStatusTopic()).isEqualTo("kg-epochs-status");
    assertThat(options.engine().epochs())
        .contains(
            EpochSettings.of(KnowledgeMode.LATEST).withRepository("/shared").withRetained(50));
    assertThat(parse().engine().epochs()).isEmpty();
  }

  @Test
  void epochOptionsThatDoNotFitAreRefusedWithASentence() {
    assertThatThrownBy(() -> parse("--knowledge-mode=as-of"))
        .hasMessage(
            "--knowledge-mode says how announced epochs are followed; give --kg-epochs-topic too");
    assertThatThrownBy(() -> parse("--kg-epochs-topic=e", "--knowledge-mode=as-of"))
        .hasMessageContaining("leave out --knowledge and announce that snapshot as the first");
    assertThatThrownBy(() -> parse("--kg-epochs-topic=e", "--knowledge-mode=newest"))
        .hasMessageContaining("'newest' is no knowledge mode; 'latest' and 'as-of' are allowed");
    assertThatThrownBy(() -> parse("--kg-epochs-topic=e", "--as-of-epochs=0"))
        .hasMessageContaining("at least 1 epoch is retained, got 0");
  }

  private static EnrichmentJobOptions parse(String... more) {
    List<String> arguments = new ArrayList<>(NEEDED);
    arguments.addAll(List.of(more));
    JobCommand command = new JobCommand();
    new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
    return command.options();
  }
}
