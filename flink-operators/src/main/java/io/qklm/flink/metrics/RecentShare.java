package io.qklm.flink.metrics;

import org.apache.flink.annotation.Internal;

/** A share over the last documents. One thread adds, any may ask. */
@Internal
public final class RecentShare {

  private final int[] parts;
  private final int[] wholes;
  private int next;
  private long part;
  private long whole;
  private volatile double share = Double.NaN;

  /** A share over so many documents. */
  public RecentShare(int documents) {
    parts = new int[documents];
    wholes = new int[documents];
  }

  /** A document has {@code ofWhole} of which {@code ofPart} count. */
  public void add(int ofPart, int ofWhole) {
    part += ofPart - parts[next];
    whole += ofWhole - wholes[next];
    parts[next] = ofPart;
    wholes[next] = ofWhole;
    next = (next + 1) % parts.length;
    share = whole == 0 ? Double.NaN : (double) part / whole;
  }

  /** 0 to 1; NaN while there is nothing to share. */
  public double share() {
    return share;
  }
}
