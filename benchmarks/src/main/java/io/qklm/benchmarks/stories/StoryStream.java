package io.qklm.benchmarks.stories;

import io.qklm.benchmarks.stories.GatheredText.GatheredName;
import io.qklm.stories.StoryDocument;
import io.qklm.stories.StoryName;
import io.qklm.stories.copy.Signature;
import io.qklm.stories.term.TermFrequencies;
import io.qklm.stories.term.TermReader;
import io.qklm.text.SurfaceNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** A set's documents as they arrive. */
final class StoryStream {

  /** Terms of a document that are kept; as the operators do. */
  static final int TERMS = 64;

  private final StorySet set;
  private final List<Arrival> arrivals;

  private StoryStream(StorySet set, List<Arrival> arrivals) {
    this.set = set;
    this.arrivals = arrivals;
  }

  /** A document with all that is known of it. */
  record Arrival(StoryText text, GatheredText gathered, StoryDocument document, Signature copy) {

    /** The document as it is seen with other means. */
    StoryDocument seen(Means means) {
      float[] vector =
          switch (means.vectors()) {
            case NONE -> new float[0];
            case MINILM -> gathered.vector();
            case ENGINE -> gathered.engine();
          };
      return new StoryDocument(
          document.id(),
          document.time(),
          document.terms(),
          means.knowledge() ? document.names() : surfaces(gathered.names()),
          vector);
    }
  }

  /** Which vectors a document has. */
  enum Vectors {
    NONE,
    MINILM,
    ENGINE
  }

  /** What is used of what is known. */
  record Means(Vectors vectors, boolean knowledge) {}

  /** The documents of a set with what was gathered of them. */
  static StoryStream read(StorySet set, Path data, Path features, TermFrequencies language)
      throws IOException {
    List<StoryText> texts = set.read(data);
    List<GatheredText> gathered = GatheredText.read(features.resolve(set.shown() + ".jsonl"));
    if (texts.size() != gathered.size()) {
      throw new IOException(
          "%s has %d documents, but %d were gathered; remove what was gathered and run again"
              .formatted(set.shown(), texts.size(), gathered.size()));
    }
    TermReader reader = new TermReader(language, TERMS);
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      StoryText text = texts.get(i);
      String title = text.title().orElse("");
      String body = text.text().equals(title) ? "" : text.text();
      StoryDocument document =
          new StoryDocument(
              text.id(),
              text.time(),
              reader.read(title, body),
              names(gathered.get(i).names()),
              new float[0]);
      arrivals.add(new Arrival(text, gathered.get(i), document, Signature.of(text.text())));
    }
    return new StoryStream(set, arrivals);
  }

  StorySet set() {
    return set;
  }

  List<Arrival> arrivals() {
    return arrivals;
  }

  /** The part for figures, a third of the stories, or the part that weights are fitted on. */
  StoryStream part(boolean figures) {
    Predicate<Arrival> mine = arrival -> set.forFigures(arrival.text().group()) == figures;
    return new StoryStream(set, arrivals.stream().filter(mine).toList());
  }

  /** In the order of arrival: by date, else shuffled; of one date shuffled too. */
  StoryStream inOrder(long seed) {
    List<Arrival> order = new ArrayList<>(arrivals);
    Collections.shuffle(order, new Random(seed));
    if (set.dated()) {
      order.sort(Comparator.comparing(arrival -> arrival.text().time().orElseThrow()));
    }
    return new StoryStream(set, order);
  }

  private static List<StoryName> names(List<GatheredName> names) {
    return counted(names, true);
  }

  private static List<StoryName> surfaces(List<GatheredName> names) {
    return counted(names, false);
  }

  private static List<StoryName> counted(List<GatheredName> names, boolean linked) {
    SurfaceNormalizer normalizer = new SurfaceNormalizer();
    Map<String, StoryName> counted = new LinkedHashMap<>();
    for (GatheredName name : names) {
      String surface = StoryName.UNKNOWN + normalizer.key(name.surface());
      String key = linked ? name.entity().orElse(surface) : surface;
      counted.merge(
          key,
          new StoryName(key, linked ? name.label() : name.surface(), 1),
          (one, other) -> new StoryName(key, one.label(), one.count() + other.count()));
    }
    return List.copyOf(counted.values());
  }
}
