package io.qklm.kg.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.source.Gathered;
import io.qklm.kg.source.lines.SourceFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WikipediaSourceTest {

  private static final String ADA =
      """
      {{Short description|Engineer}}
      {{Infobox scientist
      | name = Ada Example
      | birth_date = {{birth date|1815|12|10|df=y}}
      | birth_place = [[Berlin]], [[Germany]]
      | death_date = 27 November 1852
      | country = [[Germany]]
      }}
      '''Ada Example''', called '''The Countess''', was an engineer in [[Berlin]]. She built a
      [[difference engine|machine]] at [[Berlin]] for [[Charles Babbage|Babbage]].

      == Life ==
      She met [[Charles Babbage]].
      [[Category:1815 births]] [[Category:German engineers]]
      """;

  @TempDir Path folder;

  private static Gathered read(Path file, Optional<Path> ids) throws IOException {
    return Gathered.of(
        new WikipediaSource(
            SourceFile.of(file), ids.map(SourceFile::of), WikipediaOptions.defaults()));
  }

  private Gathered read(DumpWriter dump) throws IOException {
    return read(dump.plain(folder.resolve("dump.xml")), Optional.empty());
  }

  @Test
  void makesAnEntityOfAnArticle() throws IOException {
    DumpWriter dump = DumpWriter.english();
    dump.page("Ada Example", ADA);
    Gathered read = read(dump);
    assertThat(read.problems).isEmpty();
    assertThat(read.incomplete).isEmpty();
    Entity ada = read.entities.get("dbr:Ada_Example");
    assertThat(ada)
        .isEqualTo(
            new Entity(
                new EntityId("dbr:Ada_Example"),
                java.util.Map.of("en", "Ada Example"),
                java.util.Map.of("en", java.util.List.of("The Countess")),
                java.util.Map.of(
                    "en", "Ada Example, called The Countess, was an engineer in Berlin."),
                java.util.List.of("scientist", "German engineers"),
                EntityKind.PER,
                0));
    assertThat(read.objects("dbr:Ada_Example", "P569"))
        .containsExactly(new FactObject.Time(1815, 12, 10, 11));
    assertThat(read.objects("dbr:Ada_Example", "P570"))
        .containsExactly(new FactObject.Time(1852, 11, 27, 11));
    assertThat(read.objects("dbr:Ada_Example", "P19"))
        .containsExactly(new FactObject.OfEntity(new EntityId("dbr:Berlin")));
    assertThat(read.objects("dbr:Ada_Example", "P27"))
        .containsExactly(new FactObject.OfEntity(new EntityId("dbr:Germany")));
    assertThat(read.objects("dbr:Ada_Example", PageLinks.LEAD))
        .extracting(FactObject::plain)
        .containsExactly("dbr:Berlin", "dbr:Charles_Babbage", "dbr:Difference_engine");
    assertThat(read.surfaces)
        .containsEntry("Berlin -> dbr:Berlin", 2.0)
        .containsEntry("machine -> dbr:Difference_engine", 1.0)
        .containsEntry("Babbage -> dbr:Charles_Babbage", 1.0)
        .hasSize(4);
    assertThat(read.prominence).containsEntry("LINKS dbr:Berlin", 1.0).hasSize(3);
    assertThat(read.relations.get(PageLinks.PAGE)).matches(Relation::forResolutionOnly);
  }

  @ParameterizedTest
  @CsvSource({
    "enwiki, #REDIRECT [[Berlin]]",
    "dewiki, #WEITERLEITUNG [[Berlin]]",
    "zhwiki, #重定向 [[berlin]]",
    "ruwiki, #перенаправление [[Berlin|x]]",
    "enwiki, #redirect: [[:Berlin]] {{R from alternative name}}",
  })
  void takesRedirectsForNames(String wiki, String text) throws IOException {
    DumpWriter dump = new DumpWriter(wiki, "File", "Category");
    dump.page("Spree-Athen (city)", text);
    Gathered read = read(dump);
    String id = wiki.equals("enwiki") ? "dbr:" : wiki + ":";
    assertThat(read.same).containsEntry(id + "Spree-Athen_(city)", id + "Berlin").hasSize(1);
    assertThat(read.names).containsExactly("Spree-Athen -> " + id + "Berlin");
    assertThat(read.entities).isEmpty();
  }

  @Test
  void redirectsToSectionsAndElsewhereNameNothing() throws IOException {
    DumpWriter dump = DumpWriter.english();
    dump.page(0, "Old town", "Berlin", "#REDIRECT [[Berlin#Centre]]");
    dump.page(0, "Help me", "Help:Me", "#REDIRECT [[Help:Me]]");
    dump.page(0, "Silent", "Berlin", "");
    dump.page(0, "Loop", "Loop", "#REDIRECT [[Loop]]");
    dump.page(10, "Template:R", "Template:S", "#REDIRECT [[Template:S]]");
    Gathered read = read(dump);
    assertThat(read.same).containsOnlyKeys("dbr:Silent");
    assertThat(read.notes)
        .singleElement()
        .asString()
        .contains(
            "1 redirects to articles, 1 redirects to sections, which name no entity, 2 redirects to"
                + " what is no article, 1 pages of other namespaces");
  }

  @Test
  void disambiguationsNameWhatTheirItemsBeginWith() throws IOException {
    DumpWriter dump = DumpWriter.english();
    dump.page(
        "Mercury",
        "'''Mercury''' may be:\n* [[Mercury (planet)]], near the [[Sun]]\n* ''[[Mercury (film)|M]]''\n"
            + "* a ship, [[HMS Example]]\n{{disambiguation}}");
    dump.page("List of planets", "* [[Mercury (planet)|Mercury]]");
    Gathered read = read(dump);
    assertThat(read.entities).isEmpty();
    assertThat(read.names)
        .containsExactly("Mercury -> dbr:Mercury_(planet)", "Mercury -> dbr:Mercury_(film)");
    assertThat(read.surfaces).containsOnlyKeys("Mercury -> dbr:Mercury_(planet)");
  }

  @Test
  void knowsPagesByWikidataOrByTheirEnglishTitle() throws IOException {
    DumpWriter dump = new DumpWriter("simplewiki", "File", "Category");
    int ada = dump.page("Ada", "'''Ada''' was an engineer of note. [[Berlin]]");
    dump.page("Berlin", "'''Berlin''' is a city of some size.");
    Path file = dump.plain(folder.resolve("dump.xml"));
    Path props =
        Files.writeString(
            folder.resolve("page_props.sql"),
            "CREATE TABLE `page_props` (...);\nINSERT INTO `page_props` VALUES (9,'displaytitle','it\\'s"
                + " (1,\\\\',NULL),("
                + ada
                + ",'wikibase_item','Q7259',NULL);\nINSERT INTO `page_props` VALUES"
                + " (8,'wikibase_item','Q64',NULL);\n");
    Gathered read = read(file, Optional.of(props));
    assertThat(read.entities).containsOnlyKeys("Q7259", "simplewiki:Berlin");
    assertThat(read.same).containsEntry("simplewiki:Ada", "Q7259").hasSize(1);
    assertThat(read.objects("Q7259", PageLinks.LEAD))
        .containsExactly(new FactObject.OfEntity(new EntityId("simplewiki:Berlin")));
    Path links = folder.resolve("langlinks.sql.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(links))) {
      out.write(
          "INSERT INTO `langlinks` VALUES (1,'de','Ada'),(1,'en','Ada Lovelace'),(2,'en','Berlin');"
              .getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read(file, Optional.of(links)).entities)
        .containsOnlyKeys("dbr:Ada_Lovelace", "dbr:Berlin");
    Path cut =
        Files.writeString(folder.resolve("cut.sql"), "INSERT INTO `page_props` VALUES (1,'wi");
    assertThat(read(file, Optional.of(cut)).incomplete)
        .containsExactly(cut + ": the table ends within a row; fetch it again");
    Path other = Files.writeString(folder.resolve("other.sql"), "INSERT INTO `page` VALUES (1,0);");
    assertThatThrownBy(() -> read(file, Optional.of(other)))
        .hasMessageContaining("it is the table 'page'; page_props and langlinks name ids of pages");
  }

  @Test
  void tellsPagesThatAreNoXmlAndGoesOn() throws IOException {
    DumpWriter dump = DumpWriter.english();
    dump.page("One", "'''One''' is a number of some sort.");
    dump.raw("  <page>\n    <title>Two</title>\n    <ns>0</ns><id>5</id><oops>\n  </page>\n");
    dump.raw("  <page>\n    <title>Three</title>\n    <ns>0</ns>\n");
    dump.page("Four", "'''Four''' is a number of some sort.");
    dump.raw("  <page>\n    <title>Five &unknown;</title>\n  </page>\n");
    dump.raw("  <page><ns>0</ns></page>\n");
    dump.page("Six", "'''Six''' is a number of some sort.");
    Gathered read = read(dump);
    assertThat(read.entities).containsOnlyKeys("dbr:One", "dbr:Four", "dbr:Six");
    assertThat(read.problems).hasSize(4);
    assertThat(read.problems.get(0)).contains("dump.xml: page 2: the page is no XML: ", "('Two')");
    assertThat(read.problems.get(1))
        .contains("page 3: the page does not end before the next begins ('Three')");
    assertThat(read.problems.get(3)).contains("page 6: the page has no title");
    assertThat(read.incomplete).isEmpty();
  }

  @Test
  void refusesEntitiesThatLeadElsewhere() throws IOException {
    Path file = folder.resolve("dump.xml");
    Files.writeString(
        file,
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><mediawiki><page><title>A&x;</title>"
            + "<ns>0</ns><revision><text>&x;</text></revision></page></mediawiki>");
    Gathered read = read(file, Optional.empty());
    assertThat(read.problems).singleElement().asString().contains("the page is no XML");
    assertThat(read.entities).isEmpty();
  }

  @Test
  void readsAPageOfTenMegabytesAndTellsALongerOne() throws IOException {
    DumpWriter dump = DumpWriter.english();
    dump.page(
        "Long",
        "'''Long''' is a page of some size. " + "[[Word|a word]] and more. ".repeat(400_000));
    dump.page("Short", "'''Short''' is a page of some size.");
    Gathered read = read(dump);
    assertThat(read.entities).containsOnlyKeys("dbr:Long", "dbr:Short");
    assertThat(read.surfaces).containsEntry("a word -> dbr:Word", 400_000.0);
    Path longer = folder.resolve("longer.xml");
    try (OutputStream out = Files.newOutputStream(longer)) {
      out.write("<mediawiki><page><title>Endless</title><text>".getBytes(StandardCharsets.UTF_8));
      byte[] megabyte = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < (DumpReader.MAX_PAGE_BYTES >> 20) + 1; i++) {
        out.write(megabyte);
      }
      out.write(
          "</text></page><page><title>Next</title><ns>0</ns><revision><text>Some words.</text></revision></page></mediawiki>"
              .getBytes(StandardCharsets.UTF_8));
    }
    Gathered told = read(longer, Optional.empty());
    assertThat(told.problems)
        .singleElement()
        .asString()
        .endsWith("page 1: the page is longer than the 64 MB that are read ('Endless')");
    assertThat(told.entities).containsOnlyKeys("wiki:Next");
  }

  @Test
  void tellsADumpThatWasCutAnywhere() throws IOException {
    DumpWriter dump = DumpWriter.english();
    for (int i = 0; i < 12; i++) {
      dump.page("Page " + i, "'''Page " + i + "''' is about [[Page " + (i + 1) + "]] and more.");
    }
    byte[] plain = Files.readAllBytes(dump.plain(folder.resolve("plain.xml")));
    byte[] packed = Files.readAllBytes(dump.multistream(folder.resolve("packed.bz2"), 4));
    for (byte[] whole : new byte[][] {plain, packed}) {
      int told = 0;
      for (int cut = 0; cut < whole.length - 16; cut += whole.length / 60) {
        Path file = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, cut));
        Gathered read = read(file, Optional.empty());
        assertThat(read.incomplete).as("cut at %s of %s", cut, whole.length).hasSize(1);
        assertThat(read.problems).isEqualTo(read.incomplete);
        told++;
      }
      assertThat(told).isGreaterThan(50);
    }
  }

  @Test
  void saysWhatIsNoDump() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "id\tlabel\nQ1\tone\n");
    assertThatThrownBy(() -> read(text, Optional.empty()))
        .hasMessage(
            text
                + " is no dump of a wiki: it does not begin with XML; pages-articles.xml.bz2 is one");
    Path wide = folder.resolve("wide.xml");
    Files.write(wide, "<mediawiki><page>".getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> read(wide, Optional.empty()))
        .hasMessage(
            wide + " is written in UTF-16, and dumps are UTF-8; convert it with 'iconv -t UTF-8'");
    assertThatThrownBy(() -> read(folder.resolve("none"), Optional.empty()))
        .hasMessage("there is no file " + folder.resolve("none") + " to read knowledge from");
  }
}
