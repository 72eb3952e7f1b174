package io.qklm.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityId;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.linking.CandidateFeature;
import io.qklm.model.linking.CandidateMention;
import io.qklm.model.linking.CandidateReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidateReaderTest {

  private static final String TEXT =
      "Angela Merkel left Paris. GERMANY and an apple waited for Merkel.";

  @TempDir Path folder;

  @Test
  void readsEveryNameWithItsCandidatesAndWhatIsKnownOfThem() throws Exception {
    try (KnowledgeSnapshot snapshot = SmallKnowledge.build(folder)) {
      List<CandidateMention> mentions = new CandidateReader(snapshot, 16).read(TEXT);
      assertThat(mentions)
          .extracting(mention -> mention.span().in(TEXT))
          .contains("Angela Merkel", "Paris", "GERMANY")
          .doesNotContain("apple");
      CandidateMention paris = named(mentions, "Paris");
      assertThat(paris.ordinals()).hasSize(2);
      assertThat(paris.features()[0][0]).isGreaterThan(paris.features()[1][0]);
      assertThat(paris.features()[0]).hasSize(CandidateFeature.count());
      // A place, one word, not in capitals.
      assertThat(paris.features()[0][5]).isEqualTo(1);
      assertThat(paris.features()[0][8]).isEqualTo(0.25f);
      assertThat(paris.features()[0][10]).isZero();
      assertThat(named(mentions, "GERMANY").features()[0][10]).isEqualTo(1);
      int merkel = snapshot.ordinal(new EntityId("Q567")).orElseThrow();
      assertThat(named(mentions, "Angela Merkel").ordinals()).containsExactly(merkel);
      assertThat(new CandidateReader(snapshot, 1).read("Paris").get(0).ordinals()).hasSize(1);
      assertThat(new CandidateReader(snapshot, 16).read("nothing here")).isEmpty();
    }
  }

  private static CandidateMention named(List<CandidateMention> mentions, String surface) {
    return mentions.stream()
        .filter(mention -> mention.span().in(TEXT).equals(surface))
        .findFirst()
        .orElseThrow();
  }
}
