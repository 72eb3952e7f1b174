package io.qklm.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.qklm.kg.EntityKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GumDocumentsTest {

  private static final String DOCUMENTS =
      """
      # newdoc id = GUM_news_late
      # text = Danish actor Ann Lee isn't home.
      1\tDanish\tDanish\tADJ\tJJ\t_\t2\tamod\t_\tEntity=(1-person-new-sssss-cf1-2-sgl-Ann_Lee
      2\tactor\tactor\tNOUN\tNN\t_\t5\tnsubj\t_\t_
      3\tAnn\tAnn\tPROPN\tNNP\t_\t2\tappos\t_\t_
      4\tLee\tLee\tPROPN\tNNP\t_\t3\tflat\t_\tEntity=1)
      5-6\tisn't\t_\t_\t_\t_\t_\t_\t_\t_
      5\tis\tbe\tAUX\tVBZ\t_\t0\troot\t_\t_
      6\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_
      7\thome\thome\tADV\tRB\t_\t5\tadvmod\t_\tSpaceAfter=No
      8\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_

      # newdoc id = GUM_news_early
      # newpar
      # text = Mayor Bo Ng left Italy's Bank of New Rome.
      1\tMayor\tmayor\tPROPN\tNNP\t_\t2\tcompound\t_\tEntity=(1-person-new-sssss-cf1-1,2,3-sgl
      2\tBo\tBo\tPROPN\tNNP\t_\t4\tnsubj\t_\t_
      3\tNg\tNg\tPROPN\tNNP\t_\t2\tflat\t_\tEntity=1)
      4\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
      5\tItaly\tItaly\tPROPN\tNNP\t_\t7\tnmod:poss\t_\tEntity=(3-organization-new-sssss-cf1-3-sgl-Bank%2C_of_Rome(2-place-new-sssss-cf1-1-sgl-Italy|SpaceAfter=No
      6\t's\t's\tPART\tPOS\t_\t5\tcase\t_\tEntity=2)
      7\tBank\tbank\tPROPN\tNNP\t_\t4\tobj\t_\t_
      8\tof\tof\tADP\tIN\t_\t10\tcase\t_\t_
      9\tNew\tnew\tADJ\tJJ\t_\t10\tamod\t_\tEntity=(4-place-new-sssss-cf1-1-sgl
      10\tRome\tRome\tPROPN\tNNP\t_\t7\tnmod\t_\tEntity=4)3)|SpaceAfter=No
      11\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

      # newpar
      # text = The Republican slept in May.
      1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-person-giv-sssss-cf1-2-sgl-Bo_Ng
      2\tRepublican\tRepublican\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=1)
      3\tslept\tsleep\tVERB\tVBD\t_\t0\troot\t_\t_
      4\tin\tin\tADP\tIN\t_\t5\tcase\t_\t_
      5\tMay\tMay\tPROPN\tNNP\t_\t3\tobl\t_\tEntity=(5-time-new-sssss-cf1-1-sgl)|SpaceAfter=No
      6\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

      # newdoc id = GUM_news_kept
      # text = Rome
      1\tRome\tRome\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(1-place-new-sssss-cf1-1-sgl-Rome)

      # newdoc id = GUM_fiction_closed
      # text = Rome
      1\tRome\tRome\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(1-place-new-sssss-cf1-1-sgl-Rome)
      """;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("splits.md"),
        """
        # Splits

        ## dev

          * GUM_news_late

        ## test

          * GUM_news_kept

        ## train

          * GUM_news_early
          * GUM_fiction_closed
        """);
    Files.writeString(
        folder.resolve("wiki_map.tab"),
        "#FormattedTitle\tURLTitle\tWikidataID\tDateUpdated\nItaly\tItaly\tQ38\t2025\n"
            + "Bank%2C_of_Rome\tBank%2C_of_Rome\tQ5\t2025\n");
  }

  private List<AnnotatedText> read(String documents) throws IOException {
    return GumDocuments.read(Files.writeString(folder.resolve("gum.conllu"), documents));
  }

  @Test
  void openGenresAreReadWithoutTheTestPartDevLast() throws IOException {
    assertThat(read(DOCUMENTS))
        .extracting(AnnotatedText::id)
        .containsExactly("GUM_news_early", "GUM_news_late");
  }

  @Test
  void namesAreWhatIsWrittenLikeOne() throws IOException {
    AnnotatedText early = read(DOCUMENTS).get(0);
    assertThat(early.text())
        .isEqualTo("Mayor Bo Ng left Italy's Bank of New Rome.\n\nThe Republican slept in May.");
    assertThat(early.names().orElseThrow())
        .extracting(name -> name.span().in(early.text()), name -> name.kind())
        .containsExactly(
            tuple("Bo Ng", EntityKind.PER),
            tuple("Italy", EntityKind.LOC),
            tuple("Bank of New Rome", EntityKind.ORG));
    AnnotatedText late = read(DOCUMENTS).get(1);
    assertThat(late.text()).isEqualTo("Danish actor Ann Lee isn't home.");
    assertThat(late.names().orElseThrow())
        .extracting(name -> name.span().in(late.text()), name -> name.kind())
        .containsExactly(tuple("Danish", EntityKind.MISC), tuple("Ann Lee", EntityKind.PER));
  }

  @Test
  void namesWithPagesAreLinkedTheOthersMeanNothing() throws IOException {
    AnnotatedText early = read(DOCUMENTS).get(0);
    assertThat(early.allLinked()).isFalse();
    assertThat(early.links().orElseThrow())
        .extracting(link -> link.span().in(early.text()), AnnotatedText.GoldLink::ids)
        .containsExactly(
            tuple("Bo Ng", Set.of()),
            tuple("Italy", Set.of("Q38", "dbr:Italy")),
            tuple("Bank of New Rome", Set.of("Q5", "dbr:Bank,_of_Rome")));
    // Which entity "Danish" means is not told.
    assertThat(read(DOCUMENTS).get(1).links().orElseThrow()).hasSize(1);
  }

  @Test
  void aBrokenLineIsToldByNumber() {
    assertThatThrownBy(() -> read("# newdoc id = GUM_news_early\n# text = A\n1\tB\n"))
        .hasMessageContaining("gum.conllu, line 3: 2 columns where CoNLL-U has 10");
    assertThatThrownBy(
            () ->
                read(
                    "# newdoc id = GUM_news_early\n# text = A\n"
                        + "1\tB\tB\tX\t_\t_\t0\t_\t_\t_\n"))
        .hasMessageContaining("line 3: the text does not go on with 'B'");
  }
}
