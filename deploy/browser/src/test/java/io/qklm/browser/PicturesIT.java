package io.qklm.browser;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures of the README, with the starter knowledge: {@code -Dqklm.screenshots=DIR}. */
@EnabledIfSystemProperty(named = "qklm.screenshots", matches = ".+")
class PicturesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String ARTICLE = "Washington lawmakers";

  @TempDir private static Path folder;

  @Test
  void ofThePage() throws Exception {
    Path pictures = Files.createDirectories(Path.of(System.getProperty("qklm.screenshots")));
    try (DemoProcess demo = DemoProcess.start(folder, "demo", "--port", "0")) {
      String address = demo.address();
      try (Browser desktop = Browser.open(1360, 900, false, false)) {
        desktop.go(address);
        // What waited while the job started has come, and the charts have something to show.
        await().atMost(PATIENCE).until(() -> desktop.text("#latency").endsWith(" ms"));
        Thread.sleep(30_000);
        show(desktop);
        desktop.picture(pictures.resolve("page.png"), 1360, 900);
        desktop.find("#teach-form [type=submit]").click();
        desktop.awaitText("#teach-status", "is linkable");
        desktop.awaitText("#card .chosen", "Zephyrine");
        desktop.run("scrollTo(0, 0)");
        desktop.picture(pictures.resolve("page-update.png"), 1360, 1280);
      }
      try (Browser dark = Browser.open(1360, 900, false, true)) {
        dark.go(address);
        show(dark);
        dark.picture(pictures.resolve("page-dark.png"), 1360, 900);
      }
      try (Browser phone = Browser.open(390, 844, true, false)) {
        phone.go(address);
        show(phone);
        phone.run("scrollTo(0, 0)");
        phone.picture(pictures.resolve("page-phone.png"), 390, 844);
      }
    }
  }

  /** Waits until the article comes, and opens the card of one of its links. */
  private static void show(Browser browser) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Boolean.TRUE.equals(
                    browser.run(
                        "const button = [...document.querySelectorAll('#stream button')]"
                            + ".find(one => one.textContent.includes(arguments[0]));"
                            + "button?.click(); return Boolean(button)",
                        ARTICLE)));
    browser.run(
        "[...document.querySelectorAll('#text .mention')]"
            + ".find(one => one.firstChild.textContent === 'Washington').click()");
    browser.awaitText("#card .refused", "Washington");
    browser.run("document.activeElement.blur()");
  }
}
