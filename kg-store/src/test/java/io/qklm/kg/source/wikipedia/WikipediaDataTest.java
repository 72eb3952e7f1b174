package io.qklm.kg.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.kg.source.Gathered;
import io.qklm.kg.source.SourcePosition;
import io.qklm.kg.source.lines.SourceFile;
import io.qklm.kg.source.wikipedia.markup.Namespaces;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pages, held against counts that are made in another way. */
class WikipediaDataTest {

  @TempDir Path folder;

  private static Gathered read(Path file) throws IOException {
    return Gathered.of(
        new WikipediaSource(SourceFile.of(file), Optional.empty(), WikipediaOptions.defaults()));
  }

  /** Articles written back as a dump give the counts that their own links give. */
  @Test
  void countsLinksAsTheArticlesHaveThem() throws IOException {
    Path data = Gathered.shared("linking/simplewiki-2007");
    Namespaces titles = new Namespaces(Map.of(), false);
    DumpWriter dump = new DumpWriter("simplewiki", "File", "Category");
    Map<String, Double> expected = new TreeMap<>();
    Map<String, Double> pages = new TreeMap<>();
    ObjectMapper json = new ObjectMapper();
    long links = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(data.resolve("articles.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // Every sixth keeps the test short.
        if (number++ % 6 != 0) {
          continue;
        }
        JsonNode article = json.readTree(line);
        if (article.get("title").textValue().endsWith(" (disambiguation)")) {
          continue;
        }
        StringBuilder text = new StringBuilder();
        Map<String, Boolean> linked = new HashMap<>();
        for (JsonNode block : article.get("blocks")) {
          String words = block.get(1).textValue();
          text.append(prefix(block.get(0).textValue()));
          int at = 0;
          for (JsonNode link : block.get(2)) {
            int start = words.offsetByCodePoints(0, link.get(0).intValue());
            int end = words.offsetByCodePoints(0, link.get(1).intValue());
            String surface = words.substring(start, end);
            String title = link.get(2).textValue();
            text.append(literal(words.substring(at, start)))
                .append("[[")
                .append(title)
                .append('|')
                .append(literal(surface))
                .append("]]");
            // What follows a link in small letters would belong to it.
            if (end < words.length() && Character.isLowerCase(words.charAt(end))) {
              text.append("<nowiki/>");
            }
            String id = "simplewiki:" + titles.title(title).replace(' ', '_');
            expected.merge(surface.strip() + " -> " + id, 1.0, Double::sum);
            if (linked.put(id, true) == null) {
              pages.merge("LINKS " + id, 1.0, Double::sum);
            }
            links++;
            at = end;
          }
          text.append(literal(words.substring(at))).append("\n\n");
        }
        dump.page(article.get("title").textValue(), text + "{{stub}}");
      }
    }
    Gathered read = read(dump.multistream(folder.resolve("simple.xml.bz2"), 100));
    assertThat(read.problems).isEmpty();
    assertThat(links).isGreaterThan(30_000);
    assertThat(different(read.surfaces, expected)).isEmpty();
    assertThat(different(read.prominence, pages)).isEmpty();
  }

  /** The first pairs in which two counts differ. */
  private static java.util.List<String> different(
      Map<String, Double> counted, Map<String, Double> expected) {
    java.util.Set<String> all = new java.util.TreeSet<>(counted.keySet());
    all.addAll(expected.keySet());
    return all.stream()
        .filter(key -> !counted.getOrDefault(key, 0.0).equals(expected.getOrDefault(key, 0.0)))
        .map(key -> key + ": " + counted.get(key) + " counted, " + expected.get(key) + " written")
        .limit(10)
        .toList();
  }

  private static String prefix(String kind) {
    return switch (kind) {
      case "li" -> "* ";
      case "dd" -> ": ";
      case "dt" -> "; ";
      default -> "";
    };
  }

  /** Marks of wikitext in a text stand between tags that say so. */
  private static String literal(String text) {
    return text.replaceAll("([\\[\\]{}|<>&'_=*#:;]+)", "<nowiki>$1</nowiki>");
  }

