package io.qklm.kg.source.dbpedia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Encryption | , encryption is a process. It has uses. | Encryption is a process.
          Coach | s, a coach is an individual. | A coach is an individual.
          Trust law | legal systems, a trust is a relationship. | A trust is a relationship.
          JVC | ), usually referred to as JVC, is a company. | JVC, usually referred to as JVC, is a company.
          Kyoto | is a prefecture of Japan. | Kyoto is a prefecture of Japan.
          BMW | (BMW), is a German manufacturer. | BMW is a German manufacturer.
          Leagues | , see East German league. The system has levels. | The system has levels.
          iPod | iPod is a player. | iPod is a player.
          .50 BMG | The .50 Browning (.50 BMG) is a cartridge. | The .50 Browning (.50 BMG) is a cartridge.
          """)
  void aLostBeginningIsReplaced(String label, String text, String wanted) {
    assertThat(Descriptions.of(text, label)).contains(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Berlin ( , ) is a city . | Berlin is a city.
          Pol Pot,, was a leader ( ; born 1925 ) of Cambodia. | Pol Pot, was a leader (born 1925) of Cambodia.
          The club (founded in 1900 is old. | The club founded in 1900 is old.
          It is big , old ; and dear . | It is big, old; and dear.
          """)
  void emptyBracketsDoubledCommasAndSpacesAreMended(String text, String wanted) {
    assertThat(Descriptions.of(text, "X")).contains(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          He is the 44th and current President of the United States. | He is the 44th President of the United States.
          He is the current captain of the team. | He has been the captain of the team.
          He is an English player who is currently with A.C. Milan and the team. | He is an English player.
          The club is a club of Wolverhampton, and currently playing in the League. | The club is a club of Wolverhampton.
          The county is large, with a population of 319,250 (as of the 2000 census). | The county is large, with a population of 319,250.
          As of 2006, the city has a port. | The city has a port.
          A diode conducts electric current in one direction. | A diode conducts electric current in one direction.
          It is a magazine of current affairs. | It is a magazine of current affairs.
          """)
  void whatWasSoThenIsPastOrLeftOut(String text, String wanted) {
    assertThat(Descriptions.of(text, "X")).contains(wanted);
  }

  @Test
  void boxesAndRemainsOfNothingAreNoDescription() {
    assertThat(Descriptions.of("misc5 = East Division | misc6 = | y1 = 1887", "Pirates")).isEmpty();
    assertThat(Descriptions.of("|", "Departments of Guatemala")).isEmpty();
    assertThat(Descriptions.of("", "Nothing")).isEmpty();
  }

  @Test
  void longSentencesAreCutAtAWord() {
    String text = "A thing is " + "very ".repeat(60) + "long.";
    assertThat(Descriptions.of(text, "Thing").orElseThrow())
        .hasSizeLessThanOrEqualTo(200)
        .endsWith("very…");
  }
}
