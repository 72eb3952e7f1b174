package io.qklm.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * How to start a Flink cluster.
 *
 * @param home what it is made of
 * @param folder for configuration, logs, checkpoints and temporary files
 * @param highAvailability whether ZooKeeper keeps what a new job manager needs to go on
 * @param slots subtasks of a worker
 * @param sql whether Flink has its jars for SQL
 * @param settings of Flink in its own words, over those of {@link FlinkCluster}
 */
public record ClusterOptions(
    ClusterHome home,
    Path folder,
    boolean highAvailability,
    int slots,
    boolean sql,
    Map<String, String> settings) {

  public ClusterOptions {
    settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** One worker of four slots, with ZooKeeper. */
  public static ClusterOptions of(ClusterHome home, Path folder) {
    return new ClusterOptions(home, folder, true, 4, false, Map.of());
  }

  public ClusterOptions withHighAvailability(boolean on) {
    return new ClusterOptions(home, folder, on, slots, sql, settings);
  }

  public ClusterOptions withSetting(String name, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(name, value);
    return new ClusterOptions(home, folder, highAvailability, slots, sql, more);
  }

  /** The same with Flink's jars for SQL in its lib folder. */
  public ClusterOptions withSql() {
    return new ClusterOptions(home, folder, highAvailability, slots, true, settings);
  }
}