  /** The given pieces of real dumps: pages, redirects and links by regular expressions. */
  @Test
  void readsRealPieces() throws IOException {
    Path data = Gathered.shared("kg/mediawiki-samples");
    piece(
        data.resolve("enwiki-latest-pages-articles1.xml-p000000010p000030302-shortened.bz2"),
        StandardCharsets.UTF_8);
    piece(data.resolve("bgwiki-latest-pages-articles-shortened.xml.bz2"), StandardCharsets.UTF_16);
    piece(data.resolve("enwiki-table-markup.xml.bz2"), StandardCharsets.UTF_8);
  }

  private void piece(Path file, java.nio.charset.Charset charset) throws IOException {
    String xml;
    try (InputStream in = new BZip2CompressorInputStream(Files.newInputStream(file), true)) {
      // Not readAllBytes: this stream takes a read of no bytes for its end.
      java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
      in.transferTo(bytes);
      xml = bytes.toString(charset);
    }
    Gathered read = read(Files.writeString(folder.resolve("piece.xml"), xml));
    assertThat(read.problems).isEqualTo(read.incomplete);
    long redirects = count(xml, "<ns>0</ns>\\s*<id>[0-9]+</id>\\s*<redirect title=");
    long pages = count(xml, "<page>");
    String note = read.notes.get(read.notes.size() - 1);
    long told = 0;
    Matcher numbers =
        Pattern.compile("([0-9]+) (?:articles|redirects to|disambig|lists|pages)").matcher(note);
    while (numbers.find()) {
      told += Long.parseLong(numbers.group(1));
    }
    assertThat(told).as(file + " of " + xml.length() + " characters: " + note).isEqualTo(pages);
    long named =
        read.same.size()
            + number(note, "redirects to sections")
            + number(note, "redirects to what");
    assertThat(named).as(note).isEqualTo(redirects);
    // Links outside of templates, tables and references are a part of all that stands in brackets.
    long brackets = count(xml, "\\[\\[(?![^\\]|]*:)");
    double links = read.surfaces.values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(links).as(note).isLessThanOrEqualTo((double) brackets).isPositive();
  }

  private static long number(String note, String what) {
    Matcher found = Pattern.compile("([0-9]+) " + what).matcher(note);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  private static long count(String text, String regex) {
    return Pattern.compile(regex).matcher(text).results().count();
  }

  /** From every place that reading tells, the rest is the rest. */
  @Test
  void goesOnFromEveryPlace() throws IOException {
    DumpWriter dump = DumpWriter.english();
    for (int i = 0; i < 9_000; i++) {
      dump.page("Page " + i, "Of [[Page " + i * 7 % 50 + "|some " + i % 13 + "]] and more words.");
    }
    for (Path file :
        new Path[] {
          dump.multistream(folder.resolve("a.xml.bz2"), 100), dump.plain(folder.resolve("a.xml"))
        }) {
      WikipediaSource source =
          new WikipediaSource(SourceFile.of(file), Optional.empty(), WikipediaOptions.defaults());
      java.util.List<SourcePosition> places = new java.util.ArrayList<>();
      java.util.List<Map<String, Double>> before = new java.util.ArrayList<>();
      Gathered whole =
          new Gathered() {
            @Override
            public void reached(java.util.function.Supplier<SourcePosition> place) {
              places.add(place.get());
              before.add(new TreeMap<>(surfaces));
            }
          };
      source.readInto(whole);
      assertThat(places).hasSize(4);
      for (int i = 0; i < places.size(); i++) {
        Gathered rest = new Gathered();
        rest.surfaces.putAll(before.get(i));
        source.readInto(rest, places.get(i));
        assertThat(rest.surfaces).isEqualTo(whole.surfaces);
        assertThat(rest.notes).isEqualTo(whole.notes);
        assertThat(rest.entities).hasSize(9_000 - (int) places.get(i).lines());
      }
    }
  }
}
