package io.qklm.kg.follow;

import io.qklm.kg.source.address.Backoff;
import io.qklm.kg.source.address.WebAddress;
import io.qklm.kg.source.lines.SourceFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The edits of a wiki as they are made, read by a thread of its own into a queue that is bounded:
 * who reads slowly slows the stream down. A connection that ends is made again from the last event,
 * by the header {@code Last-Event-ID}.
 */
public final class EditStream implements AutoCloseable {

  private static final int QUEUED = 10_000;

  private final WebAddress address;
  private final String wiki;
  private final Consumer<String> notes;
  private final Backoff backoff;
  private final BlockingQueue<Edit> edits = new ArrayBlockingQueue<>(QUEUED);
  private volatile @Nullable IOException failure;
  private final Thread reader;
  private volatile boolean closed;
  private boolean told;

  /**
   * Begins to read.
   *
   * @param address of a stream of recent changes
   * @param wiki whose edits are wanted
   * @param place behind which to begin, as an edit before had it; empty for now
   * @param pause before the second try to connect; each further one is twice as long
   * @param notes takes what is worth telling, a sentence each
   */
  public EditStream(
      WebAddress address, String wiki, String place, Duration pause, Consumer<String> notes) {
    this.address = address;
    this.wiki = wiki;
    this.notes = notes;
    this.backoff = new Backoff("the following", pause);
    this.reader = new Thread(() -> read(place), "edits-of-" + wiki);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * The next edit, if one comes in time.
   *
   * @throws IOException if the stream cannot be read, and will not without somebody's help
   */
  public Optional<Edit> poll(Duration patience) throws IOException {
    try {
      Edit next = edits.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      IOException broken = failure;
      if (next == null && broken != null) {
        throw broken;
      }
      return Optional.ofNullable(next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the following was interrupted", e);
    }
  }

  private void read(String from) {
    String place = from;
    while (!closed) {
      try {
        place = connection(place);
      } catch (IOException e) {
        if (!closed) {
          failure = e;
        }
        return;
      }
    }
  }

  /** Reads one connection to its end. Gives the place behind the last event. */
  private String connection(String from) throws IOException {
    String place = from;
    Map<String, String> headers = new TreeMap<>(Map.of("Accept", "text/event-stream"));
    if (!place.isEmpty()) {
      headers.put("Last-Event-ID", place);
    }
    Duration asked = Duration.ZERO;
    Optional<HttpURLConnection> open = Optional.empty();
    try {
      HttpURLConnection answer = address.connect("GET", headers);
      open = Optional.of(answer);
      int status = answer.getResponseCode();
      if (status == 200) {
        try (InputStream in = new BufferedInputStream(answer.getInputStream())) {
          place = events(in, place);
        }
      } else if (WebAddress.isPassing(status)) {
        asked = WebAddress.retryAfter(answer);
      } else {
        throw new SourceFailure(
            address.name() + " answers " + status + "; give the address of a stream of edits");
      }
      tell("the stream of edits ended; connecting again");
    } catch (SourceFailure e) {
      throw e;
    } catch (IOException e) {
      tell("the stream of edits broke off (" + e.getMessage() + "); connecting again");
    } finally {
      open.ifPresent(HttpURLConnection::disconnect);
    }
    if (!closed) {
      backoff.failed(asked);
    }
    return place;
  }

  /** Once, until an event comes again. */
  private void tell(String sentence) {
    if (!told && !closed) {
      told = true;
      notes.accept(sentence);
    }
  }

  private String events(InputStream in, String from) throws IOException {
    ServerSentEvents events = new ServerSentEvents(in, from);
    String place = from;
    try {
      for (Optional<ServerSentEvents.Event> next = events.next();
          next.isPresent() && !closed;
          next = events.next()) {
        place = next.get().id();
        Optional<Edit> edit = RecentChange.edit(next.get().data(), wiki, place);
        if (edit.isPresent()) {
          edits.put(edit.get());
        }
        backoff.succeeded();
        told = false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the following was interrupted", e);
    } catch (IOException e) {
      // What came before is not to come again.
      tell("the stream of edits broke off (" + e.getMessage() + "); connecting again");
    }
    return place;
  }

  /**
   * Ends the reading. The connection ends with its next byte, or with its silence: a connection
   * that is being read cannot be closed by another thread without waiting for it.
   */
  @Override
  public void close() {
    closed = true;
    reader.interrupt();
  }
}
