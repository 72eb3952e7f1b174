package io.qklm.model.describe;

import io.qklm.document.EntitySentence;
import io.qklm.document.FactStatement;
import io.qklm.document.SegmentedText;
import io.qklm.document.layout.BlockKind;
import io.qklm.kg.EntityId;
import io.qklm.kg.FactObject;
import io.qklm.model.linking.Link;
import io.qklm.model.summary.Standing;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;

/**
 * Chooses for each linked entity the sentence that says most of it: one in which it is the subject
 * or is told what it is, in which entities stand that the knowledge relates to it, which says much
 * of the text and stands alone. The first mention counts for something and decides nothing.
 */
public final class EntitySentences {

  private static final double FIRST = 0.4;
  private static final double SALIENT = 0.6;
  private static final double RELATED = 0.3;
  private static final int MOST_RELATED = 2;
  private static final double NOT_ALONE = -0.6;
  private static final double NO_PROSE = -1.5;
  private static final double CUT_OFF = -1;
  private static final double SHORT = -0.5;
  private static final double LONG = -0.3;
  private static final double CROWDED = -0.1;
  private static final int CROWD = 3;
  private static final int SHORT_WORDS = 6;
  private static final int LONG_WORDS = 45;

  private final SegmentedText text;
  private final Standing standing;
  private final IntToDoubleFunction salience;
  private final Set<Integer> candidates;

  /**
   * A chooser over one text.
   *
   * @param candidates numbers of the sentences that a summary may take; the others are taken where
   *     no such one names an entity
   * @param language BCP 47 code
   * @param salience how much of the text a sentence says, from 0 to 1, by its number
   */
  public EntitySentences(
      SegmentedText text, List<Integer> candidates, String language, IntToDoubleFunction salience) {
    this.text = text;
    this.standing = new Standing(text, language);
    this.salience = salience;
    this.candidates = new TreeSet<>(candidates);
  }

  /** The sentence of each linked entity that stands in one, in the order of first mentions. */
  public Map<EntityId, EntitySentence> choose(List<Link> links, List<FactStatement> facts) {
    Map<Integer, Set<EntityId>> named = new HashMap<>();
    Map<EntityId, Map<Integer, Double>> scores = new LinkedHashMap<>();
    int sentence = 0;
    for (Link link : links) {
      if (link.entity().isEmpty()) {
        continue;
      }
      while (sentence < text.sentences().size() - 1
          && text.sentences().get(sentence).span().end() <= link.span().start()) {
        sentence++;
      }
      if (text.sentences().isEmpty() || !holds(sentence, link.span())) {
        continue;
      }
      EntityId id = link.entity().get().id();
      named.computeIfAbsent(sentence, none -> new HashSet<>()).add(id);
      scores
          .computeIfAbsent(id, none -> new LinkedHashMap<>())
          .merge(sentence, said(sentence, link.span()), Math::max);
    }
    Map<EntityId, Set<EntityId>> related = related(facts);
    CodePointIndex index = CodePointIndex.of(text.text());
    Map<EntityId, EntitySentence> chosen = new LinkedHashMap<>();
    scores.forEach(
        (id, said) -> {
          Span span = taken(best(id, said, named, related.getOrDefault(id, Set.of())));
          chosen.put(id, new EntitySentence(index.toCodePoints(span), text.words(span)));
        });
    return chosen;
  }

  private boolean holds(int sentence, Span mention) {
    Span span = text.sentences().get(sentence).span();
    return span.start() <= mention.start() && mention.end() <= span.end();
  }

  private double said(int sentence, Span mention) {
    Span taken = taken(sentence);
    // A dateline names a place and says nothing of it.
    return taken.start() > mention.start() || taken.end() < mention.end()
        ? CUT_OFF
        : Saying.of(text.text(), taken, mention);
  }

  private Span taken(int sentence) {
    return standing.span(sentence);
  }

  private int best(
      EntityId id,
      Map<Integer, Double> said,
      Map<Integer, Set<EntityId>> named,
      Set<EntityId> related) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    boolean first = true;
    for (Map.Entry<Integer, Double> one : said.entrySet()) {
      int sentence = one.getKey();
      Set<EntityId> others = new HashSet<>(named.getOrDefault(sentence, Set.of()));
      others.remove(id);
      long neighbours = others.stream().filter(related::contains).count();
      double score =
          one.getValue()
              + (first ? FIRST : 0)
              + RELATED * Math.min(MOST_RELATED, neighbours)
              + CROWDED * Math.max(0, others.size() - CROWD)
              + ofSentence(sentence);
      first = false;
      if (score > most) {
        most = score;
        best = sentence;
      }
    }
    return best;
  }

  private double ofSentence(int sentence) {
    SegmentedText.Sentence found = text.sentences().get(sentence);
    String words = taken(sentence).in(text.text());
    int count = words.split("\\s+", -1).length;
    boolean prose = found.kind() == BlockKind.PROSE && candidates.contains(sentence);
    return (prose ? 0 : NO_PROSE)
        + SALIENT * salience.applyAsDouble(sentence)
        + (standing.standsAlone(sentence) ? 0 : NOT_ALONE)
        + (count < SHORT_WORDS ? SHORT : count > LONG_WORDS ? LONG : 0);
  }

  private static Map<EntityId, Set<EntityId>> related(List<FactStatement> facts) {
    Map<EntityId, Set<EntityId>> related = new HashMap<>();
    for (FactStatement fact : facts) {
      if (fact.object() instanceof FactObject.OfEntity object) {
        related.computeIfAbsent(fact.subject(), none -> new HashSet<>()).add(object.id());
        related.computeIfAbsent(object.id(), none -> new HashSet<>()).add(fact.subject());
      }
    }
    return related;
  }
}
