package io.qklm.kg.follow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a stream of server-sent events (WHATWG HTML, section 9.2): fields of a line each, a blank
 * line behind every event. An event that is longer than may be is passed over whole.
 */
final class ServerSentEvents {

  /** Longest event, in bytes; recent changes have a few thousand. */
  static final int MOST_BYTES = 1 << 20;

  /**
   * One event.
   *
   * @param id where the stream goes on behind it; that of an earlier event where it has none
   * @param data its lines, joined
   */
  record Event(String id, String data) {}

  private final InputStream in;
  private String lastId;
  private int skipped;

  ServerSentEvents(InputStream in, String lastId) {
    this.in = in;
    this.lastId = lastId;
  }

  /** Events that were too long so far. */
  int skipped() {
    return skipped;
  }

  /** The next event that has data; none at the stream's end, where one may have been cut. */
  Optional<Event> next() throws IOException {
    StringBuilder data = new StringBuilder();
    String id = lastId;
    long bytes = 0;
    boolean any = false;
    for (Optional<String> next = line(); next.isPresent(); next = line()) {
      String line = next.get();
      bytes += line.length();
      if (line.isEmpty()) {
        lastId = id;
        if (bytes > MOST_BYTES) {
          skipped++;
        } else if (any) {
          return Optional.of(new Event(id, data.toString()));
        }
        data.setLength(0);
        bytes = 0;
        any = false;
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      if (field.equals("data") && bytes <= MOST_BYTES) {
        data.append(any ? "\n" : "").append(value);
        any = true;
      } else if (field.equals("id") && value.indexOf('\0') < 0) {
        id = value;
      }
    }
    return Optional.empty();
  }

  /** A line without its end; of one that is too long, as much as shows that it is. */
  private Optional<String> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean seen = false;
    for (int c = in.read(); c >= 0; c = in.read()) {
      seen = true;
      if (c == '\n') {
        return Optional.of(text(line));
      }
      if (line.size() <= MOST_BYTES) {
        line.write(c);
      }
    }
    return seen ? Optional.of(text(line)) : Optional.empty();
  }

  private static String text(ByteArrayOutputStream line) {
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
