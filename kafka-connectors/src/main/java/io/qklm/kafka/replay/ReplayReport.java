package io.qklm.kafka.replay;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a replay did, or would do.
 *
 * @param sent letters by the topic they went to
 * @param before passed over, since they were sent back by an earlier replay
 * @param filtered passed over by the filter
 * @param cut passed over, since the record is not there as it was
 * @param foreign records that are no letters of ours
 * @param limited whether the limit was reached before the end
 */
public record ReplayReport(
    Map<String, Long> sent, long before, long filtered, long cut, long foreign, boolean limited) {

  public ReplayReport {
    sent = Collections.unmodifiableMap(new TreeMap<>(sent));
  }

  /** All that were sent. */
  public long total() {
    return sent.values().stream().mapToLong(Long::longValue).sum();
  }
}
