package io.qklm.model.annotate;

import static io.qklm.model.annotate.MentionLabel.B_LOC;
import static io.qklm.model.annotate.MentionLabel.B_ORG;
import static io.qklm.model.annotate.MentionLabel.B_PER;
import static io.qklm.model.annotate.MentionLabel.I_LOC;
import static io.qklm.model.annotate.MentionLabel.I_ORG;
import static io.qklm.model.annotate.MentionLabel.I_PER;
import static io.qklm.model.annotate.MentionLabel.O;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qklm.kg.EntityKind;
import io.qklm.model.window.WordJoint;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameReaderTest {

  private static final float SURE = 4;

  /** A word that is most likely {@code label}, the others all as unlikely. */
  private static float[] word(MentionLabel label, float logit) {
    float[] logits = new float[MentionLabel.values().length];
    logits[label.index()] = logit;
    return logits;
  }

  private static List<Name> names(List<WordJoint> joints, List<float[]> logits) {
    return scored(joints, logits).stream().map(ScoredName::name).toList();
  }

  private static List<ScoredName> scored(List<WordJoint> joints, List<float[]> logits) {
    List<Span> words = new ArrayList<>();
    for (int word = 0; word < logits.size(); word++) {
      words.add(new Span(10 * word, 10 * word + 5));
    }
    return NameReader.names(words, joints, logits);
  }

  private static List<Name> names(MentionLabel... labels) {
    return names(
        Collections.nCopies(labels.length, WordJoint.FREE),
        Arrays.stream(labels).map(label -> word(label, SURE)).toList());
  }

  private static Name name(int start, int end, EntityKind kind) {
    return new Name(new Span(start, end), kind);
  }

  @Test
  void aNameReachesFromItsFirstWordToItsLast() {
    assertThat(names(B_PER, I_PER, O, B_LOC))
        .containsExactly(name(0, 15, EntityKind.PER), name(30, 35, EntityKind.LOC));
    assertThat(names(B_PER, B_PER)).hasSize(2);
    assertThat(names(O)).isEmpty();
    assertThat(names()).isEmpty();
  }

  @Test
  void labelsThatMakeNoSenseTogetherGiveWayToTheLikeliestThatDo() {
    float[] nearlyPerson = word(I_PER, SURE);
    nearlyPerson[B_PER.index()] = SURE - 1;
    assertThat(names(Collections.nCopies(1, WordJoint.FREE), List.of(nearlyPerson)))
        .containsExactly(name(0, 5, EntityKind.PER));

    float[] organisation = word(B_ORG, SURE);
    float[] placeOrOrganisation = word(I_LOC, SURE);
    placeOrOrganisation[I_ORG.index()] = SURE - 1;
    assertThat(
            names(
                Collections.nCopies(2, WordJoint.FREE), List.of(organisation, placeOrOrganisation)))
        .containsExactly(name(0, 15, EntityKind.ORG));
  }

  @Test
  void wordsThatBelongTogetherAreInOneNameOrInNone() {
    List<float[]> halves =
        List.of(word(B_LOC, SURE), word(O, SURE - 1), word(B_LOC, SURE), word(I_LOC, SURE));
    assertThat(names(Collections.nCopies(4, WordJoint.FREE), halves)).hasSize(2);
    List<WordJoint> whole =
        List.of(WordJoint.FREE, WordJoint.WHOLE, WordJoint.WHOLE, WordJoint.WHOLE);
    assertThat(names(whole, halves)).containsExactly(name(0, 35, EntityKind.LOC));
    assertThat(names(whole, List.of(word(B_LOC, 1), word(O, SURE), word(O, SURE), word(O, SURE))))
        .isEmpty();
  }

  @Test
  void aHyphenInANameGoesOnAndOneOutsideParts() {
    List<WordJoint> joints = List.of(WordJoint.FREE, WordJoint.FREE, WordJoint.HYPHEN);
    assertThat(names(joints, List.of(word(B_LOC, SURE), word(O, SURE), word(B_LOC, SURE))))
        .containsExactly(name(0, 5, EntityKind.LOC), name(20, 25, EntityKind.LOC));
    assertThat(names(joints, List.of(word(B_ORG, SURE), word(I_ORG, SURE), word(B_ORG, 1))))
        .containsExactly(name(0, 25, EntityKind.ORG));
  }

  @Test
  void theScoreIsTheMeanProbabilityOfTheLabels() {
    double first = Math.exp(SURE) / (Math.exp(SURE) + 8);
    double second = Math.exp(1) / (Math.exp(1) + 8);
    List<ScoredName> names =
        scored(Collections.nCopies(2, WordJoint.FREE), List.of(word(B_PER, SURE), word(I_PER, 1)));
    assertThat(names).hasSize(1);
    assertThat(names.get(0).score()).isCloseTo((first + second) / 2, within(1e-6));
  }
}
