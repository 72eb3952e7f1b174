package io.qklm.deploy.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Records and their latencies by second, the last two minutes. Thread safe. */
final class Meter {

  private static final int SECONDS = 120;

  /** Latencies of one second that are kept; more are counted and left out of the quantiles. */
  private static final int SAMPLE = 4_096;

  private final Deque<Point> points = new ArrayDeque<>();
  private final long[] latencies = new long[SAMPLE];
  private long count;

  /**
   * A second.
   *
   * @param p50 median latency in milliseconds; -1 where nothing came
   * @param p95 the latency that 19 of 20 do not exceed; -1 where nothing came
   */
  record Point(long count, long p50, long p95) {

    ObjectNode json() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("count", count)
          .put("p50", p50)
          .put("p95", p95);
    }
  }

  synchronized void add(long latencyMillis) {
    if (count < SAMPLE) {
      latencies[(int) count] = Math.max(0, latencyMillis);
    }
    count++;
  }

  /** Ends a second. */
  synchronized Point tick() {
    int held = (int) Math.min(count, SAMPLE);
    long[] sorted = Arrays.copyOf(latencies, held);
    Arrays.sort(sorted);
    Point point =
        held == 0
            ? new Point(count, -1, -1)
            : new Point(count, sorted[(held - 1) / 2], sorted[(int) ((held - 1) * 0.95)]);
    count = 0;
    points.addLast(point);
    if (points.size() > SECONDS) {
      points.removeFirst();
    }
    return point;
  }

  synchronized ArrayNode history() {
    ArrayNode history = JsonNodeFactory.instance.arrayNode();
    points.forEach(point -> history.add(point.json()));
    return history;
  }
}
