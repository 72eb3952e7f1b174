package io.qklm.kafka.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Offsets of a partition, both ends included.
 *
 * @param partition from 0
 * @param from first
 * @param to last
 */
public record OffsetRange(int partition, long from, long to) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9}):(\\d{1,18})(?:-(\\d{1,18}))?");

  public OffsetRange {
    if (partition < 0 || from < 0 || to < from) {
      throw new IllegalArgumentException(
          "offsets go from the first to the last, got " + partition + ":" + from + "-" + to);
    }
  }

  /**
   * Reads {@code PARTITION:FROM-TO} or {@code PARTITION:OFFSET}.
   *
   * @throws IllegalArgumentException with a sentence if it has another form
   */
  public static OffsetRange of(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' names no offsets; write PARTITION:FROM-TO, such as 0:17-42");
    }
    long from = Long.parseLong(form.group(2));
    return new OffsetRange(
        Integer.parseInt(form.group(1)),
        from,
        form.group(3) == null ? from : Long.parseLong(form.group(3)));
  }

  boolean holds(int inPartition, long offset) {
    return partition == inPartition && from <= offset && offset <= to;
  }
}
