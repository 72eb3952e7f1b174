package io.qklm.deploy.job;

import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerException;
import java.util.Optional;

/**
 * Which timestamps topics take. A record keeps its timestamp on its way through the job, so a topic
 * of results that refuses what the input topic takes would stop the job at such a record, and again
 * at every restart.
 */
final class TopicTimes {

  static final String AHEAD = "message.timestamp.after.max.ms";
  private static final String BEHIND = "message.timestamp.before.max.ms";
  private static final String TYPE = "message.timestamp.type";
  private static final String APPEND_TIME = "LogAppendTime";

  private TopicTimes() {}

  /**
   * Checks that a topic of results takes the timestamps of the input topic. One that is stamped
   * ahead becomes allowed as time goes by, so it is enough that both topics allow as much; one of
   * the past never does.
   *
   * @throws KafkaBrokerException with the setting to change
   */
  static void check(String output, String input, KafkaAdmin admin) throws KafkaBrokerException {
    if (admin.topicSetting(output, TYPE).filter(APPEND_TIME::equals).isPresent()) {
      return;
    }
    Optional<Long> ahead = admin.topicSetting(output, AHEAD).map(Long::valueOf);
    Optional<Long> inputAhead =
        admin.topicSetting(input, TYPE).filter(APPEND_TIME::equals).isPresent()
            ? Optional.of(0L)
            : admin.topicSetting(input, AHEAD).map(Long::valueOf);
    if (ahead.isPresent() && inputAhead.isPresent() && ahead.get() < inputAhead.get()) {
      throw new KafkaBrokerException(
          "topic '"
              + output
              + "' refuses records that are stamped more than "
              + ahead.get()
              + " ms ahead, and topic '"
              + input
              + "' takes them up to "
              + inputAhead.get()
              + " ms ahead ("
              + AHEAD
              + "); the first such document would stop the job, and again at every restart. Set "
              + AHEAD
              + "="
              + inputAhead.get()
              + " on topic '"
              + output
              + "'");
    }
    Optional<Long> behind = admin.topicSetting(output, BEHIND).map(Long::valueOf);
    if (behind.isPresent() && behind.get() < Long.MAX_VALUE) {
      throw new KafkaBrokerException(
          "topic '"
              + output
              + "' refuses records that are older than "
              + behind.get()
              + " ms ("
              + BEHIND
              + "); the first document that waited for so long would stop the job, and again at"
              + " every restart. Remove that setting from topic '"
              + output
              + "'");
    }
  }
}
