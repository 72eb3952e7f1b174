package io.qklm.model.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.EntityKind;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Relations, spellings and short forms decide; each by an example in which nothing else could. */
class ResolverTest {

  private static final ResolutionWeights.Decision ALONE =
      new ResolutionWeights.Decision(
          Map.of("network", 4.0, "prior", 4.0), Map.of("mention", 2.0, "networkLinks", 0.5));

  private static final ResolutionWeights WEIGHTS =
      new ResolutionWeights(
          3,
          ALONE,
          new ResolutionWeights.Decision(
              Map.of(
                  "network",
                  4.0,
                  "prior",
                  4.0,
                  "direct",
                  2.0,
                  "shared",
                  2.0,
                  "beside",
                  4.0,
                  "sameSpelling",
                  3.0,
                  "surnameOf",
                  6.0),
              Map.of("mention", 2.0, "networkLinks", 0.5, "unknownPerson", -8.0)));

  /** A document as it is put together. */
  private static final class Draft {
    final List<OpenMention> mentions = new ArrayList<>();
    final List<SaidName> names = new ArrayList<>();
    final Map<Integer, OpenEntity> entities = new HashMap<>();
    final Map<Integer, Integer> degrees = new HashMap<>();

    Draft entity(int ordinal, EntityKind kind, int... neighbours) {
      float[] weights = new float[neighbours.length];
      java.util.Arrays.fill(weights, 1);
      entities.put(
          ordinal, new OpenEntity(kind, 0.5, neighbours.length, neighbours, weights, new int[0]));
      return this;
    }

    /** A name whose candidates have falling priors: 0.6, 0.3 and so on. */
    Draft name(int start, String surface, EntityKind kind, int... ordinals) {
      Span span = new Span(start, start + surface.length());
      List<OpenCandidate> candidates = new ArrayList<>();
      double prior = 0.6;
      for (int ordinal : ordinals) {
        candidates.add(new OpenCandidate(ordinal, Math.log(prior), 0, 0, true));
        prior /= 2;
      }
      mentions.add(new OpenMention(false, span, surface, candidates, false, false));
      names.add(new SaidName(false, span, 0.9, Map.of(kind, 0.9)));
      return this;
    }

    OpenDocument document() {
      return new OpenDocument(mentions, names, entities, degrees);
    }
  }

  private static int best(Resolver.Resolution resolution, int mention) {
    double[] shares = resolution.beliefs().shares()[mention];
    int best = 0;
    for (int c = 1; c < shares.length; c++) {
      best = shares[c] > shares[best] ? c : best;
    }
    return resolution.document().mentions().get(mention).candidates().get(best).ordinal();
  }

  @Test
  void aFactBetweenTwoNamesOutweighsThePrior() {
    // 1 is the famous bearer, 2 lies in 3.
    OpenDocument document =
        new Draft()
            .entity(1, EntityKind.LOC)
            .entity(2, EntityKind.LOC, 3)
            .entity(3, EntityKind.LOC, 2)
            .name(0, "Athens", EntityKind.LOC, 1, 2)
            .name(8, "Georgia", EntityKind.LOC, 3)
            .document();
    assertThat(best(new Resolver(new ResolutionWeights(0, ALONE, ALONE)).resolve(document), 0))
        .isEqualTo(1);
    assertThat(best(new Resolver(WEIGHTS).resolve(document), 0)).isEqualTo(2);
  }

  @Test
  void whatTwoNamesShareCountsTheMoreTheRarerItIs() {
    Draft draft =
        new Draft()
            .entity(1, EntityKind.LOC, 90)
            .entity(2, EntityKind.ORG, 91)
            .entity(3, EntityKind.ORG, 90, 91)
            .name(0, "Rovers", EntityKind.ORG, 1, 2)
            .name(20, "Albion", EntityKind.ORG, 3);
    draft.degrees.put(90, 1_000_000);
    draft.degrees.put(91, 2);
    ResolutionWeights shared =
        new ResolutionWeights(
            2,
            ALONE,
            new ResolutionWeights.Decision(
                Map.of("prior", 4.0, "shared", 20.0), Map.of("mention", 2.0)));
    assertThat(best(new Resolver(shared).resolve(draft.document()), 0)).isEqualTo(2);
    draft.degrees.put(91, 1_000_000);
    assertThat(best(new Resolver(shared).resolve(draft.document()), 0)).isEqualTo(1);
  }

  @Test
  void oneSpellingMeansOneThing() {
    Draft draft =
        new Draft()
            .entity(1, EntityKind.LOC)
            .entity(2, EntityKind.LOC, 3)
            .entity(3, EntityKind.LOC, 2)
            .name(0, "CAMBRIDGE", EntityKind.LOC, 1, 2)
            .name(11, "England", EntityKind.LOC, 3)
            .name(60, "Cambridge", EntityKind.LOC, 1, 2);
    Resolver.Resolution resolution = new Resolver(WEIGHTS).resolve(draft.document());
    assertThat(best(resolution, 0)).isEqualTo(2);
    assertThat(best(resolution, 2)).isEqualTo(2);
  }

  @Test
  void aSurnameFollowsTheFullNameThoughItNeverWasItsCandidate() {
    OpenDocument document =
        new Draft()
            .entity(1, EntityKind.PER)
            .entity(2, EntityKind.PER)
            .name(0, "Alexander Fleming", EntityKind.PER, 1)
            .name(40, "Fleming", EntityKind.PER, 2)
            .document();
    Resolver.Resolution resolution = new Resolver(WEIGHTS).resolve(document);
    assertThat(best(resolution, 1)).isEqualTo(1);
    assertThat(resolution.document().mentions().get(1).candidates())
        .extracting(OpenCandidate::ordinal)
        .containsExactly(2, 1);
  }

  @Test
  void theSurnameOfAnUnknownPersonIsUnknown() {
    Draft known = new Draft().entity(2, EntityKind.PER).name(40, "Fleming", EntityKind.PER, 2);
    Draft unknown =
        new Draft()
            .entity(2, EntityKind.PER)
            .name(0, "Mary Fleming", EntityKind.PER)
            .name(40, "Fleming", EntityKind.PER, 2);
    Resolver resolver = new Resolver(WEIGHTS);
    assertThat(resolver.resolve(known.document()).beliefs().nil()[0]).isLessThan(0.3);
    assertThat(resolver.resolve(unknown.document()).beliefs().nil()[1]).isGreaterThan(0.7);
  }

  @Test
  void sharesAndNilAreOneInSumAndTheSameEachTime() {
    OpenDocument document =
        new Draft()
            .entity(1, EntityKind.LOC, 3)
            .entity(2, EntityKind.LOC, 3)
            .entity(3, EntityKind.LOC, 1, 2)
            .name(0, "Paris", EntityKind.LOC, 1, 2)
            .name(20, "Texas", EntityKind.LOC, 3)
            .document();
    Beliefs first = new Resolver(WEIGHTS).resolve(document).beliefs();
    Beliefs second = new Resolver(WEIGHTS).resolve(document).beliefs();
    for (int m = 0; m < first.shares().length; m++) {
      double sum = first.nil()[m];
      for (double share : first.shares()[m]) {
        sum += share;
      }
      assertThat(sum).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
      assertThat(second.shares()[m]).containsExactly(first.shares()[m]);
    }
  }

  @Test
  void aWeightOfUnknownEvidenceIsRefused() {
    assertThatThrownBy(() -> new ResolutionWeights.Decision(Map.of("moonshine", 1.0), Map.of()))
        .hasMessageContaining("'moonshine'")
        .hasMessageContaining("use a newer QKLM Streams");
  }
}
