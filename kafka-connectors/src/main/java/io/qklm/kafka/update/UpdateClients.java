package io.qklm.kafka.update;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka clients of the update job, each with the user's settings. */
final class UpdateClients {

  /** Room beside the largest value for what Kafka itself adds to a request. */
  private static final int REQUEST_OVERHEAD = 1 << 20;

  /** Largest request of a producer of updates, in bytes. */
  static final int LARGEST_REQUEST = UpdateReading.MAX_VALUE_BYTES + REQUEST_OVERHEAD;

  private UpdateClients() {}

  /** Reads committed records; assigned by hand, so that several of one group do not disturb. */
  static KafkaConsumer<byte[], byte[]> consumer(UpdateOptions options, String group) {
    Map<String, Object> settings = new HashMap<>(options.properties());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Its transaction's name follows from the control topic, so that one at a time writes. */
  static KafkaProducer<byte[], byte[]> producer(UpdateOptions options) {
    Map<String, Object> settings = new HashMap<>(options.properties());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "qklm-updates-" + options.epochsTopic());
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static Admin admin(UpdateOptions options) {
    Map<String, Object> settings = new HashMap<>(options.properties());
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
    return Admin.create(settings);
  }
}
