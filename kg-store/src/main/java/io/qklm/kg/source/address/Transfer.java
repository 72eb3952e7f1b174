package io.qklm.kg.source.address;

import java.util.Locale;
import java.util.Optional;

/** How far a download is and how long it will take. Any thread may ask. */
final class Transfer {

  private long started;
  private long from;
  private long at;
  private long total = -1;
  private long cuts;

  synchronized void begin(long offset) {
    started = System.nanoTime();
    from = offset;
    at = offset;
  }

  synchronized void at(long position, long length) {
    at = position;
    total = length;
  }

  synchronized void cut() {
    cuts++;
  }

  /** A sentence for a person; empty before the first byte. */
  synchronized Optional<String> progress() {
    if (at == from) {
      return Optional.empty();
    }
    double seconds = Math.max(1e-3, (System.nanoTime() - started) / 1e9);
    double rate = (at - from) / seconds;
    String done = String.format(Locale.ROOT, "%,.0f MB", at / 1e6);
    String of = total < 0 ? "" : String.format(Locale.ROOT, " of %,.0f MB", total / 1e6);
    String speed = String.format(Locale.ROOT, ", %.1f MB/s", rate / 1e6);
    String left = total < 0 || rate <= 0 ? "" : ", " + duration((total - at) / rate) + " left";
    String again = cuts == 0 ? "" : ", connected again " + cuts + (cuts == 1 ? " time" : " times");
    return Optional.of(done + of + speed + left + again);
  }

  private static String duration(double seconds) {
    long minutes = Math.round(seconds / 60);
    return minutes < 1
        ? "less than a minute"
        : minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
