package io.qklm.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What a reader of the page does, against the demo as a person starts it. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Breaks what does not escape, and what does not count code points. */
  private static final String HOSTILE =
      "<img src=x onerror=\"document.title='owned'\"> \ud83c\udf89 Angela Merkel came to Berlin on"
          + " Monday, the German chancellor's office said.\n"
          + "</script><script>document.title='owned'</script> Berlin is the capital of Germany.";

  @TempDir private static Path folder;
  private static DemoProcess demo;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    Path knowledge = folder.resolve("knowledge");
    try (DemoProcess build =
        DemoProcess.start(
            folder,
            "kg",
            "build",
            "--source",
            "jsonl=" + SmallKnowledge.write(folder),
            "--output",
            knowledge.toString())) {
      build.awaitEnd();
    }
    demo = DemoProcess.start(folder, "demo", "--port", "0", "--knowledge", knowledge.toString());
    browser = Browser.open(1280, 900, false, false);
    browser.go(demo.address());
  }

  @AfterAll
  static void close() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (demo != null) {
      demo.close();
    }
  }

  @Test
  @Order(1)
  void showsDocumentsAsTheyArrive() throws Exception {
    browser.awaitText("#connection", "live");
    await().atMost(PATIENCE).until(() -> browser.all("#stream button").size() >= 3);
    await().atMost(PATIENCE).until(() -> browser.text("#text").length() > 200);
    assertThat(browser.text("#document-title")).isNotBlank();
    assertThat(browser.all("#summary button")).isNotEmpty();
    assertThat(browser.all("#text mark")).isNotEmpty();
    assertThat(browser.text("#epoch")).startsWith("1 (");
    await().atMost(PATIENCE).until(() -> !browser.all("#rate-chart rect").isEmpty());
    await().atMost(PATIENCE).until(() -> browser.text("#latency").endsWith("s"));
    assertThat(browser.find("#rate-chart").getAttribute("aria-label")).contains("ten seconds");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  @Order(2)
  void keepsStillWhileTheReaderWrites() throws Exception {
    browser.run("document.querySelector('#try-form [name=text]').focus()");
    String title = browser.text("#document-title");
    String newest = newest();
    // Documents take turns every eight seconds, if nobody holds them.
    Thread.sleep(Duration.ofSeconds(9).toMillis());
    await().atMost(PATIENCE).until(() -> !newest().equals(newest));
    Thread.sleep(500);
    assertThat(browser.text("#document-title")).isEqualTo(title);
    browser.run("document.activeElement.blur()");
    await().atMost(PATIENCE).until(() -> !browser.text("#document-title").equals(title));
  }

  @Test
  @Order(3)
  void enrichesATextOfTheReaderAndShowsItWithoutItsMarkup() {
    enrich(browser, HOSTILE);
    assertThat(browser.driver().getTitle()).isEqualTo("QKLM Streams demo");
    assertThat(browser.all("#text img, #text script")).isEmpty();
    assertThat(shownText())
        .isEqualTo(
            "\ud83c\udf89 Angela Merkel came to Berlin on Monday, the German chancellor's office"
                + " said. Berlin is the capital of Germany.");
    List<String> mentions = browser.all("#text .mention").stream().map(PageIT::words).toList();
    assertThat(mentions).contains("Angela Merkel", "Berlin", "Germany");
    assertThat(browser.driver().switchTo().activeElement().getAttribute("id"))
        .isEqualTo("document");
  }

  @Test
  @Order(4)
  void explainsALinkToAReaderWithAKeyboard() {
    WebElement berlin =
        browser.all("#text .mention").stream()
            .filter(mention -> words(mention).equals("Berlin"))
            .findFirst()
            .orElseThrow();
    assertThat(berlin.getAttribute("aria-label")).isEqualTo("Berlin, place, linked to Berlin");
    berlin.sendKeys(Keys.ENTER);
    browser.awaitText("#card .chosen", "capital of Germany");
    assertThat(browser.text("#card")).contains("Q64", "place", "population: 3677472");
    assertThat(browser.text("#card .refused")).contains("town in Maryland").contains("refused");
    assertThat(browser.driver().switchTo().activeElement().getAttribute("id")).isEqualTo("card");
    browser.find("#card .back").sendKeys(Keys.SPACE);
    assertThat(browser.text("#card-title")).startsWith("Entities (");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  @Order(5)
  void publishesAnUpdateAndShowsTheEntityBecomingLinkable() {
    String before = browser.text("#epoch");
    browser.find("#teach-form [type=submit]").click();
    browser.awaitText("#teach-status", "Zephyrine Robotics is linkable since epoch 2");
    assertThat(browser.all("#steps .reached")).hasSize(3);
    browser.awaitText("#document-title", "After: Zephyrine Robotics");
    browser.awaitText("#card .entity-name", "Zephyrine Robotics");
    browser.awaitText("#card .chosen", "makes robots for greenhouses");
    assertThat(browser.text("#epoch")).startsWith("2 (").isNotEqualTo(before);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  @Order(6)
  void saysWhatIsWrongWithWhatWasGiven() {
    WebElement sentence = browser.find("#teach-form [name=sentence]");
    sentence.clear();
    sentence.sendKeys("Nobody is named here.");
    browser.find("#teach-form [type=submit]").click();
    browser.awaitText("#teach-status", "must contain the name");
    // The one complaint is Chromium's own, of an answer that is no success.
    assertThat(browser.complaints()).hasSize(1).allMatch(line -> line.contains("400"));
  }

  @Test
  @Order(7)
  void isWithoutBarriers() throws Exception {
    assertThat(browser.inaccessible()).isEmpty();
    try (Browser dark = Browser.open(1280, 900, false, true)) {
      dark.go(demo.address());
      enrich(dark, HOSTILE);
      dark.find("#text .mention").click();
      dark.awaitText("#card .chosen", "politician");
      assertThat(dark.inaccessible()).isEmpty();
    }
  }

  @Test
  @Order(8)
  void fitsAPhone() throws Exception {
    try (Browser phone = Browser.open(360, 740, true, false)) {
      phone.go(demo.address());
      enrich(phone, HOSTILE);
      assertThat(phone.run("return document.documentElement.scrollWidth")).isEqualTo(360L);
      phone.find("#text .mention").click();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  Boolean.TRUE.equals(
                      phone.run(
                          "const box = document.getElementById('card').getBoundingClientRect();"
                              + "return box.top < innerHeight && box.bottom > 0")));
      assertThat(phone.inaccessible()).isEmpty();
    }
  }

  @Test
  @Order(9)
  void saysThatTheDemoHasEnded() throws Exception {
    demo.stop();
    browser.awaitText("#connection", "the demo has ended");
  }

  private static String newest() {
    return String.valueOf(
        browser.run("return document.querySelector('#stream button').dataset.sequence"));
  }

  /** Sends a text by the form, and waits until it is shown. */
  private static void enrich(Browser with, String text) {
    with.awaitText("#connection", "live");
    // The driver cannot type what lies beyond the basic plane.
    with.run(
        "const field = document.querySelector('#try-form [name=text]');"
            + "field.focus(); field.value = arguments[0]",
        text);
    with.find("#try-form [type=submit]").click();
    with.awaitText("#try-status", "Enriched after");
  }

  /** The document's text as it stands on the page, without what is drawn beside it. */
  private static String shownText() {
    return String.valueOf(
        browser.run(
            "const text = document.getElementById('text').cloneNode(true);"
                + "text.querySelectorAll('[aria-hidden]').forEach(one => one.remove());"
                + "return text.textContent"));
  }

  private static String words(WebElement mention) {
    return String.valueOf(browser.run("return arguments[0].firstChild.textContent", mention));
  }
}
