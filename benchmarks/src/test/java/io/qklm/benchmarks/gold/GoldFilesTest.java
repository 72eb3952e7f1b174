package io.qklm.benchmarks.gold;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.Document;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The form of the gold; whether its ids and facts are known is {@code GoldIT}'s to say. */
class GoldFilesTest {

  private static final Path GOLD = Path.of("gold");

  @Test
  void everyMentionStandsWhereItsLineSays() throws IOException {
    Map<String, Document> documents =
        SampleNews.documents().stream()
            .collect(Collectors.toMap(Document::id, Function.identity()));
    List<GoldMention> mentions = GoldMention.read(GOLD.resolve(SampleGoldCommand.LINKS));
    for (GoldMention mention : mentions) {
      Document document = documents.get(mention.document());
      assertThat(document).as(mention.document()).isNotNull();
      String text =
          mention.field() == GoldMention.Field.TITLE
              ? document.title().orElseThrow()
              : document.text();
      assertThat(slice(text, mention.span())).as(mention.toString()).isEqualTo(mention.text());
    }
    assertThat(mentions.stream().map(GoldMention::document).distinct())
        .containsExactlyElementsOf(SampleNews.documents().stream().map(Document::id).toList());
  }

  @Test
  void mentionsStandInOrderAndNeverOverlap() throws IOException {
    GoldMention last = null;
    for (GoldMention mention : GoldMention.read(GOLD.resolve(SampleGoldCommand.LINKS))) {
      if (last != null
          && last.document().equals(mention.document())
          && last.field() == mention.field()) {
        assertThat(mention.span().start())
            .as(mention.toString())
            .isGreaterThanOrEqualTo(last.span().end());
      }
      last = mention;
    }
  }

  @Test
  void noQuestionStandsTwice() throws IOException {
    Set<String> seen = new HashSet<>();
    for (GoldQuestion question : GoldQuestion.read(GOLD.resolve("questions.jsonl"))) {
      assertThat(seen.add(question.id())).as(question.id()).isTrue();
      assertThat(seen.add(question.question().toLowerCase(Locale.ROOT)))
          .as(question.question())
          .isTrue();
    }
    for (GoldTextQuestion question : GoldTextQuestion.read(GOLD.resolve("text-and-graph.jsonl"))) {
      assertThat(seen.add(question.id())).as(question.id()).isTrue();
      assertThat(seen.add(question.text())).as(question.id()).isTrue();
    }
  }

  @Test
  void aThirdOfTheQuestionsHasNoAnswer() throws IOException {
    List<GoldQuestion> questions = GoldQuestion.read(GOLD.resolve("questions.jsonl"));
    assertThat(questions).hasSize(150);
    assertThat(questions.stream().filter(question -> question.answers().isEmpty())).hasSize(50);
    Map<String, Long> ofRelations =
        questions.subList(0, 100).stream()
            .collect(
                Collectors.groupingBy(
                    question -> question.relation().orElseThrow(), Collectors.counting()));
    assertThat(ofRelations).hasSize(20).values().containsOnly(5L);
  }

  @Test
  void whoIsMeantStandsInTheTextAndNotInTheQuestion() throws IOException {
    for (GoldTextQuestion question : GoldTextQuestion.read(GOLD.resolve("text-and-graph.jsonl"))) {
      assertThat(slice(question.text(), question.mention()))
          .as(question.id())
          .isEqualTo(question.surface());
      assertThat(question.question()).as(question.id()).doesNotContain(question.surface());
      assertThat(question.facts()).as(question.id()).hasSameSizeAs(question.answers());
    }
  }

  private static String slice(String text, Span codePoints) {
    return CodePointIndex.of(text).toUtf16(codePoints).in(text);
  }
}
