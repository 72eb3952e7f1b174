package io.qklm.stories.content;

import io.qklm.stories.StoryName;
import io.qklm.stories.content.StorySummary.Sentence;
import io.qklm.stories.term.TermVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a story tells, kept up with its documents. Bounded: the digests of the {@value
 * #MOST_DIGESTS} latest documents, {@value #MOST_ENTITIES} entities, {@value #MOST_SOURCES} sources
 * and {@value #MOST_SAID} words. Not thread safe.
 */
public final class StoryContent {

  static final int MOST_DIGESTS = 12;
  static final int MOST_ENTITIES = 40;
  static final int MOST_SOURCES = 64;
  static final int MOST_SAID = 1_024;
  private static final double HOUR = 3_600_000.0;

  /** Sentences of different documents that are as near as this say the same. */
  private static final double SAME = 0.5;

  private final Map<String, DocumentDigest> digests = new LinkedHashMap<>();
  private final Map<String, StoryEntity> entities = new LinkedHashMap<>();
  private final Set<String> sources = new LinkedHashSet<>();
  private final Set<Integer> said = new LinkedHashSet<>();
  private int documents;
  private int revision;
  private long firstSeen = Long.MAX_VALUE;
  private long lastSeen = Long.MIN_VALUE;

  /** Documents an hour of late, from one to the next. */
  private double momentum;

  /** What outlives the process. */
  record Kept(
      List<DocumentDigest> digests,
      List<StoryEntity> entities,
      List<String> sources,
      List<Integer> said,
      int documents,
      int revision,
      long firstSeen,
      long lastSeen,
      double momentum) {}

  static StoryContent of(Kept kept) {
    StoryContent content = new StoryContent();
    kept.digests().forEach(digest -> content.digests.put(digest.id(), digest));
    kept.entities().forEach(entity -> content.entities.put(entity.key(), entity));
    content.sources.addAll(kept.sources());
    content.said.addAll(kept.said());
    content.documents = kept.documents();
    content.revision = kept.revision();
    content.firstSeen = kept.firstSeen();
    content.lastSeen = kept.lastSeen();
    content.momentum = kept.momentum();
    return content;
  }

  Kept kept() {
    return new Kept(
        List.copyOf(digests.values()),
        List.copyOf(entities.values()),
        List.copyOf(sources),
        List.copyOf(said),
        documents,
        revision,
        firstSeen,
        lastSeen,
        momentum);
  }

  /**
   * Adds a document that is no copy; what it adds to what was said is the answer.
   *
   * @param sentences of the whole document
   */
  public Novelty.Result add(DocumentDigest digest, List<StorySentence> sentences, Novelty novelty) {
    seen(digest.time());
    digest.source().ifPresent(this::publishedBy);
    digests.put(digest.id(), digest);
    while (digests.size() > MOST_DIGESTS) {
      digests.remove(digests.keySet().iterator().next());
    }
    for (StoryName name : digest.names()) {
      count(new StoryEntity(name.key(), name.label(), 1));
    }
    Novelty.Result result = novelty.read(sentences, said);
    while (said.size() > MOST_SAID) {
      said.remove(said.iterator().next());
    }
    return result;
  }

  /** Counts a copy of a document. */
  public void addCopy(long time, Optional<String> source) {
    seen(time);
    source.ifPresent(this::publishedBy);
  }

  /** Takes in all of a story that merged into this one. */
  public void absorb(StoryContent other) {
    documents += other.documents;
    firstSeen = Math.min(firstSeen, other.firstSeen);
    lastSeen = Math.max(lastSeen, other.lastSeen);
    momentum += other.momentum;
    List<DocumentDigest> both = new ArrayList<>(digests.values());
    both.addAll(other.digests.values());
    both.sort(Comparator.comparingLong(DocumentDigest::time).thenComparing(DocumentDigest::id));
    digests.clear();
    both.subList(Math.max(0, both.size() - MOST_DIGESTS), both.size())
        .forEach(digest -> digests.put(digest.id(), digest));
    other.entities.values().forEach(this::count);
    other.sources.forEach(this::publishedBy);
    other.said.stream().filter(term -> said.size() < MOST_SAID).forEach(said::add);
    revision++;
  }

  /**
   * Lets a document go, with all that is kept of its text.
   *
   * @param copy whether it was a copy, of which nothing is kept
   */
  public void remove(String document, boolean copy) {
    documents = Math.max(0, documents - 1);
    revision++;
    DocumentDigest digest = digests.remove(document);
    if (!copy && digest == null) {
      // Which unknown names it wrote is not kept any more, and they are its text.
      entities.keySet().removeIf(this::isWrittenByNobodyKept);
    }
    if (!copy && digest != null) {
      for (StoryName name : digest.names()) {
        entities.computeIfPresent(
            name.key(),
            (key, entity) ->
                entity.documents() > 1
                    ? new StoryEntity(key, entity.label(), entity.documents() - 1)
                    : null);
      }
    }
  }

  private boolean isWrittenByNobodyKept(String key) {
    return key.startsWith(StoryName.UNKNOWN)
        && digests.values().stream()
            .flatMap(digest -> digest.names().stream())
            .noneMatch(name -> name.key().equals(key));
  }

  private void seen(long time) {
    if (lastSeen != Long.MIN_VALUE) {
      double hours = Math.max(1 / 60.0, Math.abs(time - lastSeen) / HOUR);
      momentum = 0.7 * momentum + 0.3 / hours;
    }
    documents++;
    revision++;
    firstSeen = Math.min(firstSeen, time);
    lastSeen = Math.max(lastSeen, time);
  }

  private void publishedBy(String source) {
    if (sources.size() < MOST_SOURCES) {
      sources.add(source);
    }
  }

  private void count(StoryEntity more) {
    entities.merge(
        more.key(),
        more,
        (old, other) ->
            new StoryEntity(old.key(), old.label(), old.documents() + other.documents()));
    if (entities.size() > MOST_ENTITIES) {
      entities.values().stream()
          .min(
              Comparator.comparingInt(StoryEntity::documents)
                  .thenComparing(StoryEntity::key, Comparator.reverseOrder()))
          .ifPresent(least -> entities.remove(least.key()));
    }
  }

  /** The title, or the first sentence, of the document that is nearest to all others. */
  public String headline() {
    TermVector middle = middle();
    return digests.values().stream()
        .filter(digest -> !digest.headline().isEmpty())
        .max(
            Comparator.comparingDouble((DocumentDigest digest) -> middle.cosine(digest.terms()))
                .thenComparing(DocumentDigest::id))
        .map(DocumentDigest::headline)
        .orElse("");
  }

  private TermVector middle() {
    TermVector sum = TermVector.empty();
    for (DocumentDigest digest : digests.values()) {
      sum = sum.plus(digest.terms());
    }
    return sum;
  }

  /** Sentences of the latest documents, no two the same, the newest documents first. */
  public StorySummary summary(int most, SentenceTerms terms) {
    List<DocumentDigest> newest = new ArrayList<>(digests.values());
    newest.sort(
        Comparator.comparingLong((DocumentDigest digest) -> -digest.time())
            .thenComparing(DocumentDigest::id));
    TermVector middle = middle();
    List<Sentence> chosen = new ArrayList<>();
    List<TermVector> chosenTerms = new ArrayList<>();
    for (DocumentDigest digest : newest) {
      digest.sentences().stream()
          .max(
              Comparator.comparingDouble((StorySentence one) -> middle.cosine(terms.of(one.text())))
                  .thenComparingInt(one -> -one.start()))
          .filter(best -> chosen.size() < most && isNew(terms.of(best.text()), chosenTerms))
          .ifPresent(
              best -> {
                chosen.add(new Sentence(digest.id(), best));
                chosenTerms.add(terms.of(best.text()));
              });
    }
    return new StorySummary(chosen);
  }

  private static boolean isNew(TermVector sentence, List<TermVector> others) {
    return others.stream().allMatch(other -> other.cosine(sentence) < SAME);
  }

  /** The words of a sentence by their rarity. */
  @FunctionalInterface
  public interface SentenceTerms {
    TermVector of(String sentence);
  }

  /** Those that most documents name first; of equals by key. */
  public List<StoryEntity> entities() {
    return entities.values().stream()
        .sorted(
            Comparator.comparingInt((StoryEntity entity) -> -entity.documents())
                .thenComparing(StoryEntity::key))
        .toList();
  }

  /** Who published on it, in the order in which they did. */
  public List<String> sources() {
    return List.copyOf(sources);
  }

  /** Ids of the latest documents that are no copies. */
  public List<String> latest() {
    return List.copyOf(digests.keySet());
  }

  /** Documents, copies counted. */
  public int documents() {
    return documents;
  }

  /** How often it changed. */
  public int revision() {
    return revision;
  }

  public long firstSeen() {
    return firstSeen;
  }

  public long lastSeen() {
    return lastSeen;
  }

  /** Documents an hour of late: a mean over the times between documents, the last weighing most. */
  public double momentum() {
    return momentum;
  }
}
