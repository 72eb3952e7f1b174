package io.qklm.stories.cluster;

import io.qklm.stories.StoryDocument;
import io.qklm.stories.StoryName;
import io.qklm.stories.term.TermFrequencies;
import io.qklm.stories.term.TermHash;
import io.qklm.stories.term.TermVector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Groups documents into stories as they arrive. A document is held against the live stories that
 * share words or names with it; the likeliest takes it, if it is likely enough, else it begins one.
 * Where it is likely of two stories that are likely to be one, they merge. After Miranda et al.
 * (2018), with one logistic model in place of their two. Not thread safe.
 */
public final class StoryClusterer {

  /** Stories that are scored for a document. */
  private static final int CANDIDATES = 24;

  private final StoryWeights weights;
  private final StoryOptions options;
  private final StoryIndex index = new StoryIndex();
  private final Rarity rarity;
  private final ClueReader clues;

  /** The live stories, the one that waited longest for a document first. */
  private final Map<String, LiveStory> live = new LinkedHashMap<>();

  private long distinct;
  private long guarded;

  public StoryClusterer(StoryWeights weights, StoryOptions options, TermFrequencies language) {
    this.weights = weights;
    this.options = options;
    this.rarity = new Rarity(language, index);
    this.clues = new ClueReader(rarity);
  }

  /**
   * A live story that a document may belong to.
   *
   * @param story its id
   * @param clues a value for each {@link Clue}, in their order
   * @param probability that it belongs there
   */
  @SuppressWarnings("ArrayRecordComponent") // read by the fit, never compared
  public record Candidate(String story, double[] clues, double probability) {}

  /** Puts a document where it belongs. */
  public Placement place(StoryDocument document) {
    Probe probe = probe(document);
    List<Candidate> candidates = candidates(probe, "");
    if (!candidates.isEmpty() && candidates.get(0).probability() >= weights.join()) {
      return join(document, probe, candidates);
    }
    double best = candidates.isEmpty() ? -1 : candidates.get(0).probability();
    return begin(document, probe, Reasons.began(best, weights.join()));
  }

  /** The stories that a document may belong to, the likeliest first. */
  public List<Candidate> candidates(StoryDocument document) {
    return candidates(probe(document), "");
  }

  /** Puts a document into a story whatever the scores say; absent if the story is not live. */
  public Optional<Placement> join(StoryDocument document, String story) {
    LiveStory known = live.get(story);
    if (known == null) {
      return Optional.empty();
    }
    add(document.id(), probe(document), known);
    return Optional.of(new Placement(story, 1, List.of(), List.of()));
  }

  /** Lets a document begin a story whatever the scores say. */
  public Placement begin(StoryDocument document) {
    return begin(document, probe(document), List.of());
  }

  /**
   * Counts a copy with the story of its original; absent if that is not live.
   *
   * @param because why
   */
  public Optional<Placement> joinAsCopy(
      Optional<Instant> time, String story, double similarity, String because) {
    LiveStory known = live.get(story);
    if (known == null) {
      return Optional.empty();
    }
    known.addCopy(millis(time));
    touch(known);
    return Optional.of(new Placement(story, similarity, List.of(because), List.of()));
  }

  /**
   * Lets a document go from its story, if that is live.
   *
   * @param copy whether it had joined as a copy
   */
  public List<StoryChange> remove(String document, String story, boolean copy) {
    LiveStory known = live.get(story);
    if (known == null) {
      return List.of();
    }
    index.remove(known);
    int before = known.distinct();
    boolean left = known.remove(document, copy);
    distinct += known.distinct() - before;
    if (left) {
      index.add(known);
      return List.of();
    }
    live.remove(story);
    distinct -= known.distinct();
    rarity.live(live.size());
    return List.of(new StoryChange.Ended(story));
  }

  /** Ends the stories that went stale, at a time in milliseconds since 1970. */
  public List<StoryChange> advance(long now) {
    List<StoryChange> ended = new ArrayList<>();
    long stale = now - options.stale().toMillis();
    while (!live.isEmpty()) {
      LiveStory oldest = live.values().iterator().next();
      if (oldest.last() == LiveStory.NO_TIME || oldest.last() >= stale) {
        break;
      }
      ended.add(end(oldest));
    }
    return ended;
  }

  /** Live stories. */
  public int size() {
    return live.size();
  }

  /** Documents that the guard kept out of a story that had grown too large. */
  public long guarded() {
    return guarded;
  }

  /** A live story as bytes; see {@link StoryBytes}. */
  public Optional<byte[]> bytes(String story) {
    return Optional.ofNullable(live.get(story)).map(known -> StoryBytes.write(known.content()));
  }

  /**
   * Takes up stories that {@link #bytes} wrote, in the order in which they were last joined.
   *
   * @throws IllegalArgumentException if the bytes are of another format
   */
  public void restore(String story, byte[] bytes) {
    LiveStory known = LiveStory.of(story, StoryBytes.read(bytes));
    live.put(story, known);
    index.add(known);
    distinct += known.distinct();
    rarity.live(live.size());
  }

