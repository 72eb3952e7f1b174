package io.qklm.deploy.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * How to start a broker.
 *
 * @param jars folder with the jars of {@code kafka_2.13} and what it needs, such as {@code
 *     target/qklm/broker}
 * @param dataFolder where the broker keeps its data and its log; kept at the end. When absent, a
 *     temporary folder is used and removed at the end
 * @param settings broker settings in Kafka's own words, over those of {@link KafkaBrokerProcess}
 * @param port where clients connect; a free one when absent. A broker that is started again on its
 *     data is found by its clients only at its old port
 * @param heapMegabytes the broker's Java heap
 * @param startTimeout how long to wait until the broker serves
 */
public record KafkaBrokerOptions(
    Path jars,
    Optional<Path> dataFolder,
    Map<String, String> settings,
    OptionalInt port,
    int heapMegabytes,
    Duration startTimeout) {

  public KafkaBrokerOptions {
    settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** A broker in a temporary folder; 384 MB serve records of 10 MB, a minute covers a busy box. */
  public static KafkaBrokerOptions of(Path jars) {
    return new KafkaBrokerOptions(
        jars, Optional.empty(), Map.of(), OptionalInt.empty(), 384, Duration.ofSeconds(60));
  }

  public KafkaBrokerOptions withDataFolder(Path folder) {
    return new KafkaBrokerOptions(
        jars, Optional.of(folder), settings, port, heapMegabytes, startTimeout);
  }

  public KafkaBrokerOptions withSetting(String name, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(name, value);
    return new KafkaBrokerOptions(jars, dataFolder, more, port, heapMegabytes, startTimeout);
  }

  public KafkaBrokerOptions withPort(int clients) {
    return new KafkaBrokerOptions(
        jars, dataFolder, settings, OptionalInt.of(clients), heapMegabytes, startTimeout);
  }

  public KafkaBrokerOptions withStartTimeout(Duration timeout) {
    return new KafkaBrokerOptions(jars, dataFolder, settings, port, heapMegabytes, timeout);
  }
}
