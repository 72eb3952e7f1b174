package io.qklm.connect.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rometools.rome.io.FeedException;
import io.qklm.connect.SharedCases;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The feeds of the shared cases, through the task and a web server. */
@Timeout(60)
class SharedFeedCasesTest {

  private final FeedTasks feeds = new FeedTasks();

  @AfterEach
  void close() {
    feeds.close();
  }

  private List<Struct> documents(String folder, String file) throws Exception {
    byte[] feed = SharedCases.bytes(folder, file);
    boolean typed = Files.exists(SharedCases.folder(folder).resolve("content-type.txt"));
    String type =
        typed
            ? new String(SharedCases.bytes(folder, "content-type.txt"), StandardCharsets.UTF_8)
            : "application/xml";
    return feeds.documents(feed, type.strip());
  }

  private Struct one(String folder) throws Exception {
    List<Struct> documents = documents(folder, "feed.xml");
    assertThat(documents).hasSize(1);
    return documents.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          01-feed-bom-blank-line     | g1                        | The ferry is back.
          02-feed-leading-space      | g1                        | The ferry is back.
          03-feed-html-entities      | g1                        | Café owners — all of them — agree…
          04-feed-doctype-rss091     | https://gazette.example/1 | The ferry is back.
          04b-feed-doctype-nbsp      | g1                        | The ferry is back.
          06-feed-textxml-no-charset | g1                        | Zoë Müller’s café reopens.
          15-feed-double-escaped     | g1                        | The ferry is back.
          24-feed-rss10              | https://gazette.example/1 | The ferry is back.
          25-feed-script-style       | g1                        | The ferry is back.
          29-atom-xhtml              | urn:1                     | The ferry is back & full: 3 < 4.
          31-feed-version-space      | g1                        | The ferry is back.
          32-feed-no-version         | g1                        | The ferry is back.
          33-feed-author-categories  | g1                        | The ferry is back.
          """)
  void givesOneDocument(String folder, String id, String text) throws Exception {
    Struct document = one(folder);
    assertThat(document.get("id")).isEqualTo(id);
    assertThat(document.getString("text").replace('\u00A0', ' ')).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          03-feed-html-entities      | Mayor’s ferry plan
          06-feed-textxml-no-charset | Café São Tomé
          15-feed-double-escaped     | Fish & chips ’26
          29-atom-xhtml              | Fish & ships
          """)
  void readsTitles(String folder, String title) throws Exception {
    assertThat(one(folder).getString("title").replace('\u00A0', ' ')).isEqualTo(title);
  }

  @Test
  void readsWhatElseTheyHold() throws Exception {
    Struct rss10 = one("24-feed-rss10");
    assertThat(rss10.get("language")).isEqualTo("en-GB");
    assertThat(rss10.get("publishedAt")).isEqualTo("2026-11-30T07:00:00Z");
    assertThat(one("33-feed-author-categories").getMap("attributes"))
        .containsEntry("author", "Ann Holm")
        .containsEntry("categories", "Transport, Harbour");
  }

  @Test
  void givesItemsWithControlCharacters() throws Exception {
    assertThat(documents("08-feed-control-char", "feed.xml"))
        .extracting(document -> document.get("text"))
        .containsExactly("Second item.", "The ferry  is back.");
  }

  @Test
  void givesBothItemsOfOneGuid() throws Exception {
    List<Struct> documents = documents("10-feed-same-guid", "feed.xml");
    assertThat(documents)
        .extracting(document -> document.get("text"))
        .containsExactly("Two.", "One.");
    assertThat(documents).extracting(document -> document.get("id")).doesNotHaveDuplicates();
  }

  @Test
  void makesLinksWhole() throws Exception {
    assertThat(one("11-feed-relative-links").get("url"))
        .isEqualTo(feeds.server.address("/news/ferry"));
    assertThat(one("11c-atom-no-base").get("url")).isEqualTo(feeds.server.address("/ferry.html"));
  }

