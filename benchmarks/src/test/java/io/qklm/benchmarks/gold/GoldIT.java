package io.qklm.benchmarks.gold;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.benchmarks.gold.GoldQuestion.Direction;
import io.qklm.benchmarks.gold.GoldQuestion.Shape;
import io.qklm.deploy.Distribution;
import io.qklm.deploy.starter.StarterKnowledge;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.EntityId;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The gold beside the starter knowledge, and the shipped engine beside the gold. */
class GoldIT {

  private static final Path GOLD = Path.of("gold");
  private static final String REWRITE =
      "the starter knowledge changed; read the line again and write its gold anew by hand";

  private static KnowledgeSnapshot snapshot;
  private static GoldFacts facts;

  @BeforeAll
  static void openStarterKnowledge() throws IOException {
    Distribution distribution =
        new Distribution(Path.of(System.getProperty("qklm.dist")).normalize());
    snapshot =
        KnowledgeSnapshot.open(
            new StarterKnowledge(distribution).ensure(Terminal.plain(System.out, System.err)));
    facts = new GoldFacts(snapshot);
  }

  @AfterAll
  static void close() {
    snapshot.close();
  }

  @Test
  void theShippedEngineLinksTheSampleNewsNoWorseThanRecorded() throws Exception {
    SampleRun run =
        SampleRun.of(ModelBundle.bundled(), snapshot, GOLD.resolve(SampleGoldCommand.LINKS));
    SampleBound recorded = SampleBound.read(GOLD.resolve(SampleGoldCommand.BOUND));
    assertThat(recorded.exceededBy(run))
        .as("'benchmarks/run sample-gold' prints what is wrong, mention by mention")
        .isEmpty();
  }

  @Test
  void everyLinkedEntityOfTheSampleNewsIsKnown() throws IOException {
    for (GoldMention mention : GoldMention.read(GOLD.resolve(SampleGoldCommand.LINKS))) {
      Stream.concat(mention.entity().stream(), mention.accepted().stream())
          .forEach(id -> assertThat(facts.knows(id)).as(id + ": " + REWRITE).isTrue());
    }
  }

  @Test
  void everyQuestionHasTheAnswerThatTheFactsGive() throws IOException {
    for (GoldQuestion question : GoldQuestion.read(GOLD.resolve("questions.jsonl"))) {
      question.subject().ifPresent(id -> assertThat(facts.knows(id)).as(id.value()).isTrue());
      assertThat(answers(question))
          .as(question + ": " + REWRITE)
          .containsExactlyInAnyOrderElementsOf(question.answers());
    }
  }

  @Test
  void everyTextQuestionRestsOnFacts() throws IOException {
    for (GoldTextQuestion question : GoldTextQuestion.read(GOLD.resolve("text-and-graph.jsonl"))) {
      for (int i = 0; i < question.facts().size(); i++) {
        GoldTextQuestion.Evidence fact = question.facts().get(i);
        assertThat(facts.ends(fact.subject(), fact.relation(), Direction.OBJECT))
            .as(question.id() + ": " + REWRITE)
            .contains(fact.object());
        String answer = question.answers().get(i);
        assertThat(List.of(fact.subject().value(), fact.object())).contains(answer);
        assertThat(List.of(fact.subject().value(), fact.object()))
            .contains(question.entity().value().equals(answer) ? "" : question.entity().value());
      }
    }
  }

  private static List<String> answers(GoldQuestion question) {
    if (question.relation().isEmpty()) {
      return List.of();
    }
    String relation = question.relation().get();
    if (question.shape() == Shape.SUPERLATIVE || question.shape() == Shape.COMPARISON) {
      return List.of(largest(question, relation));
    }
    if (question.subject().isEmpty()) {
      return List.of();
    }
    EntityId subject = question.subject().get();
    return switch (question.shape()) {
      case COUNT -> List.of("" + facts.ends(subject, relation, question.direction()).size());
      case YES_NO ->
          facts
                  .ends(subject, relation, Direction.OBJECT)
                  .contains(question.object().orElseThrow().value())
              ? List.of("yes")
              : List.of();
      case TWO_STEP -> walked(subject, question.path());
      default -> facts.ends(subject, relation, question.direction());
    };
  }

  private static List<String> walked(EntityId from, List<GoldQuestion.Step> path) {
    List<String> ends = List.of(from.value());
    for (GoldQuestion.Step step : path) {
      ends =
          ends.stream()
              .map(EntityId::new)
              .flatMap(id -> facts.ends(id, step.relation(), step.direction()).stream())
              .distinct()
              .toList();
    }
    return ends;
  }

  private static String largest(GoldQuestion question, String relation) {
    return scope(question)
        .filter(id -> !facts.ends(new EntityId(id), relation, Direction.OBJECT).isEmpty())
        .max(
            Comparator.comparing(
                id ->
                    new BigDecimal(
                        facts.ends(new EntityId(id), relation, Direction.OBJECT).get(0))))
        .orElseThrow();
  }

  private static Stream<String> scope(GoldQuestion question) {
    if (question.subjectType().isPresent()) {
      return IntStream.range(0, (int) snapshot.size())
          .filter(ordinal -> snapshot.types(ordinal).contains(question.subjectType().get()))
          .mapToObj(ordinal -> snapshot.entity(ordinal).id().value());
    }
    if (question.subject().isPresent()) {
      return facts.ends(question.subject().get(), "dbo:country", Direction.SUBJECT).stream();
    }
    return question.compared().stream().map(EntityId::value);
  }
}
