package io.qklm.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes every record as it is: tombstones too, and nothing is parsed that could fail. */
final class KafkaInputDeserializer implements KafkaRecordDeserializationSchema<KafkaInput> {

  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KafkaInput> out) {
    List<KafkaHeader> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      headers.add(new KafkaHeader(header.key(), header.value()));
    }
    out.collect(
        new KafkaInput(
            record.key(),
            record.value(),
            headers,
            record.timestamp(),
            record.topic(),
            record.partition(),
            record.offset()));
  }

  @Override
  public TypeInformation<KafkaInput> getProducedType() {
    return KafkaTypes.INPUT;
  }
}
