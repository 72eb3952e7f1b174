package io.qklm.deploy.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Hands events to all that listen, and the last records to those that come later. A listener that
 * does not keep up is cut off; its browser comes back and goes on with what is kept. Thread safe.
 */
final class EventHub {

  static final int MAX_LISTENERS = 24;

  private static final int WAITING = 512;

  private final int kept;
  private final Deque<Event> recent = new ArrayDeque<>();
  private final List<Listener> listeners = new ArrayList<>();
  private long last;
  private boolean closed;

  /**
   * A hub.
   *
   * @param kept records that a newcomer is told
   */
  EventHub(int kept) {
    this.kept = kept;
  }

  /**
   * An event as it goes over the wire.
   *
   * @param id rises by one with each
   */
  record Event(long id, String name, String data) {

    String wire() {
      // JSON has no raw line breaks, so one data line holds all of it.
      return "id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n";
    }
  }

  /** Wakes a listener that waits for an event when none will come. */
  private static final Event END = new Event(0, "", "");

  /** One that listens. */
  static final class Listener {
    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(WAITING);
    private volatile boolean over;

    /** The next event; empty when none came in time. */
    Optional<Event> next(long millis) throws InterruptedException {
      return Optional.ofNullable(waiting.poll(millis, TimeUnit.MILLISECONDS))
          .filter(event -> !event.equals(END));
    }

    /** Whether nothing will come after what waits. */
    boolean over() {
      return over && waiting.isEmpty();
    }
  }

  synchronized void send(String name, String data) {
    send(new Event(++last, name, data));
  }

  /**
   * Sends a record and keeps it for newcomers.
   *
   * @param data by the record's number
   */
  synchronized void keep(String name, LongFunction<String> data) {
    Event event = new Event(++last, name, data.apply(last));
    recent.addLast(event);
    if (recent.size() > kept) {
      recent.removeFirst();
    }
    send(event);
  }

  private void send(Event event) {
    for (Listener listener : List.copyOf(listeners)) {
      if (!listener.waiting.offer(event)) {
        remove(listener);
      }
    }
  }

  /**
   * Begins to listen: first what is told to every newcomer, then the records it has not seen.
   *
   * @param after number of the last event it knows, 0 for none
   * @return empty when there are too many already
   */
  synchronized Optional<Listener> listen(long after, String name, Supplier<String> welcome) {
    if (closed || listeners.size() >= MAX_LISTENERS) {
      return Optional.empty();
    }
    Listener listener = new Listener();
    // A number beyond the last one is from another run of the demo.
    long known = after > last ? 0 : after;
    listener.waiting.add(new Event(last, name, welcome.get()));
    recent.stream().filter(event -> event.id() > known).forEach(listener.waiting::add);
    listeners.add(listener);
    return Optional.of(listener);
  }

  synchronized void remove(Listener listener) {
    listener.over = true;
    listener.waiting.offer(END);
    listeners.remove(listener);
  }

  synchronized int listeners() {
    return listeners.size();
  }

  /** Lets everybody hear what waits, then end. */
  synchronized void close() {
    closed = true;
    List.copyOf(listeners).forEach(this::remove);
  }
}