  @Test
  void keepsBlocksApart() throws Exception {
    assertThat(one("13-feed-paragraphs").getString("text").lines().filter(l -> !l.isBlank()))
        .containsExactly(
            "Ferry returns",
            "The Northbay ferry sailed on Monday",
            "Passengers cheered at the pier",
            "First sailing at 06:10",
            "Last sailing at 23:45",
            "Tickets cost 4 euros",
            "Children travel free",
            "Monday\t12",
            "Tuesday\t14");
  }

  @Test
  void readsLanguagesAsTheyAreWritten() throws Exception {
    assertThat(one("17-feed-language-codes").get("language")).isEqualTo("en-US");
    assertThat(documents("17-feed-language-codes", "feed2.xml").get(0).get("language"))
        .isEqualTo("en");
  }

  @Test
  void followsRedirects() throws Exception {
    byte[] feed = SharedCases.bytes("19-feed-redirects", "feed.xml");
    List<String> codes = new ArrayList<>(List.of("301 /moved", "302 /final", "308 /last"));
    feeds.server.page =
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String hop =
              switch (path) {
                case "/feed" -> codes.get(0);
                case "/moved" -> codes.get(1);
                case "/final" -> codes.get(2);
                default -> "";
              };
          if (!hop.isEmpty()) {
            exchange.getResponseHeaders().add("Location", hop.substring(4));
            exchange.sendResponseHeaders(Integer.parseInt(hop.substring(0, 3)), -1);
          } else if ("\"e\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
          } else {
            exchange.getResponseHeaders().add("ETag", "\"e\"");
            FeedServer.send(exchange, feed);
          }
        };
    FeedSourceTask task = feeds.task();
    List<Object> keys = new ArrayList<>();
    while (feeds.server.asked.stream().filter(asked -> asked.startsWith("/last")).count() < 3) {
      var some = task.poll();
      if (some != null) {
        some.forEach(record -> keys.add(record.key()));
      }
    }
    assertThat(keys).containsExactly("g1");
    assertThat(feeds.server.asked).contains("/last \"e\" null");
  }

  @Test
  void saysThatAPageIsNoFeed() throws Exception {
    byte[] page = SharedCases.bytes("20-feed-is-html", "feed.xml");
    assertThatThrownBy(
            () ->
                FeedParser.parse(
                    new FeedAnswer.Content(
                        page,
                        WebAddress.absolute("http://a.example/"),
                        "text/html; charset=utf-8",
                        null,
                        null)))
        .isInstanceOf(FeedException.class)
        .hasMessage("gave an HTML page ('Sign in'), no feed; look at the address in a browser");
    feeds.serve(page, "text/html; charset=utf-8");
    FeedSourceTask task = feeds.task();
    assertThat(feeds.all(task)).isEmpty();
    feeds.server.give("\"1\"", FeedServer.rss("a|A|a"));
    assertThat(feeds.all(task)).hasSize(1);
  }

  @Test
  void takesAddressesAsTheyAreWritten() throws Exception {
    Properties given = new Properties();
    given.load(
        new java.io.StringReader(
            new String(
                SharedCases.bytes("21-feed-addresses", "connector.properties"),
                StandardCharsets.UTF_8)));
    assertThat(uri(given.getProperty("feeds"))).hasToString("http://rss_bridge:8080/feed.xml");
    assertThat(uri(given.getProperty("feeds.2")))
        .hasToString("https://xn--bcher-kva.example/rss.xml");
    assertThat(uri(given.getProperty("feeds.3"))).hasToString("https://news.example/rss?tags=a,b");
    assertThatThrownBy(() -> FeedAddress.of(given.getProperty("feeds.4")))
        .hasMessage("'https://news.example/rss?q=ferry harbour' holds a space; write it as %20");
    FeedAddress secret = FeedAddress.of(given.getProperty("feeds.5"));
    assertThat(secret.name()).isEqualTo("https://news.example/rss");
    assertThat(secret.authorization()).contains("Basic dXNlcjpzZWNyZXQ=");
    assertThat(uri(given.getProperty("feeds.6"))).hasToString("https://news.example/rss.xml");
  }

  private static URI uri(String written) {
    return FeedAddress.of(written).web().uri();
  }
}
