package org.apache.flink.connector.kafka.sink;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;

/**
 * The connector's exactly-once sink, which closes the admin client that it looks for open
 * transactions with. The connector (5.0.0-2.2) leaves it open: a thread, its sockets and with them
 * the job's whole class loader stay in the worker at every start of a subtask, until its metaspace
 * is full. This class is in the connector's package because the parts it overrides are visible
 * nowhere else; see docs/decisions/0007-sink-that-closes-its-admin-client.md.
 *
 * @param <IN> what is written
 */
@Internal
public final class QklmKafkaSink<IN> extends KafkaSink<IN> {

  private static final long serialVersionUID = 1L;

  private final Properties producer;
  private final String transactionalIdPrefix;
  private final KafkaRecordSerializationSchema<IN> serializer;
  private final TransactionNamingStrategy naming;

  private QklmKafkaSink(
      Properties producer,
      String transactionalIdPrefix,
      KafkaRecordSerializationSchema<IN> serializer,
      TransactionNamingStrategy naming) {
    super(DeliveryGuarantee.EXACTLY_ONCE, producer, transactionalIdPrefix, serializer, naming);
    this.producer = producer;
    this.transactionalIdPrefix = transactionalIdPrefix;
    this.serializer = serializer;
    this.naming = naming;
  }

  /**
   * The exactly-once sink that the builder describes, for the same values given beside it.
   *
   * @throws IllegalArgumentException or the like from the builder, when something is missing
   */
  public static <IN> QklmKafkaSink<IN> exactlyOnce(
      KafkaSinkBuilder<IN> builder,
      String transactionalIdPrefix,
      KafkaRecordSerializationSchema<IN> serializer,
      TransactionNamingStrategy naming) {
    KafkaSink<IN> checked =
        builder
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(transactionalIdPrefix)
            .setRecordSerializer(serializer)
            .setTransactionNamingStrategy(naming)
            .build();
    return new QklmKafkaSink<>(
        checked.getKafkaProducerConfig(), transactionalIdPrefix, serializer, naming);
  }

  @Override
  public KafkaWriter<IN> createWriter(WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public KafkaWriter<IN> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> recovered) {
    KafkaWriter<IN> writer = new ClosingWriter<>(this, context, recovered);
    writer.initialize();
    return writer;
  }

  /** Only {@link #initialize} needs the admin client, whether it succeeds or not. */
  // The connector's close() declares Exception, as Flink's writers do.
  @SuppressWarnings("try")
  private static final class ClosingWriter<IN> extends ExactlyOnceKafkaWriter<IN> {

    ClosingWriter(
        QklmKafkaSink<IN> sink, WriterInitContext context, Collection<KafkaWriterState> recovered) {
      super(
          DeliveryGuarantee.EXACTLY_ONCE,
          sink.producer,
          sink.transactionalIdPrefix,
          context,
          sink.serializer,
          context.asSerializationSchemaInitializationContext(),
          sink.naming.getAbortImpl(),
          sink.naming.getImpl(),
          recovered);
    }

    @Override
    public void initialize() {
      try {
        super.initialize();
      } finally {
        closeAdminClient();
      }
    }

    private void closeAdminClient() {
      try {
        Field field = ExactlyOnceKafkaWriter.class.getDeclaredField("adminClient");
        field.setAccessible(true);
        if (field.get(this) instanceof Admin admin) {
          // Nothing is under way, and a broker that is away must not hold up a restart.
          admin.close(java.time.Duration.ZERO);
          // Were it needed again, the connector would open another.
          field.set(this, null);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "this version of the Kafka connector keeps its admin client elsewhere; build with the"
                + " version that the project names",
            e);
      }
    }
  }
}
