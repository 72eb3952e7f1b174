package io.qklm.kafka;

// snippet: imports
import io.qklm.flink.QklmEnrichment;
import io.qklm.flink.QklmSettings;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

// end

/** The job of docs/datastream.md that reads from Kafka and writes to it. */
final class StoriesFromKafka {

  private StoriesFromKafka() {}

  // snippet: job
  static void define(StreamExecutionEnvironment environment, String servers, String knowledge) {
    QklmEnrichment<KafkaInput, KafkaOutput> enrichment =
        QklmEnrichment.<KafkaInput, KafkaOutput>builder()
            .settings(QklmSettings.of(knowledge))
            .binding(KafkaBinding.json())
            .output(KafkaTypes.OUTPUT)
            .uid("enrichment")
            .build();
    enrichment
        .apply(
            environment
                .fromSource(
                    enrichment.pausing(
                        KafkaDocuments.source()
                            .bootstrapServers(servers)
                            .topics("documents")
                            .groupId("stories")
                            .build()),
                    WatermarkStrategy.noWatermarks(),
                    "documents",
                    KafkaTypes.INPUT)
                .uid("documents"))
        .sinkTo(
            KafkaEnrichments.sink()
                .bootstrapServers(servers)
                .topic("enriched")
                .deadLetterTopic("enriched-dead-letters")
                .transactionalIdPrefix("stories")
                .build())
        .uid("results");
  }
  // end
}
