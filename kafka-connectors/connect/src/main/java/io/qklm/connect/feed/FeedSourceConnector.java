package io.qklm.connect.feed;

import io.qklm.connect.PluginVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.util.ConnectorUtils;

/** Reads RSS and Atom feeds; each feed is read by one task. */
public final class FeedSourceConnector extends SourceConnector {

  private Map<String, String> given = Map.of();

  /** Called by Connect. */
  public FeedSourceConnector() {}

  @Override
  public String version() {
    return PluginVersion.current();
  }

  @Override
  public ConfigDef config() {
    return FeedOptions.DEFINITION;
  }

  /** What Connect checks, and what it would ignore: a misspelt option, an address that is none. */
  @Override
  public Config validate(Map<String, String> properties) {
    Config config = super.validate(properties);
    try {
      FeedOptions.of(properties);
    } catch (ConfigException e) {
      config.configValues().stream()
          .filter(value -> value.name().equals(FeedOptions.FEEDS))
          .forEach(value -> value.addErrorMessage(e.getMessage()));
    }
    return config;
  }

  @Override
  public void start(Map<String, String> properties) {
    FeedOptions.of(properties);
    given = Map.copyOf(properties);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return FeedSourceTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    List<String> feeds = FeedOptions.of(given).feeds().stream().map(FeedAddress::given).toList();
    return ConnectorUtils.groupPartitions(feeds, Math.min(maxTasks, feeds.size())).stream()
        .map(
            group -> {
              Map<String, String> task = new HashMap<>(given);
              task.put(FeedOptions.FEEDS, group.stream().collect(Collectors.joining(",")));
              return task;
            })
        .toList();
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public void stop() {}
}
