package io.qklm.connect.feed;

import io.qklm.connect.Unknown;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options of {@link FeedSourceConnector}.
 *
 * @param feeds addresses, each once
 * @param topic where documents go
 * @param interval from one look at a feed to the next
 * @param longestPause most that a failing feed is left alone
 * @param timeout for connecting, and for a whole answer
 * @param maxBytes of an answer, unpacked
 * @param remembered items of a feed that are known again
 * @param redirectsToPrivate whether a feed on the public net may lead to a private address
 */
record FeedOptions(
    List<FeedAddress> feeds,
    String topic,
    Duration interval,
    Duration longestPause,
    Duration timeout,
    int maxBytes,
    int remembered,
    boolean redirectsToPrivate) {

  static final String FEEDS = "feeds";
  static final String TOPIC = "topic";
  private static final String INTERVAL = "poll.interval.ms";
  private static final String LONGEST_PAUSE = "backoff.max.ms";
  private static final String TIMEOUT = "timeout.ms";
  private static final String MAX_BYTES = "max.bytes";
  private static final String REMEMBERED = "remembered.items";
  private static final String REDIRECTS_TO_PRIVATE = "redirects.to.private";
  private static final String OWNER = "the feed connector of QKLM";

  /** What Connect itself reads beside a connector's own options. */
  private static final List<String> CONNECTS =
      List.of(
          "name",
          "connector.*",
          "tasks.max*",
          "task.class",
          "key.converter*",
          "value.converter*",
          "header.converter*",
          "config.*",
          "transforms*",
          "predicates*",
          "errors.*",
          "topic.creation.*",
          "exactly.once.support",
          "transaction.boundary*",
          "offsets.storage.topic",
          "producer.override.*",
          "consumer.override.*",
          "admin.override.*");

  static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              FEEDS,
              ConfigDef.Type.LIST,
              ConfigDef.NO_DEFAULT_VALUE,
              Importance.HIGH,
              "Addresses of RSS and Atom feeds, http or https, separated by commas; a comma inside one"
                  + " is written %2C. A name and a password (https://name:password@host/path) are"
                  + " sent to that host and written nowhere.")
          .define(
              TOPIC,
              ConfigDef.Type.STRING,
              Importance.HIGH,
              "The topic that the documents are written to.")
          .define(
              INTERVAL,
              ConfigDef.Type.LONG,
              300_000L,
              Range.atLeast(100),
              Importance.MEDIUM,
              "Milliseconds from one look at a feed to the next.")
          .define(
              LONGEST_PAUSE,
              ConfigDef.Type.LONG,
              3_600_000L,
              Range.atLeast(100),
              Importance.LOW,
              "A feed that fails is asked after twice the time of before, up to this many"
                  + " milliseconds.")
          .define(
              TIMEOUT,
              ConfigDef.Type.INT,
              30_000,
              Range.between(100, 600_000),
              Importance.LOW,
              "Milliseconds that a feed's whole answer may take.")
          .define(
              MAX_BYTES,
              ConfigDef.Type.INT,
              5 << 20,
              Range.between(1_000, 100 << 20),
              Importance.LOW,
              "Bytes of a feed, unpacked; a larger one is not read.")
          .define(
              REMEMBERED,
              ConfigDef.Type.INT,
              1_000,
              Range.between(1, 10_000),
              Importance.LOW,
              "Items of a feed that are known again and not given twice, beyond those that the feed"
                  + " shows now; 11 bytes each in the offsets.")
          .define(
              REDIRECTS_TO_PRIVATE,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.LOW,
              "Whether a feed on the public net may redirect to loopback, link-local and private"
                  + " addresses. A feed that is there itself may redirect as it likes.");

  /**
   * @throws ConfigException with what is wrong and what is allowed
   */
  static FeedOptions of(Map<String, String> given) {
    Unknown.refuse(OWNER, given, DEFINITION, CONNECTS);
    AbstractConfig values = new AbstractConfig(DEFINITION, given, false);
    List<String> feeds = values.getList(FEEDS);
    if (feeds.isEmpty()) {
      throw new ConfigException(OWNER + ": the option 'feeds' names no feed");
    }
    if (values.getString(TOPIC).isBlank()) {
      throw new ConfigException(OWNER + ": the option 'topic' is blank");
    }
    return new FeedOptions(
        addresses(feeds),
        values.getString(TOPIC),
        bounded(values.getLong(INTERVAL)),
        bounded(Math.max(values.getLong(INTERVAL), values.getLong(LONGEST_PAUSE))),
        Duration.ofMillis(values.getInt(TIMEOUT)),
        values.getInt(MAX_BYTES),
        values.getInt(REMEMBERED),
        values.getBoolean(REDIRECTS_TO_PRIVATE));
  }

  /** No longer than what can be counted on. */
  private static Duration bounded(long millis) {
    return Duration.ofMillis(Math.min(millis, RetryAfter.LONGEST.toMillis()));
  }

  /** Each once; offsets know a feed by its address without the password. */
  private static List<FeedAddress> addresses(List<String> feeds) {
    Map<String, FeedAddress> named = new LinkedHashMap<>();
    for (String written : feeds) {
      FeedAddress feed = address(written);
      FeedAddress before = named.putIfAbsent(feed.name(), feed);
      if (before != null && !before.equals(feed)) {
        throw new ConfigException(
            OWNER + ": '" + feed.name() + "' is given twice, with different names and passwords");
      }
    }
    return List.copyOf(named.values());
  }

  private static FeedAddress address(String feed) {
    try {
      return FeedAddress.of(feed);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(OWNER + ": " + e.getMessage());
    }
  }
}
