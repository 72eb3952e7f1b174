package io.qklm.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Names and their tags can be read on every ground they stand on: WCAG 2.2, 1.4.3. */
class PageContrastTest {

  private static final double ENOUGH = 4.5;
  private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6})");
  private static final Pattern SHARE = Pattern.compile("--tint: ([0-9]+)%");
  private static final Pattern HOVER =
      Pattern.compile("button\\.mention:hover \\{[^}]*var\\(--c\\) ([0-9]+)%");
  private static final Pattern TAG =
      Pattern.compile("\\.mention \\.tag \\{[^}]*var\\(--c\\) ([0-9]+)%, var\\(--ink\\)");

  @Test
  void namesAndTagsAreReadableInLightAndDark() throws IOException {
    String css = css();
    int dark = css.indexOf("prefers-color-scheme: dark");
    Map<String, double[]> light = colours(css.substring(0, dark));
    Map<String, double[]> night = new HashMap<>(light);
    night.putAll(colours(css.substring(dark, css.indexOf("box-sizing"))));
    check("light", light, number(SHARE, css.substring(0, dark)), css);
    check("dark", night, number(SHARE, css.substring(dark)), css);
  }

  private static void check(String scheme, Map<String, double[]> colours, double tint, String css) {
    for (String ground : List.of("panel", "mark", "mark-strong")) {
      for (String kind : List.of("per", "org", "loc", "misc", "other")) {
        double[] tag = mix(colours.get(kind), colours.get("ink"), number(TAG, css));
        for (double share : new double[] {tint, number(HOVER, css)}) {
          double[] behind = mix(colours.get(kind), colours.get(ground), share);
          String where = scheme + ", " + kind + " on " + ground + " at " + share;
          assertThat(contrast(tag, behind)).as("the tag, " + where).isGreaterThan(ENOUGH);
          assertThat(contrast(colours.get("ink"), behind))
              .as("the name, " + where)
              .isGreaterThan(ENOUGH);
        }
      }
      double[] chosen = colours.get("panel");
      assertThat(contrast(chosen, colours.get("loc")))
          .as("a chosen name, " + scheme)
          .isGreaterThan(ENOUGH);
    }
  }

  /** A chosen name keeps its colours under the pointer. */
  @Test
  void beingChosenOutranksThePointer() throws IOException {
    String css = css();
    assertThat(css.indexOf(".mention[aria-pressed=\"true\"]:hover"))
        .isGreaterThan(css.indexOf("button.mention:hover"));
  }

  private static String css() throws IOException {
    try (InputStream in = LivePage.class.getResourceAsStream("page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, double[]> colours(String css) {
    Map<String, double[]> colours = new HashMap<>();
    Matcher match = COLOUR.matcher(css);
    while (match.find()) {
      int rgb = Integer.parseInt(match.group(2).substring(1), 16);
      colours.put(
          match.group(1),
          new double[] {(rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0});
    }
    return colours;
  }

  private static double number(Pattern pattern, String css) {
    Matcher match = pattern.matcher(css);
    assertThat(match.find()).as(pattern.pattern()).isTrue();
    return Integer.parseInt(match.group(1)) / 100.0;
  }

  private static double[] mix(double[] one, double[] other, double share) {
    double[] mixed = new double[one.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = one[i] * share + other[i] * (1 - share);
    }
    return mixed;
  }

  private static double contrast(double[] one, double[] other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(double[] colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double value = colour[i];
      sum +=
          weights[i] * (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
