package io.qklm.deploy.run;

import io.qklm.deploy.job.JobKafka;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How far a job is, as Kafka sees it: what its group has committed against what is there. */
final class RunProgress implements AutoCloseable {

  private static final Duration ANSWER = Duration.ofSeconds(5);

  /**
   * A look at the input topic.
   *
   * @param read offset reached, summed over partitions
   * @param waiting records after it
   */
  record Point(long read, long waiting) {}

  private final Admin admin;
  private final JobKafka kafka;

  RunProgress(JobKafka kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    this.admin = Admin.create(settings);
    this.kafka = kafka;
  }

  /**
   * Looks at the topic now.
   *
   * @throws IOException if Kafka does not answer in time
   */
  Point look() throws IOException, InterruptedException {
    TopicDescription topic =
        ask(admin.describeTopics(Set.of(kafka.inputTopic())).allTopicNames())
            .get(kafka.inputTopic());
    Set<TopicPartition> partitions =
        topic == null
            ? Set.of()
            : topic.partitions().stream()
                .map(info -> new TopicPartition(kafka.inputTopic(), info.partition()))
                .collect(Collectors.toSet());
    Map<TopicPartition, OffsetAndMetadata> committed =
        ask(admin.listConsumerGroupOffsets(kafka.groupId()).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    long read = 0;
    long waiting = 0;
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata at = committed.get(partition);
      long position = at == null ? starts.getOrDefault(partition, 0L) : at.offset();
      read += position;
      waiting += Math.max(0, ends.getOrDefault(partition, position) - position);
    }
    return new Point(read, waiting);
  }

  /**
   * Where the group is, by partition; those without a place are left out.
   *
   * @throws IOException if Kafka does not answer in time
   */
  Map<TopicPartition, Long> places() throws IOException, InterruptedException {
    Map<TopicPartition, Long> places = new HashMap<>();
    ask(admin.listConsumerGroupOffsets(kafka.groupId()).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, at) -> {
              if (at != null && partition.topic().equals(kafka.inputTopic())) {
                places.put(partition, at.offset());
              }
            });
    return places;
  }

  private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec)
      throws IOException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted =
        partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    ask(admin.listOffsets(wanted).all()).forEach((at, found) -> offsets.put(at, found.offset()));
    return offsets;
  }

  private static <T> T ask(KafkaFuture<T> answer) throws IOException, InterruptedException {
    try {
      return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Kafka did not tell how far the job is: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
