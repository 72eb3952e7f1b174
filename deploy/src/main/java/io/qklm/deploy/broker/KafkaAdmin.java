package io.qklm.deploy.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks a Kafka cluster a few things, each within a bounded time. */
public final class KafkaAdmin implements AutoCloseable {

  private final Admin admin;
  private final String bootstrapServers;
  private final Duration timeout;

  private KafkaAdmin(Admin admin, String bootstrapServers, Duration timeout) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
    this.timeout = timeout;
  }

  /**
   * A client of the cluster; connects at the first question.
   *
   * @param properties further client settings in Kafka's words, such as security
   * @param timeout for each question
   * @throws KafkaBrokerException when the address or a setting is not valid, or a secret that the
   *     settings name is not there
   */
  public static KafkaAdmin connect(
      String bootstrapServers, Map<String, String> properties, Duration timeout)
      throws KafkaBrokerException {
    KafkaSecrets.check(properties);
    Map<String, Object> settings = new HashMap<>(properties);
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    int millis = Math.toIntExact(timeout.toMillis());
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    try {
      return new KafkaAdmin(Admin.create(settings), bootstrapServers, timeout);
    } catch (KafkaException e) {
      throw KafkaFailures.unusable(bootstrapServers, e);
    }
  }

  /** Partitions of a topic; empty when there is no such topic. */
  public OptionalInt partitions(String topic) throws KafkaBrokerException {
    try {
      TopicDescription description =
          ask(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
      return OptionalInt.of(description.partitions().size());
    } catch (Refusal e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return OptionalInt.empty();
      }
      throw sentence("describe topic '" + topic + "'", e);
    }
  }

  /** Names of the topics, sorted, without Kafka's own. */
  public Set<String> topics() throws KafkaBrokerException {
    try {
      return new TreeSet<>(ask(admin.listTopics().names()));
    } catch (Refusal e) {
      throw sentence("list its topics", e);
    }
  }

  /** Creates the topic if it does not exist; says whether it did so. */
  public boolean createTopic(String topic, int partitions, Map<String, String> settings)
      throws KafkaBrokerException {
    // No replication factor: the broker's default is right for one node and for many.
    NewTopic wanted =
        new NewTopic(topic, Optional.of(partitions), Optional.<Short>empty()).configs(settings);
    try {
      ask(admin.createTopics(List.of(wanted)).all());
      awaitKnown(topic);
      return true;
    } catch (Refusal e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw sentence("create topic '" + topic + "'", e);
    }
  }

  /** The controller has created the topic; the broker that is asked next may not know it yet. */
  private void awaitKnown(String topic) throws KafkaBrokerException, Refusal {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      try {
        ask(admin.describeConfigs(List.of(resource)).values().get(resource));
        return;
      } catch (Refusal e) {
        boolean unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (e.getCause() instanceof AuthorizationException) {
          return;
        }
        if (!unknown || System.nanoTime() > deadline) {
          throw e;
        }
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaBrokerException("interrupted while asking Kafka at " + bootstrapServers, e);
      }
    }
  }

  /** A setting of each broker; none of those that do not tell. */
  public List<String> brokerSettings(String name) throws KafkaBrokerException {
    try {
      List<String> values = new ArrayList<>();
      for (Node node : ask(admin.describeCluster().nodes())) {
        setting(new ConfigResource(ConfigResource.Type.BROKER, node.idString()), name)
            .ifPresent(values::add);
      }
      return values;
    } catch (Refusal e) {
      throw sentence("describe its brokers", e);
    }
  }

  /** A setting of a topic; empty when the cluster does not tell. */
  public Optional<String> topicSetting(String topic, String name) throws KafkaBrokerException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return setting(resource, name);
  }

  private Optional<String> setting(ConfigResource resource, String name)
      throws KafkaBrokerException {
    try {
      Config config = ask(admin.describeConfigs(List.of(resource)).values().get(resource));
      return Optional.ofNullable(config.get(name)).map(entry -> entry.value());
    } catch (Refusal e) {
      if (e.getCause() instanceof AuthorizationException) {
        return Optional.empty();
      }
      throw sentence("tell the setting " + name + " of " + resource.name(), e);
    }
  }

  @Override
  public void close() {
    // Nothing is in flight here, and an unreachable cluster must not hold up the exit.
    admin.close(Duration.ZERO);
  }

  private <T> T ask(@Nullable KafkaFuture<T> answer) throws KafkaBrokerException, Refusal {
    if (answer == null) {
      throw new IllegalStateException("the Kafka client gave no answer to wait for");
    }
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaBrokerException("interrupted while asking Kafka at " + bootstrapServers, e);
    } catch (TimeoutException e) {
      throw unreachable(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw unreachable(e);
      }
      if (e.getCause() instanceof AuthenticationException refused) {
        throw KafkaFailures.refused(bootstrapServers, refused);
      }
      throw new Refusal(e.getCause());
    }
  }

  private KafkaBrokerException unreachable(Exception cause) {
    return new KafkaBrokerException(
        "no Kafka broker answered at "
            + bootstrapServers
            + " within "
            + timeout.toSeconds()
            + " s; check that it runs and that this address and port are reachable from here, and"
            + " whether it asks for TLS or a login (--kafka-config)",
        cause);
  }

  private KafkaBrokerException sentence(String question, Refusal refusal) {
    Throwable cause = refusal.getCause();
    return new KafkaBrokerException(
        "Kafka at "
            + bootstrapServers
            + " would not "
            + question
            + ": "
            + (cause == null ? refusal : cause).getMessage(),
        cause);
  }

  /** The cluster answered, with an error. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(@Nullable Throwable cause) {
      super(cause);
    }
  }
}
