package io.qklm.benchmarks.speed;

import io.qklm.benchmarks.throughput.Documents;
import io.qklm.document.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The operator in the job beside the same engine in a server that the job calls, both with two
 * threads for the model and 32 documents under way, exactly once.
 */
final class BehindHttp implements Part {

  private static final int THREADS = 2;
  private static final int UNDER_WAY = 32;
  private static final int SHORT_DOCUMENTS = 4_000;
  private static final int SHORT_CHARACTERS = 100;

  @Override
  public void measure(Subject subject, Table table) throws Exception {
    table.begin("beside the same model behind HTTP");
    try (Rig rig = Rig.start();
        ServerProcess server = ServerProcess.start(subject, THREADS)) {
      Spread whole = compare(rig, server, subject, subject.values(), table, "documents");
      table.ratio("in the job over behind HTTP", whole, 1.1, false);
      List<byte[]> texts = shortTexts();
      Spread heads = compare(rig, server, subject, texts, table, "texts under 32 tokens");
      table.put("in the job over behind HTTP, texts under 32 tokens", heads);
    }
  }

  private static Spread compare(
      Rig rig, ServerProcess server, Subject subject, List<byte[]> values, Table table, String what)
      throws Exception {
    double[] inside = new double[subject.rounds()];
    double[] behind = new double[subject.rounds()];
    for (int round = -1; round < subject.rounds(); round++) {
      double own = values.size() / rig.seconds(values, subject.settings().withWorkers(THREADS));
      double other = values.size() / rig.seconds(values, topics -> plan(rig, server, topics));
      if (round >= 0) {
        inside[round] = own;
        behind[round] = other;
      }
    }
    table.put(what + "/s in the job", Spread.of(inside));
    table.put(what + "/s behind HTTP", Spread.of(behind));
    return Spread.ratio(inside, behind);
  }

  /** The beginnings of articles, as headlines are. */
  private static List<byte[]> shortTexts() throws IOException {
    List<byte[]> values = new ArrayList<>();
    for (Document document : Subject.news(SHORT_DOCUMENTS)) {
      String text = document.text();
      int end = text.lastIndexOf(' ', Math.min(text.length() - 1, SHORT_CHARACTERS));
      values.add(Documents.json(Document.of(document.id(), text.substring(0, end))));
    }
    return values;
  }

  private static StreamGraph plan(Rig rig, ServerProcess server, Rig.Topics topics) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    environment.setParallelism(1);
    environment.enableCheckpointing(10_000);
    KafkaSource<byte[]> source =
        KafkaSource.<byte[]>builder()
            .setBootstrapServers(rig.bootstrapServers())
            .setTopics(topics.input())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setValueOnlyDeserializer(new Bytes())
            .build();
    KafkaSink<byte[]> sink =
        KafkaSink.<byte[]>builder()
            .setBootstrapServers(rig.bootstrapServers())
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(topics.output())
            .setProperty("transaction.timeout.ms", "600000")
            .setRecordSerializer(
                KafkaRecordSerializationSchema.<byte[]>builder()
                    .setTopic(topics.output())
                    .setValueSerializationSchema(new Written())
                    .build())
            .build();
    AsyncDataStream.orderedWait(
            environment.fromSource(source, WatermarkStrategy.noWatermarks(), "documents"),
            new HttpCall(server.address()),
            60,
            TimeUnit.SECONDS,
            UNDER_WAY)
        .sinkTo(sink);
    return environment.getStreamGraph();
  }

  private static final class Bytes extends AbstractDeserializationSchema<byte[]> {
    private static final long serialVersionUID = 1;

    @Override
    public byte[] deserialize(byte[] message) {
      return message;
    }
  }

  private static final class Written implements SerializationSchema<byte[]> {
    private static final long serialVersionUID = 1;

    @Override
    public byte[] serialize(byte[] value) {
      return value;
    }
  }
}