  private Probe probe(StoryDocument document) {
    int[] names = document.names().stream().mapToInt(StoryName::hash).sorted().distinct().toArray();
    float[] counts = new float[names.length];
    for (StoryName name : document.names()) {
      counts[Arrays.binarySearch(names, name.hash())] = (float) TermVector.damped(name.count());
    }
    return new Probe(
        rarity.weighed(document.terms()),
        new TermVector(names, counts),
        document.vector(),
        millis(document.time()));
  }

  private static OptionalLong millis(Optional<Instant> time) {
    return time.isPresent() ? OptionalLong.of(time.get().toEpochMilli()) : OptionalLong.empty();
  }

  private List<Candidate> candidates(Probe probe, String except) {
    List<Candidate> candidates = new ArrayList<>();
    for (LiveStory story : index.nearest(probe, rarity, CANDIDATES)) {
      if (!story.id().equals(except) && inTime(probe, story)) {
        double[] values = clues.read(probe, story);
        candidates.add(new Candidate(story.id(), values, weights.probability(values)));
      }
    }
    candidates.sort(
        Comparator.comparingDouble((Candidate candidate) -> -candidate.probability())
            .thenComparing(Candidate::story));
    return candidates;
  }

  private boolean inTime(Probe probe, LiveStory story) {
    if (probe.time().isEmpty() || story.last() == LiveStory.NO_TIME) {
      return true;
    }
    long time = probe.time().getAsLong();
    return ClueReader.gap(time, story) <= options.stale().toMillis()
        && time - story.first() <= options.episode().toMillis()
        && story.last() - time <= options.episode().toMillis();
  }

  private Placement join(StoryDocument document, Probe probe, List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (candidate.probability() < weights.join()) {
        break;
      }
      LiveStory story = live.get(candidate.story());
      if (story == null || crowded(story)) {
        guarded++;
        continue;
      }
      List<String> reasons = Reasons.joined(document, probe, story, rarity, live.size());
      add(document.id(), probe, story);
      List<StoryChange> changes = mergeInto(story, candidates);
      String where =
          changes.stream()
              .filter(StoryChange.Merged.class::isInstance)
              .map(change -> ((StoryChange.Merged) change).into())
              .findFirst()
              .orElse(story.id());
      return new Placement(where, candidate.probability(), reasons, changes);
    }
    return begin(document, probe, List.of("new: the stories it fits have grown too large"));
  }

  /** Merges with the next likely story, where the two are likely to be one. */
  private List<StoryChange> mergeInto(LiveStory story, List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      LiveStory other = live.get(candidate.story());
      if (candidate.probability() < weights.join()) {
        break;
      }
      if (other == null || other == story || crowded(other) || !inTime(other.probe(), story)) {
        continue;
      }
      boolean otherIsLarger = other.distinct() > story.distinct();
      LiveStory larger = otherIsLarger ? other : story;
      LiveStory smaller = otherIsLarger ? story : other;
      if (weights.probability(clues.read(smaller.probe(), larger)) >= weights.merge()) {
        index.remove(larger);
        index.remove(smaller);
        larger.absorb(smaller);
        live.remove(smaller.id());
        index.add(larger);
        touch(larger);
        rarity.live(live.size());
        return List.of(new StoryChange.Merged(smaller.id(), larger.id()));
      }
    }
    return List.of();
  }

  private boolean crowded(LiveStory story) {
    return story.distinct() >= options.maxDocuments()
        || (story.distinct() >= StoryOptions.SMALL
            && story.distinct() > options.largestShare() * distinct);
  }

  private void add(String document, Probe probe, LiveStory story) {
    index.remove(story);
    story.add(document, probe);
    index.add(story);
    distinct++;
    touch(story);
  }

  /** Puts a story behind all that waited longer. */
  private void touch(LiveStory story) {
    live.remove(story.id());
    live.put(story.id(), story);
  }

  private Placement begin(StoryDocument document, Probe probe, List<String> because) {
    List<StoryChange> changes = new ArrayList<>();
    while (live.size() >= options.maxStories()) {
      changes.add(end(live.values().iterator().next()));
    }
    LiveStory story = new LiveStory(freeId(document.id()));
    live.put(story.id(), story);
    add(document.id(), probe, story);
    rarity.live(live.size());
    changes.add(new StoryChange.Began(story.id()));
    return new Placement(story.id(), 1, because, changes);
  }

  /** An id that follows from the document and that no live story has. */
  private String freeId(String document) {
    @Nullable String id = null;
    for (long number = TermHash.of(document); id == null || live.containsKey(id); number++) {
      id =
          String.format(
              Locale.ROOT, "s%08x%08x", TermHash.of(number + document), (int) TermHash.mix(number));
    }
    return id;
  }

  private StoryChange end(LiveStory story) {
    live.remove(story.id());
    index.remove(story);
    distinct -= story.distinct();
    rarity.live(live.size());
    return new StoryChange.Ended(story.id());
  }
}
