package io.qklm.training.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Calibration;
import io.qklm.model.annotate.Name;
import io.qklm.model.annotate.ScoredName;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationFitTest {

  /** Mentions whose right candidate is drawn from the softmax of other logits than they say. */
  private static List<JudgedMention> drawn(double temperature, double nilBias) {
    SplittableRandom random = new SplittableRandom(5);
    Calibration truth = new Calibration(temperature, nilBias);
    List<JudgedMention> mentions = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      float[] logits = new float[1 + random.nextInt(5)];
      for (int c = 0; c < logits.length; c++) {
        logits[c] = 3 * (float) random.nextGaussian();
      }
      float nil = 2 * (float) random.nextGaussian();
      double[] shares = truth.probabilities(logits, 0, logits.length, nil);
      double draw = random.nextDouble();
      int right = 0;
      while (right < shares.length && draw >= shares[right]) {
        draw -= shares[right++];
      }
      mentions.add(new JudgedMention(logits, nil, new int[] {right}));
    }
    return mentions;
  }

  @Test
  void theFitFindsTemperatureAndBias() {
    List<JudgedMention> mentions = drawn(2.5, -1.5);
    Calibration fitted = CalibrationFit.fit(mentions);
    assertThat(fitted.temperature()).isEqualTo(2.5, within(0.15));
    assertThat(fitted.nilBias()).isEqualTo(-1.5, within(0.3));
    assertThat(CalibrationFit.error(mentions, fitted)).isLessThan(0.02);
    assertThat(CalibrationFit.error(mentions, Calibration.NONE)).isGreaterThan(0.08);
    assertThat(CalibrationFit.likelihood(mentions, fitted))
        .isGreaterThan(CalibrationFit.likelihood(mentions, Calibration.NONE));
  }

  @Test
  void logitsThatMeanWhatTheySayAreLeftAlone() {
    Calibration fitted = CalibrationFit.fit(drawn(1, 0));
    assertThat(fitted.temperature()).isEqualTo(1, within(0.06));
    assertThat(fitted.nilBias()).isEqualTo(0, within(0.15));
  }

  @Test
  void theThresholdIsThatOfTheBestF1() {
    // One half and less is never right: what is said from 0.7 on is.
    JudgedMention sure = new JudgedMention(new float[] {1}, 0, new int[] {0});
    JudgedMention unsure = new JudgedMention(new float[] {0}, 0, new int[] {1});
    assertThat(CalibrationFit.threshold(List.of(sure, sure, unsure), Calibration.NONE))
        .isEqualTo(0.7);
    // A link of one in three that is right as often as not is better said.
    JudgedMention hit = new JudgedMention(new float[] {-0.7f}, 0, new int[] {0});
    JudgedMention miss = new JudgedMention(new float[] {-0.7f}, 0, new int[] {1});
    assertThat(CalibrationFit.threshold(List.of(sure, hit, miss), Calibration.NONE)).isEqualTo(0.3);
  }

  @Test
  void whatIsBelievedHasAnErrorOfItsOwn() {
    // Sure and wrong once in two, unsure and never right.
    JudgedMention hit = new JudgedMention(new float[] {2}, 0, new int[] {0});
    JudgedMention miss = new JudgedMention(new float[] {2}, 0, new int[] {1});
    JudgedMention unsure = new JudgedMention(new float[] {-2}, 0, new int[] {1});
    List<JudgedMention> mentions = List.of(hit, miss, unsure, unsure);
    double sure = 1 / (1 + Math.exp(-2));
    assertThat(CalibrationFit.error(mentions, Calibration.NONE, Calibration.NONE))
        .isEqualTo(sure - 0.5, within(1e-6));
    assertThat(CalibrationFit.error(mentions, Calibration.NONE))
        .isEqualTo((sure - 0.5) / 2 + (1 - sure) / 2, within(1e-6));
  }

  @Test
  void severalMayBeRightAndNilIsOneOfThem() {
    JudgedMention mention = new JudgedMention(new float[] {0, 0}, 0, new int[] {0, 2});
    assertThat(mention.probability(Calibration.NONE)).isEqualTo(2 / 3.0, within(1e-9));
    assertThatThrownBy(() -> CalibrationFit.fit(List.of()))
        .hasMessageContaining("no mention to fit");
  }

  @Test
  void anEntitysKindWeighsAsMuchAsItHelps() {
    ScoredName doubtful = name(EntityKind.ORG, 0.6, 0.4);
    ScoredName sure = name(EntityKind.ORG, 0.99, 0.01);
    List<JudgedKind> knowledgeIsRightWhereTheTextDoubts =
        List.of(
            new JudgedKind(doubtful, EntityKind.LOC, EntityKind.LOC),
            new JudgedKind(sure, EntityKind.LOC, EntityKind.ORG));
    assertThat(CalibrationFit.kindWeight(knowledgeIsRightWhereTheTextDoubts)).isEqualTo(0.5);
    assertThat(
            CalibrationFit.kindWeight(
                List.of(new JudgedKind(sure, EntityKind.LOC, EntityKind.LOC))))
        .isEqualTo(5);
    assertThat(
            CalibrationFit.kindWeight(
                List.of(new JudgedKind(doubtful, EntityKind.LOC, EntityKind.ORG))))
        .isZero();
    assertThat(CalibrationFit.kindWeight(List.of())).isZero();
  }

  private static ScoredName name(EntityKind kind, double organisation, double place) {
    return new ScoredName(
        new Name(new Span(0, 5), kind),
        organisation,
        Map.of(EntityKind.ORG, organisation, EntityKind.LOC, place));
  }

  @Test
  void soleNamesHaveAThresholdOfTheirOwn() {
    List<JudgedMention> mentions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      // Of several, unsure is wrong; of sole names, unsure is right.
      mentions.add(new JudgedMention(new float[] {2, -9}, 0, new int[] {0}, false));
      mentions.add(new JudgedMention(new float[] {-1, -9}, 0, new int[] {2}, false));
      mentions.add(new JudgedMention(new float[] {-1}, 0, new int[] {0}, true));
    }
    Calibration all = Calibration.NONE.withThreshold(0.6);
    Calibration fitted = CalibrationFit.withSoleNames(all, mentions);
    assertThat(fitted.least(true)).isEqualTo(0.25);
    assertThat(fitted.least(false)).isEqualTo(0.6);
    assertThat(
            CalibrationFit.withSoleNames(
                all, mentions.stream().filter(mention -> !mention.soleName()).toList()))
        .isEqualTo(all);
  }
}
