package io.qklm.deploy.demo;

import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Who watches beside the terminal: {@link DemoPage}, or nobody. */
interface Audience extends AutoCloseable {

  /** Nobody. */
  Audience NONE =
      new Audience() {
        @Override
        public List<String> topics() {
          return List.of();
        }

        @Override
        public void sending(String key, byte[] document) {}

        @Override
        public long sent() {
          return 0;
        }

        @Override
        public void came(ConsumerRecord<byte[], byte[]> record) {}

        @Override
        public void step(long sent, long enriched, long deadLetters) {}

        @Override
        public void close() {}
      };

  /** Topics it wants to see beside the job's results. */
  List<String> topics();

  /** A document of the feed is about to be sent. */
  void sending(String key, byte[] document);

  /** Documents that it sent itself. */
  long sent();

  /** A record came. */
  void came(ConsumerRecord<byte[], byte[]> record) throws IOException;

  /** Does what is due, told how many records there were so far; called often. */
  void step(long sent, long enriched, long deadLetters) throws IOException;

  /** While the broker still answers. */
  @Override
  void close() throws IOException;
}
