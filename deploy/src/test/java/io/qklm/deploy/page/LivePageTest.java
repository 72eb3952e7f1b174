package io.qklm.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.document.MentionExplanation;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.text.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page over HTTP, as a browser and as a stranger would ask it. */
@Timeout(60)
class LivePageTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RECORD =
      "{\"id\": \"d1\", \"language\": \"en\", \"summary\": null, \"entities\": [], \"facts\": [],"
          + " \"provenance\": {\"epoch\": 1, \"epochDigest\": \"ab\"}}";

  private final HttpClient client = HttpClient.newHttpClient();
  private final RecordedActions actions = new RecordedActions();
  private LivePage page;

  /** A stream that writes down what it is asked for. */
  private static final class RecordedActions implements PageActions {
    final List<Object> asked = new CopyOnWriteArrayList<>();

    @Override
    public void watched() {
      asked.add("watched");
    }

    @Override
    public String submit(PastedDocument document) {
      asked.add(document);
      return "reader-1";
    }

    @Override
    public void publish(NewEntity entity) throws PageRefusal {
      if (entity.id().equals("taken")) {
        throw PageRefusal.notNow("the update before this one is still under way");
      }
      asked.add(entity);
    }

    @Override
    public List<MentionExplanation> explain(LiveRecord record) {
      return List.of(
          new MentionExplanation(
              new Span(0, 5),
              "Paris",
              List.of(
                  new MentionExplanation.Candidate(
                      new EntityId("Q90"),
                      "Paris",
                      Optional.of("<b>capital</b>"),
                      EntityKind.LOC,
                      0.9,
                      0.87654321))));
    }
  }

  @BeforeEach
  void open() throws IOException {
    page = LivePage.open(PageOptions.on(0));
  }

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void servesItsFilesUnderAPolicyThatLetsNothingElseIn() throws Exception {
    for (String path :
        List.of("", "page.css", "page.js", "document.js", "charts.js", "icon.svg", "favicon.ico")) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "frame-ancestors 'none'", "trusted-types")
          .doesNotContain("unsafe");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.body()).doesNotContainPattern("(?:src|href)=\"(?:https?:)?//");
    }
    assertThat(get("").body()).contains("<html lang=\"en\">");
    assertThat(get("../page/page.html").statusCode()).isEqualTo(404);
    assertThat(get("page.html").statusCode()).isEqualTo(404);
    assertThat(get("api/").statusCode()).isEqualTo(404);
  }

  @Test
  void listensOnTheLoopbackInterfaceAlone() {
    assertThat(page.address().getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void answersToItsOwnNamesAlone() throws Exception {
    int port = page.address().getPort();
    assertThat(rawGet("GET / HTTP/1.1", "Host: 127.0.0.1:" + port)).startsWith("HTTP/1.1 200");
    assertThat(rawGet("GET / HTTP/1.1", "Host: localhost:" + port)).startsWith("HTTP/1.1 200");
    for (String host :
        List.of("evil.example:" + port, "evil.example", "127.0.0.1", "localhost:1")) {
      String answer = rawGet("GET /api/events HTTP/1.1", "Host: " + host);
      assertThat(answer).as(host).startsWith("HTTP/1.1 403").contains("its own address alone");
    }
    assertThat(rawGet("GET / HTTP/1.0")).startsWith("HTTP/1.1 403");
  }

  @Test
  void takesNoOrdersFromOtherSites() throws Exception {
    page.running(actions);
    String host = "Host: 127.0.0.1:" + page.address().getPort();
    String form = "POST /api/documents HTTP/1.1";
    String type = "Content-Type: application/json";
    String body = "{\"text\": \"x\"}";
    assertThat(rawPost(body, form, host, type, "Origin: http://evil.example")).contains("403");
    assertThat(rawPost(body, form, host, type, "Origin: null")).contains("403");
    assertThat(rawPost(body, form, host, type, "Origin: http://127.0.0.1:1")).contains("403");
    assertThat(rawPost(body, form, host, type, "Sec-Fetch-Site: cross-site")).contains("403");
    assertThat(rawPost(body, form, host, "Content-Type: text/plain"))
        .contains("415", "Content-Type: application/json");
    assertThat(rawGet("GET /api/events HTTP/1.1", host, "Sec-Fetch-Site: same-site"))
        .contains("403");
    assertThat(actions.asked).isEmpty();
    String own = "Origin: http://127.0.0.1:" + page.address().getPort();
    assertThat(rawPost(body, form, host, type, own)).contains("HTTP/1.1 202");
    // A link on another site may lead here.
    assertThat(
            rawGet(
                "GET / HTTP/1.1", host, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void tellsWhoeverListensWhatWasAndWhatComes() throws Exception {
    page.show(live("before"));
    try (Events events = new Events(0)) {
      assertThat(events.next("hello").path("state").asText()).isEqualTo("starting");
      assertThat(events.next("enriched").path("text").asText()).isEqualTo("before");
      page.running(actions);
      assertThat(events.next("state").path("state").asText()).isEqualTo("running");
      page.count(Duration.ofMillis(120));
      page.counts(3, 2, 1);
      page.show(live("<script>alert(1)</script>\u2028\n\ud83c\udf89"));
      JsonNode now = events.next("enriched");
      assertThat(now.path("text").asText())
          .isEqualTo("<script>alert(1)</script>\u2028\n\ud83c\udf89");
      assertThat(now.path("origin").asText()).isEqualTo("stream");
      page.dead("d2", "the field 'text' is missing");
      assertThat(events.next("dead").path("reason").asText()).contains("missing");
      page.update(
          new UpdateNews(UpdateNews.Step.LINKED, "demo:x", "X", 2, Duration.ofMillis(1_500), ""));
      assertThat(events.next("update").path("step").asText()).isEqualTo("linked");
      JsonNode second = events.next("second");
      while (second.path("count").asLong() == 0) {
        second = events.next("second");
      }
      assertThat(second.path("p50").asLong()).isEqualTo(120);
      assertThat(second.path("counts").path("deadLetters").asLong()).isEqualTo(1);
      page.close();
      assertThat(events.next("state").path("state").asText()).isEqualTo("ended");
      assertThat(events.rest()).isEmpty();
    }
    assertThat(actions.asked).containsExactly("watched");
  }

  @Test
  void aListenerThatComesBackIsToldWhatItMissed() throws Exception {
    page.show(live("one"));
    page.show(live("two"));
    try (Events events = new Events(1)) {
      events.next("hello");
      assertThat(events.next("enriched").path("text").asText()).isEqualTo("two");
    }
  }

  @Test
  void explainsARecordThatIsStillHeld() throws Exception {
    page.show(live("Paris"));
    assertThat(get("api/explanation?sequence=1").statusCode()).isEqualTo(503);
    page.running(actions);
    JsonNode candidate =
        JSON.readTree(get("api/explanation?sequence=1").body())
            .path("mentions")
            .path(0)
            .path("candidates")
            .path(0);
    assertThat(candidate.path("entityId").asText()).isEqualTo("Q90");
    assertThat(candidate.path("score").asDouble()).isEqualTo(0.8765);
    assertThat(get("api/explanation?sequence=77").body()).contains("no longer held");
    assertThat(get("api/explanation?sequence=x").statusCode()).isEqualTo(400);
    assertThat(get("api/explanation").statusCode()).isEqualTo(400);
  }

  @Test
  void whatCannotBeUsedIsRefusedWithASentence() throws Exception {
    assertThat(post("documents", "{\"text\": \"x\"}").body()).contains("still starting");
    page.running(actions);
    assertThat(post("documents", "{").body()).contains("no well-formed JSON");
    assertThat(post("documents", "[]").body()).contains("a JSON object is needed");
    assertThat(post("documents", "{\"text\": \" \"}").body()).contains("a text is needed");
    assertThat(post("documents", "{\"text\": 7}").body()).contains("'text' must be a string");
    assertThat(post("documents", "{\"text\": \"a\", \"text\": \"b\"}").statusCode()).isEqualTo(400);
    assertThat(post("documents", "{\"text\": \"" + "x".repeat(Forms.MAX_TEXT + 1) + "\"}").body())
        .contains((Forms.MAX_TEXT + 1) + " characters");
    assertThat(post("documents", " ".repeat(Forms.MAX_BODY + 1)).statusCode()).isEqualTo(413);
    assertThat(get("api/documents").statusCode()).isEqualTo(405);
    assertThat(post("entities", entity("a b", "Zephyr", "ORG", "Zephyr came.")).body())
        .contains("no white space");
    assertThat(post("entities", entity("z", "Zephyr", "BIRD", "Zephyr came.")).body())
        .contains("'BIRD'; one of PER, ORG, LOC, MISC");
    assertThat(post("entities", entity("z", "Zephyr", "ORG", "Nobody came.")).body())
        .contains("must contain the name");
    HttpResponse<String> busy = post("entities", entity("taken", "Zephyr", "ORG", "Zephyr came."));
    assertThat(busy.statusCode()).isEqualTo(409);
    assertThat(busy.body()).contains("still under way");
    assertThat(actions.asked).isEmpty();
  }

  @Test
  void handsOnWhatReadersSend() throws Exception {
    page.running(actions);
    HttpResponse<String> answer =
        post("documents", "{\"title\": \"\", \"text\": \" Paris \\ud83c\\udf89 \"}");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"id\":\"reader-1\"}");
    assertThat(post("entities", entity("z:1", "Zephyr", "ORG", "ZEPHYR came.")).statusCode())
        .isEqualTo(202);
    assertThat(actions.asked)
        .containsExactly(
            new PastedDocument(Optional.empty(), "Paris \ud83c\udf89"),
            new NewEntity("z:1", "Zephyr", Optional.empty(), "a wind", "ORG", "ZEPHYR came."));
  }

  @Test
  void isOpenABoundedNumberOfTimes() throws Exception {
    List<Events> many = new ArrayList<>();
    try {
      for (int i = 0; i < EventHub.MAX_LISTENERS; i++) {
        many.add(new Events(0));
        many.get(i).next("hello");
      }
      HttpResponse<String> refused = get("api/events");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("24 times already");
      assertThat(get("").statusCode()).isEqualTo(200);
    } finally {
      for (Events events : many) {
        events.close();
      }
    }
  }

  @Test
  void takesAnotherPortUnlessOneWasAskedFor() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> LivePage.open(PageOptions.on(port)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + port + " on 127.0.0.1 cannot be used")
          .hasMessageContaining("--no-page");
      try (LivePage other = LivePage.open(new PageOptions(port, false))) {
        assertThat(other.address().getPort()).isNotEqualTo(port);
      }
    }
  }

  private static LiveRecord live(String text) throws IOException {
    return new LiveRecord(
        text, JSON.readTree(RECORD), Duration.ofMillis(40), LiveRecord.Origin.STREAM, false);
  }

  private static String entity(String id, String label, String kind, String sentence) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("label", label)
        .put("alias", "")
        .put("kind", kind)
        .put("description", "a wind")
        .put("sentence", sentence)
        .toString();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(page.address() + path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(page.address().resolve("api/" + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** A request without a body, header by header. */
  private String rawGet(String... head) throws IOException {
    return exchange("", head);
  }

  private String rawPost(String body, String request, String... head) throws IOException {
    List<String> lines = new ArrayList<>(List.of(request));
    lines.addAll(List.of(head));
    lines.add("Content-Length: " + body.length());
    return exchange(body, lines.toArray(String[]::new));
  }

  private String exchange(String body, String... head) throws IOException {
    try (Socket socket = new Socket(page.address().getHost(), page.address().getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      String request = String.join("\r\n", head) + "\r\nConnection: close\r\n\r\n" + body;
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A listener. */
  private final class Events implements AutoCloseable {
    private final InputStream in;
    private final BufferedReader lines;

    Events(long lastSeen) throws Exception {
      in =
          client
              .send(
                  HttpRequest.newBuilder(page.address().resolve("api/events"))
                      .header("Last-Event-ID", String.valueOf(lastSeen))
                      .build(),
                  BodyHandlers.ofInputStream())
              .body();
      lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The data of the next event of this name; others are passed over. */
    JsonNode next(String name) throws IOException {
      String line = lines.readLine();
      while (line != null) {
        if (line.equals("event: " + name)) {
          return JSON.readTree(lines.readLine().substring("data: ".length()));
        }
        line = lines.readLine();
      }
      throw new AssertionError("the stream ended before an event '" + name + "'");
    }

    String rest() throws IOException {
      return String.join("", lines.lines().toList());
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
