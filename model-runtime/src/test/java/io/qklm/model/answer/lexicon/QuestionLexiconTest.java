package io.qklm.model.answer.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.Relation;
import io.qklm.model.answer.lexicon.AnswerType.Fit;
import io.qklm.model.answer.lexicon.QuestionText.Words;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionLexiconTest {

  private static final QuestionLexicon LEXICON = QuestionLexicon.english();

  @Test
  void everyRelationMeansOneConcept() {
    Set<String> seen = new HashSet<>();
    for (Concept concept : LEXICON.concepts()) {
      assertThat(concept.forward()).as(concept.name()).isNotEmpty();
      assertThat(concept.ids()).as(concept.name()).isNotEmpty();
      concept.ids().forEach(id -> assertThat(seen.add(id)).as(id).isTrue());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "when was X born, X, birth-date, false",
    "where was X born, X, birth-place, false",
    "who was born in X, X, birth-place, true",
    "which firm did X found, X, founder, true",
    "who founded X, X, founder, false",
    "films directed by X, X, director, true",
    "director of X, X, director, false",
    "headquarters of X, X, headquarters, false",
  })
  void aPhraseTellsRelationAndDirection(
      String question, String name, String concept, boolean reversed) {
    QuestionText text = QuestionText.of(question);
    int at = text.words().indexOf("x");
    assertThat(name).isEqualToIgnoringCase(text.words().get(at));
    List<Match> matches = LEXICON.matches(text, new Words(at, at + 1), LEXICON.concepts());
    int most = matches.stream().mapToInt(Match::telling).max().orElse(0);
    assertThat(matches.stream().filter(match -> match.telling() == most).toList())
        .anySatisfy(
            match -> {
              assertThat(match.concept().name()).isEqualTo(concept);
              assertThat(match.reversed()).isEqualTo(reversed);
            });
  }

  @Test
  void wordsBeforeAndBehindTheNameStayThere() {
    Phrase phrase = Phrase.parse("who founded *");
    QuestionText text = QuestionText.of("whom has who founded");
    assertThat(phrase.match(text, new Words(0, 1))).isEmpty();
    assertThat(phrase.match(text, new Words(4, 4))).isPresent();
    assertThatThrownBy(() -> Phrase.parse(" * ")).hasMessageContaining("has no word");
  }

  @Test
  void aRelationThatIsNotKnownIsAskedForByItsLabel() {
    BoundLexicon bound =
        new BoundLexicon(
            LEXICON,
            List.of(
                new Relation("x:1", Map.of("en", "patron saint"), Optional.empty()),
                new Relation("x:2", Map.of("en", "Capital"), Optional.empty()),
                new Relation("qklm:near", Map.of(), Optional.empty())));
    assertThat(bound.concept("x:2").name()).isEqualTo("capital");
    QuestionText text = QuestionText.of("patron saint of genoa");
    assertThat(
            LEXICON.matches(text, new Words(3, 4), bound.live(text)).stream()
                .max(Comparator.comparingInt(Match::telling))
                .map(match -> match.concept().ids()))
        .contains(Set.of("x:1"));
    assertThat(bound.concepts()).noneMatch(concept -> concept.ids().contains("qklm:near"));
  }

  @Test
  void aWrongLineIsNamed() {
    assertThatThrownBy(() -> LexiconReader.read("# fine\nconcpt x\n"))
        .hasMessage("line 2 of the question lexicon: 'concpt' begins no line");
  }

  @Test
  void kindsOfAnswersFit() {
    assertThat(AnswerType.AGENT.fit(AnswerType.ORG)).isEqualTo(Fit.AGREES);
    assertThat(AnswerType.PERSON.fit(AnswerType.ORG)).isEqualTo(Fit.DISAGREES);
    assertThat(AnswerType.TIME.fit(AnswerType.NUMBER)).isEqualTo(Fit.DISAGREES);
    assertThat(AnswerType.PLACE.fit(AnswerType.ORG)).isEqualTo(Fit.OPEN);
    assertThat(AnswerType.ANY.fit(AnswerType.TIME)).isEqualTo(Fit.OPEN);
  }
}
