package io.qklm.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo's page as its script sees it. */
final class PageClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");
  private static final long PATIENCE_SECONDS = 90;

  private record Event(String name, JsonNode data) {}

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI api;
  private final InputStream in;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final List<Event> passed = new ArrayList<>();

  private PageClient(URI address) throws IOException, InterruptedException {
    api = address.resolve("api/");
    in = client.send(request("events").build(), BodyHandlers.ofInputStream()).body();
    Thread reader = new Thread(this::read, "page client");
    reader.setDaemon(true);
    reader.start();
  }

  /** Opens the page that a demo's output names. */
  static PageClient of(String output) throws IOException, InterruptedException {
    Matcher address = ADDRESS.matcher(output);
    if (!address.find()) {
      throw new AssertionError("no page is named in:\n" + output);
    }
    return new PageClient(URI.create(address.group()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(api.resolve(path));
  }

  private void read() {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    try {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          events.add(new Event(name, JSON.readTree(line.substring("data: ".length()))));
        }
      }
    } catch (IOException e) {
      // The test is over, or the demo is: whoever waits for an event will say so.
    }
  }

  /** The first event of this name that is as wanted, whether it came already or comes yet. */
  JsonNode await(String name, Predicate<JsonNode> wanted) throws InterruptedException {
    for (Event event : passed) {
      if (event.name().equals(name) && wanted.test(event.data())) {
        return event.data();
      }
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      Event event = events.poll(1, TimeUnit.SECONDS);
      if (event != null) {
        passed.add(event);
        if (event.name().equals(name) && wanted.test(event.data())) {
          return event.data();
        }
      }
    }
    throw new AssertionError("no such event '" + name + "' among " + passed);
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(client.send(request(path).build(), BodyHandlers.ofString()).body());
  }

  JsonNode post(String path, String body) throws IOException, InterruptedException {
    return JSON.readTree(
        client
            .send(
                request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString())
            .body());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
