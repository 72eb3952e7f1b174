package io.qklm.kg.source.wikipedia;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Writes a dump in the exact form of MediaWiki's export, version 0.11. */
public final class DumpWriter {

  private static final String HEAD =
      """
      <mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="%s">
        <siteinfo>
          <sitename>Example</sitename>
          <dbname>%s</dbname>
          <base>https://example.org/wiki/Main_Page</base>
          <generator>MediaWiki 1.45.0-wmf.1</generator>
          <case>first-letter</case>
          <namespaces>
            <namespace key="-1" case="first-letter">Special</namespace>
            <namespace key="0" case="first-letter" />
            <namespace key="6" case="first-letter">%s</namespace>
            <namespace key="10" case="first-letter">Template</namespace>
            <namespace key="14" case="first-letter">%s</namespace>
          </namespaces>
        </siteinfo>
      """;

  private final String head;
  private final List<String> pages = new ArrayList<>();
  private int next = 1;

  public DumpWriter(String database, String file, String category) {
    this.head = HEAD.formatted(database.substring(0, 2), database, file, category);
  }

  public static DumpWriter english() {
    return new DumpWriter("enwiki", "File", "Category");
  }

  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** An article; its number. */
  public int page(String title, String text) {
    return page(0, title, "", text);
  }

  /** A page; its number. */
  public int page(int namespace, String title, String redirect, String text) {
    int id = next++;
    pages.add(
        "  <page>\n    <title>"
            + escaped(title)
            + "</title>\n    <ns>"
            + namespace
            + "</ns>\n    <id>"
            + id
            + "</id>\n"
            + (redirect.isEmpty() ? "" : "    <redirect title=\"" + escaped(redirect) + "\" />\n")
            + "    <revision>\n      <id>"
            + (9_000_000L + id)
            + "</id>\n      <parentid>1</parentid>\n      <timestamp>2026-01-01T00:00:00Z</timestamp>\n"
            + "      <contributor>\n        <username>Writer</username>\n        <id>7</id>\n"
            + "      </contributor>\n      <comment>made &amp; checked</comment>\n"
            + "      <origin>1</origin>\n      <model>wikitext</model>\n"
            + "      <format>text/x-wiki</format>\n      <text bytes=\""
            + text.getBytes(StandardCharsets.UTF_8).length
            + "\" sha1=\"0\" xml:space=\"preserve\">"
            + escaped(text)
            + "</text>\n      <sha1>0</sha1>\n    </revision>\n  </page>\n");
    return id;
  }

  /** Anything between two pages. */
  public void raw(String xml) {
    pages.add(xml);
  }

  public String xml() {
    return head + String.join("", pages) + "</mediawiki>\n";
  }

  public Path plain(Path file) throws IOException {
    return Files.writeString(file, xml());
  }

  /**
   * As {@code pages-articles-multistream.xml.bz2}: head, pages in groups, and end, each a stream.
   */
  public Path multistream(Path file, int pagesAStream) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(stream(head));
      for (int i = 0; i < pages.size(); i += pagesAStream) {
        out.write(
            stream(String.join("", pages.subList(i, Math.min(pages.size(), i + pagesAStream)))));
      }
      out.write(stream("</mediawiki>\n"));
    }
    return file;
  }

  private static byte[] stream(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new BZip2CompressorOutputStream(bytes, 1)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
