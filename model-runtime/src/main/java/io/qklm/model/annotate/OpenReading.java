package io.qklm.model.annotate;

import io.qklm.kg.store.format.StoredEntity;
import io.qklm.kg.store.format.StoredNeighbours;
import io.qklm.model.linking.CandidateFeature;
import io.qklm.model.linking.CandidateReader;
import io.qklm.model.linking.KnownRelations;
import io.qklm.model.resolve.OpenCandidate;
import io.qklm.model.resolve.OpenDocument;
import io.qklm.model.resolve.OpenEntity;
import io.qklm.model.resolve.OpenMention;
import io.qklm.model.resolve.SaidName;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Gathers what was read of a document's parts into what is to be decided on: scored mentions, names
 * that no surface form covers with what other ways to write them may mean, and how the knowledge
 * relates all these entities.
 */
final class OpenReading {

  /** Candidates of a mention whose relations are read. */
  private static final int RELATED = 8;

  private final CandidateReader candidates;
  private final List<OpenMention> mentions = new ArrayList<>();
  private final List<SaidName> names = new ArrayList<>();
  private final Map<Integer, StoredEntity> entities = new HashMap<>();
  private final TreeSet<Integer> related = new TreeSet<>();

  OpenReading(CandidateReader candidates) {
    this.candidates = candidates;
  }

  /**
   * Adds a part of the document.
   *
   * @param title whether it is the title
   * @param scored its mentions by their spans
   * @param said its names
   * @param known entities of these mentions
   */
  void add(
      boolean title,
      String text,
      Map<Span, ScoredMention> scored,
      List<ScoredName> said,
      IntFunction<StoredEntity> known) {
    Map<Span, OpenMention> open = new TreeMap<>();
    scored.forEach((span, mention) -> open.put(span, mention(title, text, mention, known)));
    for (ScoredName name : said) {
      Span span = name.name().span();
      names.add(new SaidName(title, span, name.score(), name.kinds()));
      if (!open.containsKey(span)) {
        open.put(span, unmatched(title, span, span.in(text)));
      }
    }
    mentions.addAll(open.values());
  }

  private OpenMention mention(
      boolean title, String text, ScoredMention scored, IntFunction<StoredEntity> known) {
    int[] ordinals = scored.mention().ordinals();
    List<OpenCandidate> all = new ArrayList<>(ordinals.length);
    for (int c = 0; c < ordinals.length; c++) {
      float[] features = scored.mention().features()[c];
      all.add(
          new OpenCandidate(
              ordinals[c],
              CandidateFeature.PRIOR.in(features),
              scored.logits()[c] - scored.nil(),
              CandidateFeature.COHERENCE.in(features),
              true));
      entities.computeIfAbsent(ordinals[c], known::apply);
    }
    IntStream.range(0, ordinals.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer c) -> -scored.logits()[c]))
        .limit(RELATED)
        .forEach(c -> related.add(ordinals[c]));
    boolean inside = CandidateFeature.INSIDE.in(scored.mention().features()[0]) == 1;
    boolean tongue = TongueCue.at(text, scored.span());
    String surface = scored.span().in(text);
    if (tongue) {
      addOthers(all, candidates.named(surface + " language"));
    }
    return new OpenMention(title, scored.span(), surface, all, inside, tongue);
  }

  /** A name that the knowledge does not have as it is written. */
  private OpenMention unmatched(boolean title, Span span, String surface) {
    List<OpenCandidate> all = new ArrayList<>();
    addOthers(all, candidates.otherwise(surface));
    return new OpenMention(title, span, surface, all, false, false);
  }

  /** Adds entities that the network was not asked of. */
  private void addOthers(List<OpenCandidate> all, List<CandidateReader.Other> others) {
    for (CandidateReader.Other other : others) {
      int ordinal = other.entity().ordinal();
      if (all.stream().noneMatch(candidate -> candidate.ordinal() == ordinal)) {
        all.add(OpenCandidate.unscored(ordinal, other.logPrior()));
        entities.putIfAbsent(ordinal, other.entity());
        related.add(ordinal);
      }
    }
  }

  /** All of it. */
  OpenDocument document() {
    KnownRelations relations = candidates.relations(related);
    Map<Integer, OpenEntity> open = new HashMap<>();
    entities.forEach(
        (ordinal, entity) ->
            open.put(
                ordinal,
                entity(
                    entity,
                    relations.neighbours().getOrDefault(ordinal, StoredNeighbours.NONE),
                    relations.types().getOrDefault(ordinal, new int[0]))));
    return new OpenDocument(mentions, names, open, relations.degrees());
  }

  private static OpenEntity entity(StoredEntity entity, StoredNeighbours joined, int[] types) {
    float[] weights = new float[joined.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = joined.weight(i) / 255f;
    }
    return new OpenEntity(
        entity.kind(), entity.rank(), joined.degree(), joined.ordinals(), weights, types);
  }

  /** The record of an entity that a mention may mean. */
  StoredEntity entity(int ordinal) {
    StoredEntity entity = entities.get(ordinal);
    if (entity == null) {
      throw new IllegalStateException("candidate " + ordinal + " was not read");
    }
    return entity;
  }
}
