package io.qklm.deploy.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.deploy.terminal.Ink;
import io.qklm.deploy.terminal.Plural;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kafka.DeadLetters;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Shows records as they come and, on a terminal, a line below them that counts. Nobody reads more
 * than a few records a second, so on a terminal the rest is counted and not drawn.
 */
final class LiveView {

  private static final long NANOS = 1_000_000_000L;
  private static final long DRAW_EVERY = NANOS / 3;

  /** Records that may come at once, as those of one checkpoint do, and still all be drawn. */
  private static final int BURST = 4;

  private static final long STATUS_EVERY = NANOS / 4;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Terminal terminal;
  private final PrintStream out;
  private final RecordView view;
  private final ObjectMapper json = new ObjectMapper();
  private final long began = System.nanoTime();
  private long enriched;
  private long dead;
  private long hidden;
  private long nextDraw = began - BURST * DRAW_EVERY;
  private long statusAt = began;
  private boolean statusShown;

  LiveView(Terminal terminal) {
    this.terminal = terminal;
    this.out = terminal.out();
    this.view = new RecordView(terminal);
  }

  long enriched() {
    return enriched;
  }

  long dead() {
    return dead;
  }

  /** Records that came out, of either kind. */
  long seen() {
    return enriched + dead;
  }

  void enriched(ConsumerRecord<byte[], byte[]> record) throws IOException {
    enriched++;
    if (!due()) {
      hidden++;
      return;
    }
    Duration latency = Duration.ofMillis(System.currentTimeMillis() - record.timestamp());
    JsonNode value;
    try {
      value = json.readTree(new String(record.value(), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IOException(
          "the job wrote a record that is not JSON at "
              + record.topic()
              + "-"
              + record.partition()
              + "@"
              + record.offset(),
          e);
    }
    clearStatus();
    view.lines(value, latency).forEach(out::println);
    out.println();
    out.flush();
  }

  void dead(ConsumerRecord<byte[], byte[]> record) {
    dead++;
    if (!due()) {
      hidden++;
      return;
    }
    clearStatus();
    Header message = record.headers().lastHeader(DeadLetters.ERROR_MESSAGE);
    String reason =
        message == null ? "no reason given" : new String(message.value(), StandardCharsets.UTF_8);
    out.println(terminal.ink("dead letter", Ink.RED, Ink.BOLD) + "  " + reason);
    out.println();
    out.flush();
  }

  private boolean due() {
    long now = System.nanoTime();
    if (terminal.outInteractive() && now - nextDraw < 0) {
      return false;
    }
    // Time that passed without records is saved up for a burst.
    nextDraw = Math.max(nextDraw, now - BURST * DRAW_EVERY) + DRAW_EVERY;
    return true;
  }

  /** Brings the line of counts up to date, where a person watches. */
  void status(long sent) {
    long now = System.nanoTime();
    if (!terminal.outInteractive() || now - statusAt < STATUS_EVERY) {
      return;
    }
    statusAt = now;
    clearStatus();
    out.print(terminal.ink(fitting(counts(sent) + "  Ctrl-C stops"), Ink.FAINT));
    out.flush();
    statusShown = true;
  }

  /** A line that wraps could not be taken away again; one column stays free for the cursor. */
  private String fitting(String line) {
    int most = terminal.columns() - 1;
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }

  /** What came through so far, in one line. */
  String counts(long sent) {
    double seconds = (System.nanoTime() - began) / 1e9;
    return String.format(
        Locale.ROOT,
        "%,d sent, %,d enriched, %s, %.1f/s%s",
        sent,
        enriched,
        Plural.of(dead, "dead letter"),
        seen() / Math.max(seconds, 0.1),
        hidden == 0 ? "" : String.format(Locale.ROOT, ", %,d not drawn", hidden));
  }

  /** Takes the line of counts away. */
  void clearStatus() {
    if (statusShown) {
      out.print(CLEAR_LINE);
      statusShown = false;
    }
  }
}
