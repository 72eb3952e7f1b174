package io.qklm.benchmarks.gold;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.EntityAnnotation;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.text.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinkJudgeTest {

  private static final String TEXT = "Cambridge, Massachusetts, and Fleming";
  private static final EntityId TOWN = new EntityId("dbr:Cambridge,_Massachusetts");
  private static final EntityId CITY = new EntityId("dbr:Cambridge");
  private static final EntityId STATE = new EntityId("dbr:Massachusetts");
  private static final EntityId DOCTOR = new EntityId("dbr:Alexander_Fleming");

  private final LinkJudge judge =
      judge(
          Map.of(
              TOWN, List.of("Cambridge, Massachusetts", "Cambridge"),
              CITY, List.of("Cambridge"),
              STATE, List.of("Massachusetts")));

  @Test
  void aLinkIsRightWhereItOverlapsWhatItFits() {
    LinkScore score = judge.judge(List.of(said(0, 24, TOWN)), List.of(town(), state()));
    assertThat(score.said()).isEqualTo(1);
    assertThat(score.wrong()).isZero();
    // The state's name lies within the town's.
    assertThat(score.missed()).isZero();
    assertThat(score.linkable()).isEqualTo(2);
  }

  @Test
  void anotherEntityIsWrongAndMissesTheRightOne() {
    LinkScore score = judge.judge(List.of(said(0, 9, CITY)), List.of(town()));
    assertThat(score.otherEntity()).isEqualTo(1);
    assertThat(score.missed()).isEqualTo(1);
    assertThat(score.refused()).isZero();
    assertThat(score.notFound()).isZero();
    assertThat(score.remarks())
        .containsExactly("'Cambridge': said dbr:Cambridge, meant dbr:Cambridge,_Massachusetts");
  }

  @Test
  void whatTheKnowledgeLacksMustNotBeLinked() {
    LinkScore score = judge.judge(List.of(said(30, 37, CITY)), List.of(doctor()));
    assertThat(score.onNil()).isEqualTo(1);
    assertThat(score.nil()).isEqualTo(1);
    assertThat(score.linkable()).isZero();
    assertThat(judge.judge(List.of(said(30, 37, null)), List.of(doctor())).wrong()).isZero();
  }

  @Test
  void whatCameIntoTheKnowledgeSinceMustBeLinked() {
    LinkJudge later = judge(Map.of(DOCTOR, List.of("Alexander Fleming")));
    LinkScore right = later.judge(List.of(said(30, 37, DOCTOR)), List.of(doctor()));
    assertThat(right.wrong()).isZero();
    assertThat(right.missed()).isZero();
    LinkScore silent = later.judge(List.of(said(30, 37, null)), List.of(doctor()));
    assertThat(silent.refused()).isEqualTo(1);
    assertThat(silent.refusedByName()).isZero();
  }

  @Test
  void aRefusedNameIsToldFromOneThatWasNotFound() {
    LinkScore refused = judge.judge(List.of(said(0, 9, null)), List.of(town()));
    assertThat(refused.refused()).isEqualTo(1);
    assertThat(refused.refusedByName()).isEqualTo(1);
    assertThat(refused.notFound()).isZero();
    LinkScore unfound = judge.judge(List.of(), List.of(town()));
    assertThat(unfound.notFound()).isEqualTo(1);
    assertThat(unfound.refused()).isZero();
  }

  @Test
  void aLinkWhereNoNameStandsIsWrong() {
    assertThat(judge.judge(List.of(said(26, 29, CITY)), List.of(town())).notAName()).isEqualTo(1);
  }

  @Test
  void whatAReaderCouldNotDecideIsRightEitherWay() {
    GoldMention open =
        new GoldMention(
            "d",
            GoldMention.Field.TEXT,
            new Span(0, 9),
            "Cambridge",
            EntityKind.LOC,
            Optional.empty(),
            Optional.empty(),
            Set.of(TOWN),
            false);
    assertThat(judge.judge(List.of(said(0, 9, TOWN)), List.of(open)).wrong()).isZero();
    assertThat(judge.judge(List.of(), List.of(open)).missed()).isZero();
    assertThat(judge.judge(List.of(said(0, 9, CITY)), List.of(open)).wrong()).isEqualTo(1);
  }

  private static LinkJudge judge(Map<EntityId, List<String>> names) {
    return new LinkJudge(entity -> names.getOrDefault(entity, List.of()));
  }

  private static GoldMention town() {
    return gold(0, 9, Optional.of(TOWN), Optional.empty());
  }

  private static GoldMention state() {
    return gold(11, 24, Optional.of(STATE), Optional.empty());
  }

  private static GoldMention doctor() {
    return gold(30, 37, Optional.empty(), Optional.of(DOCTOR));
  }

  private static GoldMention gold(
      int start, int end, Optional<EntityId> entity, Optional<EntityId> outside) {
    return new GoldMention(
        "d",
        GoldMention.Field.TEXT,
        new Span(start, end),
        TEXT.substring(start, end),
        EntityKind.LOC,
        entity,
        outside,
        Set.of(),
        false);
  }

  private static EntityAnnotation said(
      int start, int end, @org.jspecify.annotations.Nullable EntityId entity) {
    return new EntityAnnotation(
        new Span(start, end),
        TEXT.substring(start, end),
        EntityKind.LOC,
        Optional.ofNullable(entity),
        Optional.empty(),
        Optional.empty(),
        1);
  }
}
