package io.qklm.deploy.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A page that shows a stream while it runs, on 127.0.0.1 alone. It is up before the stream, so that
 * a browser can wait there. Thread safe.
 */
public final class LivePage implements AutoCloseable {

  /** Documents that a newcomer is shown. */
  private static final int KEPT = 40;

  /** Characters of documents that can be asked about. */
  private static final long HELD = 16_000_000;

  private static final int THREADS = EventHub.MAX_LISTENERS + 8;
  private static final long TICK_MILLIS = 1_000;

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Thread ticker;
  private final EventHub hub = new EventHub(KEPT);
  private final Meter meter = new Meter();
  private final Records records = new Records(HELD);
  private final AtomicReference<@Nullable PageActions> actions = new AtomicReference<>();
  private final String run = UUID.randomUUID().toString();
  private volatile String state = "starting";
  private volatile ObjectNode counts = JsonNodeFactory.instance.objectNode();
  private volatile @Nullable UpdateNews lastNews;

  private LivePage(HttpServer server) throws IOException {
    this.server = server;
    this.threads =
        new ThreadPoolExecutor(
            0,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "qklm-page");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    Filter guard = new Guard(() -> server.getAddress().getPort());
    Requests requests = new Requests(actions::get, records);
    route("/", Assets.load(), guard);
    route("/api/events", new EventStream(hub, this::welcome, this::watched), guard);
    route("/api/explanation", requests::explanation, guard);
    route("/api/documents", requests::document, guard);
    route("/api/entities", requests::entity, guard);
    this.ticker = new Thread(this::tick, "qklm-page-clock");
    ticker.setDaemon(true);
  }

  private void route(String path, HttpHandler handler, Filter guard) {
    server.createContext(path, handler).getFilters().add(guard);
  }

  /**
   * Begins to serve.
   *
   * @throws IOException with a sentence if the port is taken
   */
  public static LivePage open(PageOptions options) throws IOException {
    LivePage page = new LivePage(bind(options));
    page.server.start();
    page.ticker.start();
    return page;
  }

  private static HttpServer bind(PageOptions options) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try {
      return HttpServer.create(new InetSocketAddress(loopback, options.port()), 0);
    } catch (BindException e) {
      if (options.insist()) {
        throw new IOException(
            "port "
                + options.port()
                + " on 127.0.0.1 cannot be used for the page ("
                + e.getMessage()
                + "); give another with --port, 0 for any that is free, or --no-page",
            e);
      }
      return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    }
  }

  /** Where a browser finds it. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** The stream runs, and this answers what readers ask. */
  public void running(PageActions answers) {
    actions.set(answers);
    state = "running";
    hub.send("state", "{\"state\":\"running\"}");
    if (hub.listeners() > 0) {
      answers.watched();
    }
  }

  private void watched() {
    PageActions answers = actions.get();
    if (answers != null) {
      answers.watched();
    }
  }

  /** Counts a record that came out. */
  public void count(Duration latency) {
    meter.add(latency.toMillis());
  }

  /** Shows a record. */
  public void show(LiveRecord record) {
    hub.keep(
        "enriched",
        number -> {
          records.put(number, record);
          return record.json(number).toString();
        });
  }

  /**
   * Shows a document that could not be enriched.
   *
   * @param id its id or key, may be empty
   */
  public void dead(String id, String reason) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id).put("reason", reason);
    hub.keep("dead", number -> json.toString());
  }

  /** Says how many went in and came out so far. */
  public void counts(long sent, long enriched, long deadLetters) {
    counts =
        JsonNodeFactory.instance
            .objectNode()
            .put("sent", sent)
            .put("enriched", enriched)
            .put("deadLetters", deadLetters);
  }

  /** Says how far an update of the knowledge has come. */
  public void update(UpdateNews news) {
    lastNews = news;
    hub.send("update", news.json().toString());
  }

  private String welcome() {
    ObjectNode hello = JsonNodeFactory.instance.objectNode();
    hello.put("run", run);
    hello.put("state", state);
    hello.set("history", meter.history());
    hello.set("counts", counts);
    UpdateNews news = lastNews;
    if (news != null) {
      hello.set("update", news.json());
    }
    return hello.toString();
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(TICK_MILLIS);
        ObjectNode second = meter.tick().json();
        second.set("counts", counts);
        hub.send("second", second.toString());
      }
    } catch (InterruptedException e) {
      // The page is being closed.
    }
  }

  /** Says good-bye to those who listen, and stops serving. */
  @Override
  public void close() {
    ticker.interrupt();
    state = "ended";
    hub.send("state", "{\"state\":\"ended\"}");
    hub.close();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    server.stop(0);
  }
}
