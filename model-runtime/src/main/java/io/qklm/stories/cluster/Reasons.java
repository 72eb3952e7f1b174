package io.qklm.stories.cluster;

import io.qklm.stories.StoryDocument;
import io.qklm.stories.StoryName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says in words why a document is where it is. */
final class Reasons {

  private static final int NAMES = 3;
  private static final int WORDS = 4;
  private static final double LEAST_MEANING = 0.5;
  private static final double HOUR = 3_600_000.0;

  private Reasons() {}

  /** Why a document joined a story, the strongest reason first. */
  static List<String> joined(
      StoryDocument document, Probe probe, LiveStory story, Rarity rarity, int stories) {
    List<String> reasons = new ArrayList<>();
    document.names().stream()
        .filter(name -> story.names().weight(name.hash()) > 0)
        .sorted(
            Comparator.comparingDouble((StoryName name) -> -rarity.ofName(name.hash()))
                .thenComparing(StoryName::key))
        .limit(NAMES)
        .forEach(name -> reasons.add(named(name, rarity.storiesWith(name.hash()), stories)));
    String words = words(document, probe, story);
    if (!words.isEmpty()) {
      reasons.add("words: " + words);
    }
    double meaning = DenseVectors.cosine(probe.vector(), story.vector());
    if (meaning >= LEAST_MEANING) {
      reasons.add(String.format(Locale.ROOT, "meaning: %.2f", meaning));
    }
    if (probe.time().isPresent() && story.last() != LiveStory.NO_TIME) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "time: %.1f hours from its documents",
              ClueReader.gap(probe.time().getAsLong(), story) / HOUR));
    }
    return reasons;
  }

  /** Why a document began a story. */
  static List<String> began(double best, double join) {
    return List.of(
        best < 0
            ? "new: no live story has its words or names"
            : String.format(
                Locale.ROOT, "new: the nearest story is at %.2f, below %.2f", best, join));
  }

  private static String named(StoryName name, int with, int stories) {
    return "names: %s%s, in %d of %d live stories"
        .formatted(name.label(), name.linked() ? " (" + name.key() + ")" : "", with, stories);
  }

  private static String words(StoryDocument document, Probe probe, LiveStory story) {
    int[] terms = document.terms().terms();
    float[] weights = probe.terms().weights();
    return IntStream.range(0, terms.length)
        .filter(i -> story.terms().weight(terms[i]) > 0)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                    (Integer i) -> -weights[i] * (double) story.terms().weight(terms[i]))
                .thenComparing(i -> terms[i]))
        .limit(WORDS)
        .map(i -> document.terms().words()[i])
        .collect(Collectors.joining(", "));
  }
}
