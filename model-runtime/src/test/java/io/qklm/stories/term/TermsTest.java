package io.qklm.stories.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import opennlp.tools.stemmer.PorterStemmer;
import org.junit.jupiter.api.Test;

class TermsTest {

  @Test
  void wordsAreComparedWithoutCaseAccentsAndPunctuation() {
    assertThat(Words.of("L'État, c’est MOI!")).containsExactly("l", "etat", "c", "est", "moi");
  }

  @Test
  void scriptsWithoutSpacesGivePairs() {
    assertThat(Words.of("北京市 2026")).containsExactly("北京", "京市", "2026");
  }

  @Test
  void commonWordsAreLessRareThanNames() {
    TermFrequencies language = TermFrequencies.bundled();
    PorterStemmer stemmer = new PorterStemmer();
    double the = language.rarity(TermHash.of("the"));
    double bank = language.rarity(TermHash.of(stemmer.stem("bank")));
    double nobody = language.rarity(TermHash.of("xqzzyv"));
    assertThat(the).isLessThan(0.5);
    assertThat(bank).isBetween(2.0, 6.0);
    assertThat(nobody).isGreaterThan(9);
  }

  @Test
  void aTableReadIsTheTableWritten() throws IOException {
    TermFrequencies table = TermFrequencies.of(1_000, Map.of(7, 10, -3, 900, 5, 2));
    TermFrequencies read = TermFrequencies.read(table.write());
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.rarity(7)).isCloseTo(Math.log(100), within(0.04));
    assertThat(read.write()).isEqualTo(table.write());
    assertThatThrownBy(() -> TermFrequencies.read(new byte[] {1, 2, 3, 4}))
        .hasMessageContaining("does not begin with QTF1");
  }

  @Test
  void aHeadlineCountsTwiceAndStemsAreOneTerm() {
    TermCounts counts =
        new TermReader(TermFrequencies.bundled(), 64).read("Rates", "The rate of rates");
    int rate = TermHash.of("rate");
    int at = java.util.Arrays.binarySearch(counts.terms(), rate);
    assertThat(counts.counts()[at]).isEqualTo(4);
    assertThat(counts.terms()).isSorted();
  }

  @Test
  void ofALongTextTheTellingTermsAreKept() {
    TermCounts counts =
        new TermReader(TermFrequencies.bundled(), 2)
            .read("", "the of and to in symphony the of monastery and to in");
    assertThat(counts.words()).containsExactlyInAnyOrder("symphony", "monastery");
  }

  @Test
  void sumsAndProductsAreThoseOfVectors() {
    TermVector one = new TermVector(new int[] {1, 3, 5}, new float[] {1, 2, 3});
    TermVector other = new TermVector(new int[] {3, 4}, new float[] {10, 1});
    assertThat(one.dot(other)).isEqualTo(20);
    assertThat(one.plus(other).terms()).containsExactly(1, 3, 4, 5);
    assertThat(one.plus(other).weights()).containsExactly(1, 12, 1, 3);
    assertThat(one.plus(other).heaviest(2).terms()).containsExactly(3, 5);
    assertThat(one.cosine(one)).isCloseTo(1, within(1e-9));
    assertThat(one.cosine(TermVector.empty())).isZero();
    assertThat(one.unit().length()).isCloseTo(1, within(1e-6));
  }
}
