package io.qklm.connect.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Tasks of the feed connector over one server, with the offsets that Connect would store. */
final class FeedTasks implements AutoCloseable {

  final FeedServer server = new FeedServer();
  final Map<Object, Map<String, Object>> offsets = new HashMap<>();
  private final List<FeedSourceTask> tasks = new ArrayList<>();

  FeedSourceTask task(String... options) {
    Map<String, String> given = new HashMap<>();
    given.put("feeds", server.address("/feed"));
    given.put("topic", "documents");
    given.put("poll.interval.ms", "100");
    given.put("timeout.ms", "5000");
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    FeedSourceTask task = new FeedSourceTask();
    task.initialize(new Context());
    task.start(given);
    tasks.add(task);
    return task;
  }

  /** Serves bytes under a type, if one is given. */
  void serve(byte[] bytes, String contentType) {
    server.page =
        exchange -> {
          if (contentType != null) {
            exchange.getResponseHeaders().add("Content-Type", contentType);
          }
          exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
          if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
          }
        };
  }

  /** All that the feed gives until it was asked twice and gives no more. */
  List<SourceRecord> all(FeedSourceTask task) throws InterruptedException {
    List<SourceRecord> records = new ArrayList<>();
    int asked = server.asked.size();
    List<SourceRecord> some = task.poll();
    while (some != null || server.asked.size() < asked + 2) {
      if (some != null) {
        records.addAll(some);
      }
      some = task.poll();
    }
    return records;
  }

  /** The documents of a feed that is served like this. */
  List<Struct> documents(byte[] feed, String contentType) throws InterruptedException {
    serve(feed, contentType);
    return all(task()).stream().map(record -> (Struct) record.value()).toList();
  }

  void commit(SourceRecord record) {
    Map<String, Object> offset = new HashMap<>(record.sourceOffset());
    offsets.put(record.sourcePartition().get("feed"), offset);
  }

  @Override
  public void close() {
    tasks.forEach(FeedSourceTask::stop);
    server.close();
  }

  private final class Context implements SourceTaskContext {
    @Override
    public Map<String, String> configs() {
      return Map.of();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return new OffsetStorageReader() {
        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
          return offsets.get(partition.get("feed"));
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(
            Collection<Map<String, T>> partitions) {
          throw new UnsupportedOperationException();
        }
      };
    }

    @Override
    public PluginMetrics pluginMetrics() {
      throw new UnsupportedOperationException();
    }
  }
}
