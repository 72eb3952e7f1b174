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
 * @param users passwords by name, for logins by SCRAM-SHA-512; the settings say where they are
 *     needed
 * @param port where clients connect; a free one when absent. A broker that is started again on its
 *     data is found by its clients only at its old port
 * @param heapMegabytes the broker's Java heap
 * @param startTimeout how long to wait until the broker serves
 */
public record KafkaBrokerOptions(
    Path jars,
    Optional<Path> dataFolder,
    Map<String, String> settings,
    Map<String, String> users,
    OptionalInt port,
    int heapMegabytes,
    Duration startTimeout) {

  public KafkaBrokerOptions {
    settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
    users = java.util.Collections.unmodifiableMap(new TreeMap<>(users));
  }

  /** A broker in a temporary folder; 384 MB serve records of 10 MB, a minute covers a busy box. */
  public static KafkaBrokerOptions of(Path jars) {
    return new KafkaBrokerOptions(
        jars,
        Optional.empty(),
        Map.of(),
        Map.of(),
        OptionalInt.empty(),
        384,
        Duration.ofSeconds(60));
  }

  public KafkaBrokerOptions withDataFolder(Path folder) {
    return new KafkaBrokerOptions(
        jars, Optional.of(folder), settings, users, port, heapMegabytes, startTimeout);
  }

  public KafkaBrokerOptions withSetting(String name, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(name, value);
    return new KafkaBrokerOptions(jars, dataFolder, more, users, port, heapMegabytes, startTimeout);
  }

  /** With a further user, known from the first start on the data folder. */
  public KafkaBrokerOptions withUser(String name, String password) {
    Map<String, String> more = new TreeMap<>(users);
    more.put(name, password);
    return new KafkaBrokerOptions(
        jars, dataFolder, settings, more, port, heapMegabytes, startTimeout);
  }

  public KafkaBrokerOptions withPort(int clients) {
    return new KafkaBrokerOptions(
        jars, dataFolder, settings, users, OptionalInt.of(clients), heapMegabytes, startTimeout);
  }

  public KafkaBrokerOptions withStartTimeout(Duration timeout) {
    return new KafkaBrokerOptions(jars, dataFolder, settings, users, port, heapMegabytes, timeout);
  }
}
