package io.qklm.model.linking;

import io.qklm.document.SegmentedText;
import io.qklm.document.SentenceSplitter;
import io.qklm.kg.EntityKind;
import io.qklm.kg.FactObject;
import io.qklm.kg.alias.Candidate;
import io.qklm.kg.alias.SurfaceMatch;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.encoding.Vectors;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads what the knowledge offers for a text: every known surface form of the wanted shape, spans
 * that overlap included, with its likeliest entities. Which of them are meant is the network's to
 * say; the same reader serves its training and the engine. Borrows the snapshot.
 */
public final class CandidateReader {

  private static final double SMALLEST_PRIOR = 1e-4;
  private static final double SURE_ENOUGH = 0.1;

  /** Blocks, which mentions do not leave, are the same in all languages. */
  private static final SentenceSplitter SPLITTER = new SentenceSplitter();

  private static final String LANGUAGE = "en";

  private final KnowledgeSnapshot snapshot;
  private final MentionShape shape;
  private final int limit;

  /**
   * A reader over {@code snapshot}.
   *
   * @param limit entities of one mention at most, at least 1
   */
  public CandidateReader(KnowledgeSnapshot snapshot, int limit) {
    this(snapshot, MentionShape.NAMES, limit);
  }

  /**
   * A reader over {@code snapshot}.
   *
   * @param shape which surface forms count
   * @param limit entities of one mention at most, at least 1
   */
  public CandidateReader(KnowledgeSnapshot snapshot, MentionShape shape, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a mention needs at least 1 candidate, got " + limit);
    }
    this.snapshot = snapshot;
    this.shape = shape;
    this.limit = limit;
  }

  /** A surface form and its entities. */
  private record Found(Span span, String surface, int words, List<Candidate> candidates) {}

  /**
   * Whether a mention with these candidates can mean one entity alone, and is in no longer one, as
   * far as the features tell.
   */
  public static boolean isSole(float[][] features) {
    return features.length == 1
        && (features[0].length <= CandidateFeature.INSIDE.index()
            || CandidateFeature.INSIDE.in(features[0]) == 0);
  }

  /** The kind that the features of a candidate tell; unknown where they do not reach so far. */
  public static EntityKind kind(float[] features) {
    for (EntityKind kind : EntityKind.values()) {
      CandidateFeature feature = CandidateFeature.of(kind);
      if (feature.index() < features.length && feature.in(features) == 1) {
        return kind;
      }
    }
    return EntityKind.UNKNOWN;
  }

  /**
   * An entity that a name may mean which the knowledge has under another spelling.
   *
   * @param logPrior natural logarithm of that spelling's prior
   */
  public record Other(StoredEntity entity, double logPrior) {}

  /** What {@code surface} may mean if it is written otherwise; of the nearest spelling known. */
  public List<Other> otherwise(String surface) {
    return NameVariants.of(surface).stream()
        .map(this::named)
        .filter(known -> !known.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** What exactly {@code surface} may mean. */
  public List<Other> named(String surface) {
    return snapshot.aliases().candidates(surface, limit).stream()
        .map(
            candidate ->
                new Other(
                    snapshot.entity(candidate.ordinal()),
                    Math.log(Math.max(SMALLEST_PRIOR, candidate.prior()))))
        .toList();
  }

  /** What facts join entities to. */
  public KnownRelations relations(Collection<Integer> ordinals) {
    return KnownRelations.read(snapshot, ordinals);
  }

  /** Whether the knowledge says anything that relates an entity to another, as its subject. */
  public boolean relates(int ordinal, int other) {
    FactObject sought = new FactObject.OfEntity(snapshot.entity(other).id());
    return snapshot.facts(ordinal).stream().anyMatch(fact -> fact.object().equals(sought))
        || snapshot.factsForResolution(ordinal, 0).stream()
            .anyMatch(fact -> fact.object().equals(sought));
  }

  /** The mentions of {@code text} in the order of their spans. */
  public List<CandidateMention> read(String text) {
    return candidates(text).mentions();
  }

  /** The mentions of {@code text} and the entities that they may mean. */
  public TextCandidates candidates(String text) {
    return shape == MentionShape.NAMES
        ? candidates(SPLITTER.segment(text, LANGUAGE))
        : candidates(text, span -> true);
  }

  /** The same of a text whose form was read: a mention leaves no block and is in no address. */
  public TextCandidates candidates(SegmentedText text) {
    return candidates(text.text(), text::holdsName);
  }

  /**
   * The mentions of {@code text} at spans that count.
   *
   * @param counts asked of every known surface form before its entities are read
   */
  public TextCandidates candidates(String text, Predicate<Span> counts) {
    List<Found> all = new ArrayList<>();
    List<Integer> ordinals = new ArrayList<>();
    for (SurfaceMatch match : snapshot.aliases().scan(text)) {
      if (shape.fits(text, match.span()) && counts.test(match.span())) {
        List<Candidate> candidates = snapshot.aliases().candidates(match, limit);
        if (!candidates.isEmpty()) {
          candidates.forEach(candidate -> ordinals.add(candidate.ordinal()));
          String surface = match.span().in(text);
          all.add(new Found(match.span(), surface, words(surface), candidates));
        }
      }
    }
    LoadedEntities entities = LoadedEntities.load(snapshot, ordinals);
    return new TextCandidates(new Text(all, entities).mentions(), entities);
  }

  private static int words(String surface) {
    int words = 1;
    for (int i = 1; i < surface.length(); i++) {
      boolean starts = Character.isWhitespace(surface.charAt(i - 1));
      words += starts && !Character.isWhitespace(surface.charAt(i)) ? 1 : 0;
    }
    return words;
  }

  /** What one text's mentions say of each other. */
  private record Text(List<Found> all, LoadedEntities entities) {

    List<CandidateMention> mentions() {
      Map<Integer, Integer> longest = longest();
      Map<String, float[]> meanings = meanings();
      float[] topic = new float[dimension()];
      meanings.values().forEach(meaning -> Vectors.add(topic, meaning, 1));
      List<CandidateMention> mentions = new ArrayList<>(all.size());
      int reach = 0;
      for (Found found : all) {
        // Matches come by start, from one start the longest first.
        boolean inside = found.span().end() <= reach;
        reach = Math.max(reach, found.span().end());
        float[] others = topic.clone();
        Vectors.add(others, meaning(meanings, found), -1);
        mentions.add(mention(found, inside, others, longest));
      }
      return mentions;
    }

    /** Words of the longest surface form that may well mean each entity. */
    private Map<Integer, Integer> longest() {
      Map<Integer, Integer> longest = new HashMap<>();
      for (Found found : all) {
        for (Candidate candidate : found.candidates()) {
          if (candidate.prior() >= SURE_ENOUGH) {
            longest.merge(candidate.ordinal(), found.words(), Math::max);
          }
        }
      }
      return longest;
    }

    /** The mean vector of what each surface form may mean, by prior. */
    private Map<String, float[]> meanings() {
      Map<String, float[]> meanings = new LinkedHashMap<>();
      for (Found found : all) {
        meanings.computeIfAbsent(found.surface(), surface -> mean(found.candidates()));
      }
      return meanings;
    }

    private float[] mean(Collection<Candidate> candidates) {
      float[] mean = new float[dimension()];
      for (Candidate candidate : candidates) {
        Vectors.add(mean, entities.vector(candidate.ordinal()), candidate.prior());
      }
      return mean;
    }

    private static float[] meaning(Map<String, float[]> meanings, Found found) {
      float[] meaning = meanings.get(found.surface());
      if (meaning == null) {
        throw new IllegalStateException("the surface form '" + found.surface() + "' has no vector");
      }
      return meaning;
    }

    private CandidateMention mention(
        Found found, boolean inside, float[] others, Map<Integer, Integer> longest) {
      int count = found.candidates().size();
      int[] ordinals = new int[count];
      float[][] features = new float[count][CandidateFeature.count()];
      boolean shouting = shouting(found.surface());
      float length = Vectors.dot(others, others);
      for (int i = 0; i < count; i++) {
        Candidate candidate = found.candidates().get(i);
        StoredEntity entity = entities.entity(candidate.ordinal());
        float[] own = features[i];
        ordinals[i] = candidate.ordinal();
        CandidateFeature.PRIOR.set(
            own, (float) Math.log(Math.max(SMALLEST_PRIOR, candidate.prior())));
        CandidateFeature.RANK.set(own, entity.rank());
        CandidateFeature.of(entity.kind()).set(own, 1);
        CandidateFeature.WORDS.set(own, Math.min(4, found.words()) / 4f);
        CandidateFeature.INSIDE.set(own, inside ? 1 : 0);
        CandidateFeature.CAPITALS.set(own, shouting ? 1 : 0);
        boolean longer = longest.getOrDefault(candidate.ordinal(), 0) > found.words();
        CandidateFeature.LONGER_ELSEWHERE.set(own, longer ? 1 : 0);
        float[] vector = entities.vector(candidate.ordinal());
        CandidateFeature.COHERENCE.set(
            own, Vectors.cosine(others, length, vector, Vectors.dot(vector, vector)));
      }
      return new CandidateMention(found.span(), ordinals, features);
    }

    private static boolean shouting(String surface) {
      int letters = 0;
      for (int i = 0; i < surface.length(); i++) {
        if (Character.isLowerCase(surface.charAt(i))) {
          return false;
        }
        letters += Character.isUpperCase(surface.charAt(i)) ? 1 : 0;
      }
      return letters >= 3;
    }

    private int dimension() {
      return entities.vectors().length == 0 ? 0 : entities.vectors()[0].length;
    }
  }
}
