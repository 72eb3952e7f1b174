package io.qklm.training.knowledge;

import io.qklm.model.linking.CandidateMention;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Three entities called {@code e0} to {@code e2}, each a unit vector of its own. */
public record FewEntities(Map<String, int[]> ordinalsOfSurface) implements TrainingKnowledge {

  @Override
  public int dimension() {
    return 8;
  }

  @Override
  public int features() {
    return 1;
  }

  @Override
  public List<CandidateMention> mentions(String text) {
    List<CandidateMention> mentions = new ArrayList<>();
    ordinalsOfSurface.forEach(
        (surface, ordinals) -> {
          int start = text.indexOf(surface);
          if (start >= 0) {
            float[][] features = new float[ordinals.length][];
            for (int i = 0; i < features.length; i++) {
              features[i] = new float[] {(float) Math.log(1.0 / ordinals.length)};
            }
            Span span = new Span(start, start + surface.length());
            mentions.add(new CandidateMention(span, ordinals, features));
          }
        });
    return mentions;
  }

  @Override
  public void vectors(int[] ordinals, float[][] out) {
    for (int i = 0; i < ordinals.length; i++) {
      out[i][ordinals[i]] = 1;
    }
  }

  @Override
  public OptionalInt ordinal(String id) {
    return id.startsWith("e") ? OptionalInt.of(id.charAt(1) - '0') : OptionalInt.empty();
  }
}
