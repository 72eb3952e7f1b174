package io.qklm.benchmarks.gold;

import io.qklm.benchmarks.linking.WeighedCandidates;
import io.qklm.document.Document;
import io.qklm.document.EntityAnnotation;
import io.qklm.kg.EntityId;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How often what is right is among the candidates, over the texts of the sample news.
 *
 * @param linkable gold mentions whose entity is in the knowledge
 * @param given those whose words the knowledge lists a right entity under
 * @param offered those whose span is said, linked or not, where the engine weighed a right entity
 */
record SampleRecall(int linkable, int given, int offered) {

  private static final int MOST = 64;

  /**
   * Runs it; costs twice what enriching costs.
   *
   * @throws IOException if gold or model cannot be read
   */
  static SampleRecall of(ModelBundle bundle, KnowledgeSnapshot snapshot, Path gold)
      throws IOException {
    List<GoldMention> mentions = GoldMention.read(gold);
    LinkJudge judge = LinkJudge.over(snapshot);
    int linkable = 0;
    int given = 0;
    int offered = 0;
    try (Qklm qklm = Qklm.open(bundle, snapshot, QklmOptions.defaults())) {
      for (Document document : SampleNews.documents()) {
        Set<Span> said =
            SampleRun.enriched(qklm.enrich(List.of(document)).get(0)).entities().stream()
                .map(EntityAnnotation::span)
                .collect(Collectors.toSet());
        WeighedCandidates weighed = WeighedCandidates.of(qklm, document);
        for (GoldMention mention : SampleRun.of(document.id(), GoldMention.Field.TEXT, mentions)) {
          Set<String> right = judge.required(mention);
          if (!right.isEmpty()) {
            linkable++;
            given += listed(snapshot, mention.text(), right) ? 1 : 0;
            boolean holds = said.contains(mention.span()) && weighed.hold(mention.span(), right);
            offered += holds ? 1 : 0;
          }
        }
      }
    }
    return new SampleRecall(linkable, given, offered);
  }

  private static boolean listed(KnowledgeSnapshot snapshot, String surface, Set<String> right) {
    return snapshot.aliases().candidates(surface, MOST).stream()
        .map(candidate -> snapshot.entity(candidate.ordinal()).id())
        .map(EntityId::value)
        .anyMatch(right::contains);
  }
}
