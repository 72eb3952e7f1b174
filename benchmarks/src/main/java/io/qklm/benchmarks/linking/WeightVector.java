package io.qklm.benchmarks.linking;

import io.qklm.model.linking.LinkingWeights;

/** Linking weights as a plain vector, in the order of their record, for those who change them. */
final class WeightVector {

  private WeightVector() {}

  static double[] values(LinkingWeights w) {
    return new double[] {
      w.bias(),
      w.prior(),
      w.sentence(),
      w.document(),
      w.coherence(),
      w.rank(),
      w.words(),
      w.sentenceStart(),
      w.shouting(),
      w.insideName(),
      w.besideName(),
      w.commonConcept(),
      w.unknownKind()
    };
  }

  static LinkingWeights of(double[] v) {
    if (v.length != 13) {
      throw new IllegalArgumentException("linking has 13 weights, got " + v.length);
    }
    return new LinkingWeights(
        v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12]);
  }
}
