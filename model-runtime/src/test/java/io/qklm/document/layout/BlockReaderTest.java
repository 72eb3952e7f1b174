package io.qklm.document.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockReaderTest {

  /** The blocks as "KIND words". */
  private static List<String> read(String text) {
    return BlockReader.blocks(text).stream()
        .map(block -> block.kind() + " " + block.span().in(text).replaceAll("\\s*\\R\\s*", "⏎"))
        .toList();
  }

  @Test
  void headlineBylineTimeAndDatelineAreApart() {
    assertThat(
            read(
                "Harbour reopens after storm\nBy Ida Lund and Per Vik\nPublished 3 May 2025, 07:40"
                    + " GMT\nPORT ELLEN — The harbour reopened on Saturday.\nBoats left at dawn."))
        .containsExactly(
            "HEADING Harbour reopens after storm",
            "BYLINE By Ida Lund and Per Vik",
            "BYLINE Published 3 May 2025, 07:40 GMT",
            "DATELINE PORT ELLEN",
            "PROSE The harbour reopened on Saturday.",
            "PROSE Boats left at dawn.");
  }

  @Test
  void wrappedProseIsOneBlock() {
    assertThat(
            read(
                "The council said on Monday that the old harbour wall\n"
                    + "would be raised before the winter, and that Angela\n"
                    + "Merkel had asked for a report on what it costs."))
        .hasSize(1);
  }

  @Test
  void shortLinesAreNotWrapped() {
    assertThat(read("BOSTON\nLA STARS\nCHICAGO")).hasSize(3);
    assertThat(read("New council meets\nOld council leaves")).hasSize(2);
  }

  @Test
  void listsTablesAndTimesAreItems() {
    assertThat(read("• Ferries stop at ten\n• Trains run all night"))
        .containsExactly("LIST_ITEM • Ferries stop at ten", "LIST_ITEM • Trains run all night");
    assertThat(read("1. Berlin\n2. Paris")).allMatch(block -> block.startsWith("LIST_ITEM"));
    assertThat(read("10:15 The minister arrives\n10:40 She speaks to reporters"))
        .allMatch(block -> block.startsWith("LIST_ITEM"))
        .hasSize(2);
    assertThat(read("Team\tWon\nNorway\t3\nSweden\t2"))
        .containsExactly(
            "TABLE_ROW Team",
            "TABLE_ROW Won",
            "TABLE_ROW Norway",
            "TABLE_ROW 3",
            "TABLE_ROW Sweden",
            "TABLE_ROW 2");
    assertThat(read("Pos Team P W Pts\n1 Ayr 14 10 32\n2 Bute 14 9 30"))
        .allMatch(block -> block.startsWith("TABLE_ROW"))
        .hasSize(3);
  }

  @Test
  void speakersStayApart() {
    assertThat(read("LUND: When does it open?\nVIK: In the spring.\nLUND: Thank you."))
        .containsExactly(
            "PROSE LUND: When does it open?",
            "PROSE VIK: In the spring.",
            "PROSE LUND: Thank you.");
  }

  @Test
  void captionsAndBoilerplateAreTold() {
    for (String line :
        List.of(
            "Advertisement",
            "Read more: Ten walks on the coast",
            "Sign up for our newsletter and never miss a story.",
            "Follow us on Facebook and Twitter",
            "Share this article",
            "We use cookies to improve your experience.",
            "© 2025 The Coast Paper. All rights reserved.",
            "Last updated at 10:14 on 3 May 2025",
            "Reporting by Ida Lund; editing by Per Vik")) {
      assertThat(BlockReader.blocks(line).get(0).kind())
          .as(line)
          .isIn(BlockKind.BOILERPLATE, BlockKind.BYLINE);
    }
    for (String line :
        List.of(
            "Photo: Ida Lund / Coast Paper",
            "Ida Lund (left) with the mayor of Ayr",
            "Pictured: the harbour wall at low tide")) {
      assertThat(BlockReader.blocks(line).get(0).kind()).as(line).isEqualTo(BlockKind.CAPTION);
    }
    for (String line :
        List.of(
            "Readers said that they read more than before.",
            "By Monday the harbour was open again.",
            "The company shares its profits with its workers.",
            "Share prices fell by three percent on Tuesday.")) {
      assertThat(BlockReader.blocks(line).get(0).kind()).as(line).isEqualTo(BlockKind.PROSE);
    }
  }

  @Test
  void allLineEndsOfUnicodeEndLines() {
    assertThat(read("Harbour opens\u2028The wall stands.\u0085Boats left.\u000BGulls came.\fEnd"))
        .hasSize(5);
  }

  @Test
  void tagsThatWereLeftInATextPartBlocks() {
    assertThat(read("<p>The harbour is <b>open</b>.</p><ul><li>From six</li></ul>"))
        .containsExactly("PROSE The harbour is <b>open</b>.", "HEADING From six");
  }

  @Test
  void datelinesInAllForms() {
    for (String text :
        List.of(
            "LONDON, March 3 (Reuters) — The bank waits.",
            "(CNN) -- The bank waits.",
            "WASHINGTON (AP) — The bank waits.",
            "New Delhi, India (CNN) -- The bank waits.",
            "BERLIN - The bank waits.")) {
      List<Block> blocks = BlockReader.blocks(text);
      assertThat(blocks).as(text).hasSize(2);
      assertThat(blocks.get(0).kind()).isEqualTo(BlockKind.DATELINE);
      assertThat(blocks.get(1).span().in(text)).isEqualTo("The bank waits.");
    }
    assertThat(read("SOCCER - SWEDEN BEAT NORWAY .")).hasSize(1);
    assertThat(read("NATO (the alliance) - which has 32 members - met.")).hasSize(1);
    assertThat(read("Angela Merkel (CDU) said no.")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(CNN)|Trams stopped on Monday.",
        "TROMSO (AP) _ |Trams stopped on Monday.",
        "Harlan, Neb. – |Trams stopped on Monday.",
        "Bergen (dpa) - |Trams stopped on Monday.",
        "Lyon, le 4 mai (AFP) – |Les trams se sont tus.",
        "OSLO, Norway, May 4, 2024 /PRNewswire/ -- |Trams Inc. spoke."
      })
  void theDatelineIsNoPartOfTheFirstSentence(String marked) {
    String text = marked.replace("|", "");
    List<Block> blocks = BlockReader.blocks(text);
    assertThat(blocks).extracting(Block::kind).containsExactly(BlockKind.DATELINE, BlockKind.PROSE);
    assertThat(blocks.get(1).span().in(text)).isEqualTo(marked.substring(marked.indexOf('|') + 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Skip to content",
        "14 comments",
        "Comments (3)",
        "4 min read",
        "Listen to this article",
        "Accept all",
        "Loading...",
        "Source: Tram office",
        "Follow @trams on Twitter",
        "This article was amended on 4 May.",
        "By The Tram Press"
      })
  void whatPagesSayAroundATextIsNoProse(String line) {
    String text = line + "\nThe tram stopped on Monday and stood until noon.";
    assertThat(BlockReader.blocks(text).get(0).kind())
        .isIn(BlockKind.BOILERPLATE, BlockKind.BYLINE);
    assertThat(BlockReader.blocks(text).get(1).kind()).isEqualTo(BlockKind.PROSE);
  }

  @Test
  void aLongLineThatHangsGoesOnAndALetteredItemIsOneOfItsOwn() {
    String wrapped = "The tram stood until noon and went on to the north on\nMonday.";
    assertThat(BlockReader.blocks(wrapped)).hasSize(1);
    assertThat(BlockReader.blocks("1) trams\n2) ferries\na) old\nb) new")).hasSize(4);
  }
}
