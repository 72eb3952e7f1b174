package io.qklm.model.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.EntitySentence;
import io.qklm.document.FactStatement;
import io.qklm.document.SegmentedText;
import io.qklm.document.SentenceSplitter;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.FactObject;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.linking.Link;
import io.qklm.model.summary.SummaryCandidates;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntitySentencesTest {

  private static final EntityId AYR = new EntityId("Q1");
  private static final EntityId LUND = new EntityId("Q2");

  @Test
  void isNotMerelyTheFirstMention() {
    String text =
        "🎉 Boats left Troon for Ayr on Monday. The weather was fine that day. Ayr is a port of"
            + " 46,000 people. Sailors slept well.";
    assertThat(said(text, List.of()).get(AYR)).isEqualTo("Ayr is a port of 46,000 people.");
  }

  @Test
  void relatedEntitiesDrawIt() {
    String text =
        "The harbour saw Ayr lose its boats on a Monday. The harbour saw Ayr thank Lund for her"
            + " boats.";
    FactStatement fact =
        new FactStatement(
            LUND, "Lund", "P19", "born in", new FactObject.OfEntity(AYR), Optional.of("Ayr"));
    assertThat(said(text, List.of()).get(AYR)).contains("lose its boats");
    assertThat(said(text, List.of(fact, fact)).get(AYR)).contains("lose its boats");
    String nearer =
        text.replace("The harbour saw Ayr lose", "The harbour and its wall saw Ayr lose");
    assertThat(said(nearer, List.of(fact)).get(AYR)).contains("thank Lund");
  }

  @Test
  void aSentenceThatPointsBackComesLast() {
    String text =
        "The harbour of the town saw Ayr lose its boats again. But Ayr bought others in the"
            + " spring.";
    assertThat(said(text, List.of()).get(AYR)).contains("lose its boats");
  }

  @Test
  void theNameInAHeadingIsTakenWhereThereIsNoOther() {
    assertThat(said("Ayr opens\n\nBoats left at dawn on Monday.", List.of()))
        .containsEntry(AYR, "Ayr opens");
  }

  @Test
  void spansCountCodePoints() {
    String text = "🎉🎉 Ayr is a port. Boats left.";
    EntitySentence sentence = choose(text, List.of()).get(AYR);
    assertThat(CodePointIndex.of(text).toUtf16(sentence.span()).in(text))
        .isEqualTo(sentence.text());
  }

  @Test
  void whatLinksToNothingHasNone() {
    SegmentedText text = new SentenceSplitter().segment("Ayr is a port.", "en");
    Link nil = new Link(new Span(0, 3), EntityKind.LOC, Optional.empty(), 0.5);
    assertThat(
            new EntitySentences(text, List.of(0), "en", i -> 0.5).choose(List.of(nil), List.of()))
        .isEmpty();
  }

  private static Map<EntityId, String> said(String text, List<FactStatement> facts) {
    Map<EntityId, String> said = new java.util.HashMap<>();
    choose(text, facts).forEach((id, sentence) -> said.put(id, sentence.text()));
    return said;
  }

  private static Map<EntityId, EntitySentence> choose(String text, List<FactStatement> facts) {
    SegmentedText segmented = new SentenceSplitter().segment(text, "en");
    List<Link> links = new ArrayList<>(links(text, "Ayr", AYR));
    links.addAll(links(text, "Lund", LUND));
    links.sort(Comparator.comparing(Link::span));
    return new EntitySentences(segmented, SummaryCandidates.of(segmented), "en", i -> 0.5)
        .choose(links, facts);
  }

  private static List<Link> links(String text, String name, EntityId id) {
    List<Link> links = new ArrayList<>();
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      StoredEntity entity = new StoredEntity(1, id, EntityKind.LOC, 0.5f);
      links.add(
          new Link(new Span(at, at + name.length()), EntityKind.LOC, Optional.of(entity), 0.9));
    }
    return links;
  }
}
