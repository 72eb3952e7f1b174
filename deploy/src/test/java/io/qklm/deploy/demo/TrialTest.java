package io.qklm.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.deploy.page.NewEntity;
import io.qklm.deploy.page.UpdateNews;
import io.qklm.deploy.page.UpdateNews.Step;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialTest {

  private static final long MILLI = 1_000_000L;

  private final Trial trial =
      new Trial(
          new NewEntity("demo:z", "Zephyr", Optional.of("Zeph"), "a wind", "ORG", "Zephyr came."),
          3,
          1_000 * MILLI);

  @Test
  void itsDocumentsAreItsOwn() {
    assertThat(trial.nextId()).isEqualTo("trial-3-1");
    assertThat(trial.nextId()).isEqualTo("trial-3-2");
    assertThat(trial.owns("trial-3-2")).isTrue();
    assertThat(trial.owns("trial-33-2")).isFalse();
    assertThat(trial.isFirst("trial-3-1")).isTrue();
    assertThat(trial.isFirst("trial-3-11")).isFalse();
  }

  @Test
  void endsWithTheFirstDocumentThatIsLinkedToTheEntity() throws Exception {
    assertThat(trial.enriched(record(1, "Zephyr", null), 1_100 * MILLI)).isEmpty();
    assertThat(trial.announced(2, 1_400 * MILLI))
        .hasValueSatisfying(news -> assertThat(news.after()).isEqualTo(Duration.ofMillis(400)));
    assertThat(trial.announced(3, 1_500 * MILLI)).isEmpty();
    UpdateNews news = trial.enriched(record(2, "Zephyr", "demo:z"), 2_000 * MILLI).orElseThrow();
    assertThat(news.step()).isEqualTo(Step.LINKED);
    assertThat(news.epoch()).isEqualTo(2);
    assertThat(news.after()).isEqualTo(Duration.ofMillis(1_000));
    assertThat(news.step().last()).isTrue();
  }

  @Test
  void saysWhatTheEngineFoundLikelier() throws Exception {
    JsonNode other = record(2, "zeph", "dbr:Zephyrus");
    assertThat(trial.enriched(other, 0)).isEmpty();
    trial.announced(2, 0);
    assertThat(trial.enriched(record(1, "Zephyr", null), 0)).isEmpty();
    assertThat(trial.enriched(other, 0)).isEmpty();
    UpdateNews news = trial.enriched(other, 0).orElseThrow();
    assertThat(news.step()).isEqualTo(Step.NOT_LINKED);
    assertThat(news.detail()).contains("'Label of dbr:Zephyrus' likelier");
  }

  @Test
  void doesNotWaitForEver() {
    assertThat(trial.overdue(2_000 * MILLI)).isEmpty();
    assertThat(trial.overdue(60_000 * MILLI).orElseThrow().step()).isEqualTo(Step.FAILED);
  }

  private static JsonNode record(long epoch, String text, String id) throws Exception {
    String linked = id == null ? "null" : "\"" + id + "\"";
    String label = id == null ? "null" : "\"Label of " + id + "\"";
    return new ObjectMapper()
        .readTree(
            "{\"provenance\": {\"epoch\": "
                + epoch
                + "}, \"entities\": [{\"text\": \""
                + text
                + "\", \"entityId\": "
                + linked
                + ", \"label\": "
                + label
                + "}]}");
  }
}
