package io.qklm.deploy.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends the documents of a feed to a topic, at a steady rate or as fast as they go. */
final class Feeder implements AutoCloseable {

  /**
   * What the demo's broker takes; above what the job reads, so that the job says what is too much.
   */
  static final int LARGEST_RECORD = 20 << 20;

  private static final Duration CLOSE = Duration.ofSeconds(2);

  /** Documents on their way at most; what is sent earlier only waits in Kafka. */
  private static final long LEAD = 2_000;

  /** Hears of each document before it is sent, on the feeder's thread. */
  interface Tap {
    void sending(String key, byte[] document);
  }

  private final NewsFeed feed;
  private final String topic;
  private final long limit;
  private final long intervalNanos;
  private final Tap tap;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
  private volatile boolean stopped;
  private volatile boolean finished;
  private volatile long arrived;

  /**
   * Takes over the feed and closes it.
   *
   * @param documents how many to send at most, 0 for all there are
   * @param rate documents a second, 0 for as fast as they go
   */
  Feeder(
      NewsFeed feed, String bootstrapServers, String topic, long documents, double rate, Tap tap) {
    this.tap = tap;
    this.feed = feed;
    this.topic = topic;
    this.limit = documents == 0 ? Long.MAX_VALUE : documents;
    this.intervalNanos = rate == 0 ? 0 : Math.round(1e9 / rate);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGEST_RECORD,
                ProducerConfig.LINGER_MS_CONFIG,
                5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.thread = new Thread(this::feed, "qklm-demo-feed");
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Documents that Kafka was given so far. */
  long sent() {
    return sent.get() - refused.get();
  }

  /** Says how many of its documents came out, so that it does not run too far ahead. */
  void arrived(long records) {
    arrived = records;
  }

  /** Documents that are too large for Kafka and were left out. */
  long refused() {
    return refused.get();
  }

  /** Whether there is nothing more to send. */
  boolean finished() {
    return finished;
  }

  /**
   * Fails if the feed did.
   *
   * @throws IOException what stopped it
   */
  void check() throws IOException {
    IOException cause = failure.get();
    if (cause != null) {
      throw cause;
    }
  }

  private void feed() {
    long next = System.nanoTime();
    try {
      while (!stopped && sent.get() < limit) {
        byte[] document = feed.next();
        if (document == null) {
          break;
        }
        String key = "demo-" + sent.get();
        tap.sending(key, document);
        // The callback hears of failures; nobody waits for the future.
        var unused = producer.send(record(key, document), (metadata, e) -> note(e));
        sent.incrementAndGet();
        next += intervalNanos;
        while (!stopped && System.nanoTime() - next < 0) {
          LockSupport.parkNanos(Math.min(next - System.nanoTime(), 50_000_000L));
        }
        while (!stopped && sent() - arrived >= LEAD) {
          LockSupport.parkNanos(5_000_000L);
        }
      }
      producer.flush();
    } catch (IOException e) {
      failure.set(e);
    } catch (KafkaException e) {
      note(e);
    } finally {
      finished = true;
    }
  }

  private ProducerRecord<byte[], byte[]> record(String key, byte[] document) {
    return new ProducerRecord<>(
        topic, null, System.currentTimeMillis(), key.getBytes(StandardCharsets.UTF_8), document);
  }

  private void note(@Nullable Exception e) {
    if (e instanceof RecordTooLargeException) {
      refused.incrementAndGet();
    } else if (e != null && !stopped) {
      failure.compareAndSet(
          null, new IOException("a document could not be sent to Kafka: " + e.getMessage(), e));
    }
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(CLOSE);
    feed.close();
  }
}
