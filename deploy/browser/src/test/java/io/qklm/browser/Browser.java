package io.qklm.browser;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window, of this size and scheme. */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser open(int width, int height, boolean phone, boolean dark) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(System.getProperty("qklm.chromium"));
    // Root, as in a container, may not use the sandbox; the page is our own.
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriver driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(System.getProperty("qklm.chromedriver")))
                .usingAnyFreePort()
                .build(),
            options);
    Browser browser = new Browser(driver);
    browser.command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    browser.command(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    return browser;
  }

  private Map<String, Object> command(String name, Map<String, Object> parameters) {
    return driver.executeCdpCommand(name, parameters);
  }

  void go(String address) {
    driver.get(address);
  }

  ChromeDriver driver() {
    return driver;
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** Text of an element, read at once: the page may replace it between two questions. */
  String text(String css) {
    Object text = run("return document.querySelector(arguments[0])?.textContent ?? ''", css);
    return String.valueOf(text);
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Waits until the text of an element contains these words. */
  void awaitText(String css, String words) {
    Awaitility.await(css + " to say '" + words + "'")
        .atMost(PATIENCE)
        .untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(text(css)).contains(words));
  }

  /** What the browser complained of since the last call: scripts, the policy, the network. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Rules of accessibility that the page breaks now, with the places where. */
  @SuppressWarnings("unchecked")
  List<String> inaccessible() throws IOException {
    try (InputStream in =
        Browser.class.getResourceAsStream(
            "/META-INF/resources/webjars/axe-core/"
                + System.getProperty("axe.version")
                + "/axe.min.js")) {
      run(new String(in.readAllBytes(), StandardCharsets.UTF_8) + "; window.axe = axe;");
    }
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    return (List<String>)
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "axe.run().then(found => done(found.violations.map(one => one.id + ': ' +"
                + " one.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | '))),"
                + " failure => done([String(failure)]));");
  }

  /** A picture of the window, or of its head. */
  void picture(Path file, int width, int height) throws IOException {
    Map<String, Object> taken =
        command(
            "Page.captureScreenshot",
            Map.of(
                "format",
                "png",
                "captureBeyondViewport",
                true,
                "clip",
                Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
    Files.write(file, Base64.getDecoder().decode(String.valueOf(taken.get("data"))));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
