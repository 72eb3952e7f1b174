package io.qklm.benchmarks.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qklm.benchmarks.gold.GoldQuestion.Direction;
import io.qklm.benchmarks.questions.AnswerJudge.Kind;
import io.qklm.document.Answer;
import io.qklm.kg.EntityId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerJudgeTest {

  private static boolean right(String said, Kind kind, String gold) {
    Answer answer = new Answer(said, Optional.empty(), Optional.empty(), 1, List.of());
    return AnswerJudge.right(answer, kind, List.of(gold), false);
  }

  @Test
  void numbersAreRightToTheGoldsPrecision() {
    assertThat(right("3,677,472 inhabitants", Kind.NUMBER, "3677472")).isTrue();
    assertThat(right("8,848.86 m", Kind.NUMBER, "8849")).isTrue();
    assertThat(right("8,850 m", Kind.NUMBER, "8849")).isFalse();
    assertThat(right("about", Kind.NUMBER, "3")).isFalse();
  }

  @Test
  void datesAreRightInWords() {
    assertThat(right("17 July 1954", Kind.DATE, "1954-07-17")).isTrue();
    assertThat(right("17 July 1954", Kind.DATE, "1954-07")).isTrue();
    assertThat(right("July 1954", Kind.DATE, "1954-07-17")).isFalse();
    Answer day = new Answer("3 May 1865", Optional.empty(), Optional.empty(), 1, List.of());
    assertThat(AnswerJudge.right(day, Kind.DATE, List.of("1865"), true)).isTrue();
  }

  @Test
  void anEntityIsRightByItsIdAlone() {
    Answer answer =
        new Answer("Oslo", Optional.of(new EntityId("dbr:Oslo")), Optional.empty(), 1, List.of());
    assertThat(AnswerJudge.right(answer, Kind.ENTITY, List.of("dbr:Bergen", "dbr:Oslo"), false))
        .isTrue();
    assertThat(right("dbr:Oslo", Kind.ENTITY, "dbr:Oslo")).isFalse();
    assertThat(right("yes, it is", Kind.TRUTH, "yes")).isTrue();
    assertThat(right("no", Kind.TRUTH, "yes")).isFalse();
  }

  @Test
  void theWordThatAsksIsFound() {
    assertThat(Phrasing.of("In which town is it?")).isEqualTo(Phrasing.WHICH);
    assertThat(Phrasing.of("how big is it")).isEqualTo(Phrasing.HOW);
    assertThat(Phrasing.of("is it big")).isEqualTo(Phrasing.YES_NO);
    assertThat(Phrasing.of("height of it")).isEqualTo(Phrasing.NO_QUESTION_WORD);
  }

  @Test
  void theFitFindsTheClueThatTells() {
    List<LogisticFit.Question> questions = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      // The first clue is always there, the second tells, the third is noise, the fourth is absent.
      double[][] clues = {{1, 1, i / 10 % 2, 0}, {1, 0, (i / 10 + 1) % 2, 0}};
      questions.add(new LogisticFit.Question(clues, new boolean[] {i % 10 > 0, i % 10 == 0}, 1));
    }
    double[] rank = LogisticFit.rank(questions, new double[] {0, 0, 0, 7});
    assertThat(rank[1]).isGreaterThan(1);
    assertThat(rank[2]).isCloseTo(0, within(0.2));
    assertThat(rank[3]).isEqualTo(7);
    double[] sure = LogisticFit.sure(questions, new double[4]);
    double said = 1 / (1 + Math.exp(-LogisticFit.product(sure, questions.get(0).clues()[0])));
    assertThat(said).isCloseTo(0.9, within(0.05));
  }

  @Test
  void aLineOfAnotherFormIsNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("set.txt");
    Files.writeString(file, "Q1\tR57\tQ2\tfilms of one\nQ1\tP57\tfilms\n");
    assertThatThrownBy(() -> SimpleQuestion.read(file)).hasMessageContaining("line 2");
    Files.writeString(file, "Q1\tR57\tQ2\tfilms of one\n");
    assertThat(SimpleQuestion.read(file).get(0).direction()).isEqualTo(Direction.SUBJECT);
  }
}
