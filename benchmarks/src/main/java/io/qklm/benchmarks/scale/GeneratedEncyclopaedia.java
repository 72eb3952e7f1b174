package io.qklm.benchmarks.scale;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/**
 * An encyclopaedia of invented pages in the form of a multistream dump: articles with an infobox, a
 * lead, sections, references, a table, links and categories, as long as a mean page is wanted; one
 * redirect to four articles. The same numbers give the same bytes.
 */
final class GeneratedEncyclopaedia {

  private static final int PAGES_A_STREAM = 100;
  private static final int ARTICLES_A_REDIRECT = 4;

  private GeneratedEncyclopaedia() {}

  /**
   * Writes a dump.
   *
   * @param bytesAPage wikitext of an article, about
   * @return bytes of XML
   */
  static long write(Path file, int articles, int bytesAPage, long seed) throws IOException {
    long bytes = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      bytes += stream(out, head());
      StringBuilder pages = new StringBuilder();
      for (int i = 0; i < articles; i++) {
        page(pages, 2L * i + 1, title(i), "", article(i, articles, bytesAPage, seed));
        if (i % ARTICLES_A_REDIRECT == 0) {
          String text = "#REDIRECT [[" + title(i) + "]]\n{{R from alternative name}}";
          page(pages, 2L * i + 2, "Old " + title(i), title(i), text);
        }
        if ((i + 1) % PAGES_A_STREAM == 0 || i + 1 == articles) {
          bytes += stream(out, pages.toString());
          pages.setLength(0);
        }
      }
      bytes += stream(out, "</mediawiki>\n");
    }
    return bytes;
  }

  private static long stream(OutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream stream = new BZip2CompressorOutputStream(packed, 9)) {
      stream.write(bytes);
    }
    packed.writeTo(out);
    return bytes.length;
  }

  private static String head() {
    return "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" version=\"0.11\""
        + " xml:lang=\"en\">\n  <siteinfo>\n    <dbname>simplewiki</dbname>\n"
        + "    <case>first-letter</case>\n    <namespaces>\n"
        + "      <namespace key=\"0\" case=\"first-letter\" />\n"
        + "      <namespace key=\"14\" case=\"first-letter\">Category</namespace>\n"
        + "    </namespaces>\n  </siteinfo>\n";
  }

  private static String title(int number) {
    return GeneratedWords.name(number) + " " + GeneratedWords.name(number / 7 + 11);
  }

  private static void page(StringBuilder out, long id, String title, String to, String text) {
    out.append("  <page>\n    <title>").append(title).append("</title>\n    <ns>0</ns>\n    <id>");
    out.append(id).append("</id>\n");
    if (!to.isEmpty()) {
      out.append("    <redirect title=\"").append(to).append("\" />\n");
    }
    out.append("    <revision>\n      <id>")
        .append(id)
        .append("</id>\n      <model>wikitext</model>\n");
    out.append("      <text xml:space=\"preserve\">");
    out.append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    out.append("</text>\n    </revision>\n  </page>\n");
  }

  private static String article(int number, int articles, int bytes, long seed) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    StringBuilder text = new StringBuilder(bytes + 1_000);
    boolean person = number % 3 == 0;
    int year = 1500 + random.nextInt(500);
    text.append("{{Infobox ").append(person ? "person" : "settlement").append("\n| name = ");
    text.append(title(number)).append('\n');
    if (person) {
      text.append("| birth_date = {{birth date|").append(year).append("|3|4}}\n| birth_place = [[");
    } else {
      text.append("| established_date = ").append(year).append("\n| country = [[");
    }
    text.append(title(GeneratedWords.frequent(random, articles))).append("]]\n}}\n'''");
    text.append(title(number))
        .append("''' is a ")
        .append(person ? "writer" : "town")
        .append(" of ");
    int sentence = 0;
    while (text.length() < bytes) {
      words(text, random, 9);
      int linked = GeneratedWords.frequent(random, articles);
      text.append(
          random.nextInt(3) == 0
              ? "[[" + title(linked) + "|" + GeneratedWords.name(linked) + "]]"
              : "[[" + title(linked) + "]]");
      text.append(' ');
      words(text, random, 6);
      text.append(". ");
      sentence++;
      if (sentence % 5 == 0) {
        text.append("<ref name=\"r")
            .append(sentence)
            .append("\">{{cite web|url=http://a.b/c|title=");
        words(text, random, 4);
        text.append("}}</ref>\n\n");
      }
      if (sentence % 15 == 0) {
        text.append("== ");
        words(text, random, 2);
        text.append(" ==\n* [[").append(title(linked)).append("]] and more\n");
        text.append("{| class=\"wikitable\"\n|-\n| a || [[")
            .append(title(linked))
            .append("]]\n|}\n");
      }
    }
    text.append("\n[[Category:")
        .append(year)
        .append(person ? " births" : " establishments")
        .append("]]\n");
    text.append("[[Category:").append(GeneratedWords.name(number % 900)).append(" things]]\n");
    return text.toString();
  }

  private static void words(StringBuilder text, SplittableRandom random, int count) {
    for (int i = 0; i < count; i++) {
      int word = GeneratedWords.frequent(random, 30_000);
      // Some of them are names that are not linked.
      text.append(random.nextInt(8) == 0 ? GeneratedWords.name(word) : GeneratedWords.word(word));
      text.append(' ');
    }
  }

  /** What a file of this size is called. */
  static String name(int articles, long seed) {
    return String.format(Locale.ROOT, "generated-%d-%d-pages-articles.xml.bz2", articles, seed);
  }
}
