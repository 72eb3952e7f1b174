package io.qklm.text;

import java.util.Map;
import java.util.TreeMap;

/** Spans that do not overlap; whether there is room for another is told in logarithmic time. */
public final class SpanSet {

  private final TreeMap<Integer, Integer> ends = new TreeMap<>();

  /** Whether no span of the set overlaps {@code span}. */
  public boolean isFree(Span span) {
    Map.Entry<Integer, Integer> before = ends.lowerEntry(span.end());
    return before == null || before.getValue() <= span.start();
  }

  /** Adds a span if there is room for it, and says whether there was. */
  public boolean add(Span span) {
    if (!isFree(span)) {
      return false;
    }
    ends.put(span.start(), span.end());
    return true;
  }
}
