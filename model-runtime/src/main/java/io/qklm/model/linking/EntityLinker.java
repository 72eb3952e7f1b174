package io.qklm.model.linking;

import io.qklm.kg.EntityKind;
import io.qklm.kg.alias.Candidate;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.encoding.EncodedDocument;
import io.qklm.model.encoding.Vectors;
import io.qklm.model.stage.Stage;
import io.qklm.model.stage.StageTimes;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Resolves the mentions of a text: the prior of each candidate, how its vector fits the sentence
 * and the text, and how it fits the other links, weighed into log-odds. Borrows the snapshot.
 */
public final class EntityLinker {

  /** A prior of zero would rule a candidate out for good. */
  private static final double SMALLEST_PRIOR = 1e-4;

  private final KnowledgeSnapshot snapshot;
  private final LinkingOptions options;
  private final MentionFinder finder;

  public EntityLinker(KnowledgeSnapshot snapshot, LinkingOptions options) {
    this.snapshot = snapshot;
    this.options = options;
    this.finder = new MentionFinder(snapshot.aliases());
  }

  /**
   * The links of a text in the order of their spans, never overlapping.
   *
   * @param counts whether a name may stand at a span
   * @param times its clock runs; told of each stage as it ends
   */
  public List<Link> link(EncodedDocument document, Predicate<Span> counts, StageTimes times) {
    Text text = score(document, counts, times);
    List<Link> links = new ArrayList<>(text.mentions().size());
    for (Scored scored : text.mentions()) {
      scored.resolve(text.topic(), text.knowledge()).ifPresent(links::add);
    }
    List<Link> resolved = lastNames(document.text(), links);
    times.end(Stage.LINK);
    return resolved;
  }

  /**
   * What each mention may mean and how sure the linker is of it; also where it makes no link.
   *
   * @param counts whether a name may stand at a span
   */
  public List<WeighedMention> weigh(EncodedDocument document, Predicate<Span> counts) {
    Text text = score(document, counts, new StageTimes());
    return text.mentions().stream()
        .map(scored -> scored.weigh(text.topic(), text.knowledge()))
        .toList();
  }

  /** A text's mentions, their candidates, and what the likeliest of these have in common. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record Text(List<Scored> mentions, LoadedEntities knowledge, float[] topic) {}

  private Text score(EncodedDocument document, Predicate<Span> counts, StageTimes times) {
    List<Scored> mentions = new ArrayList<>();
    List<Integer> ordinals = new ArrayList<>();
    for (Mention mention : finder.find(document, counts)) {
      List<Candidate> candidates =
          snapshot.aliases().candidates(mention.match(), options.candidates());
      if (!candidates.isEmpty()) {
        candidates.forEach(candidate -> ordinals.add(candidate.ordinal()));
        mentions.add(new Scored(mention, candidates));
      }
    }
    LoadedEntities knowledge = LoadedEntities.load(snapshot, ordinals);
    times.end(Stage.CANDIDATES);
    for (Scored scored : mentions) {
      scored.firstPass(document, knowledge);
    }
    return new Text(mentions, knowledge, topic(mentions, knowledge));
  }

  /** What the text's likeliest links have in common. */
  private static float[] topic(List<Scored> mentions, LoadedEntities knowledge) {
    Map<Integer, Double> best = new HashMap<>();
    for (Scored scored : mentions) {
      best.merge(scored.bestOrdinal(), scored.bestProbability(), Math::max);
    }
    float[] topic = new float[knowledge.vectors().length == 0 ? 0 : knowledge.vectors()[0].length];
    best.forEach(
        (ordinal, probability) ->
            Vectors.add(topic, knowledge.vector(ordinal), probability.floatValue()));
    return topic;
  }

  /** A last name alone means the person whose full name the text gave before. */
  private static List<Link> lastNames(String text, List<Link> links) {
    Map<String, Link> persons = new HashMap<>();
    List<Link> result = new ArrayList<>(links.size());
    for (Link link : links) {
      String surface = link.span().in(text);
      int space = surface.lastIndexOf(' ');
      Link earlier = persons.get(surface.toLowerCase(Locale.ROOT));
      if (space < 0 && earlier != null) {
        result.add(new Link(link.span(), earlier.kind(), earlier.entity(), earlier.score()));
        continue;
      }
      if (space > 0 && link.entity().isPresent() && link.kind() == EntityKind.PER) {
        persons.put(surface.substring(space + 1).toLowerCase(Locale.ROOT), link);
      }
      result.add(link);
    }
    return result;
  }

  /** A mention with the log-odds of its candidates so far. */
  private final class Scored {
    private final Mention mention;
    private final List<Candidate> candidates;
    private final double[] logOdds;

    Scored(Mention mention, List<Candidate> candidates) {
      this.mention = mention;
      this.candidates = candidates;
      this.logOdds = new double[candidates.size()];
    }

    void firstPass(EncodedDocument document, LoadedEntities knowledge) {
      LinkingWeights w = options.weights();
      double shape =
          w.bias()
              + w.words() * Math.min(3, mention.words() - 1)
              + (mention.sentenceStart() ? w.sentenceStart() : 0)
              + (mention.shouting() ? w.shouting() : 0)
              + (mention.insideName() ? w.insideName() : 0)
              + (mention.besideName() ? w.besideName() : 0);
      for (int i = 0; i < logOdds.length; i++) {
        Candidate candidate = candidates.get(i);
        float[] vector = knowledge.vector(candidate.ordinal());
        StoredEntity entity = knowledge.entity(candidate.ordinal());
        double sentence =
            mention.sentence() < 0
                ? 0
                : Vectors.cosine(document.sentenceVectors().get(mention.sentence()), vector);
        logOdds[i] =
            shape
                + w.prior() * Math.log(Math.max(SMALLEST_PRIOR, candidate.prior()))
                + w.sentence() * sentence
                + w.document() * Vectors.cosine(document.documentVector(), vector)
                + w.rank() * entity.rank()
                + (entity.kind() == EntityKind.OTHER ? w.commonConcept() : 0)
                + (entity.kind() == EntityKind.UNKNOWN ? w.unknownKind() : 0);
      }
    }

    int bestOrdinal() {
      return candidates.get(best(logOdds)).ordinal();
    }

    double bestProbability() {
      return sigmoid(logOdds[best(logOdds)]);
    }

    /** Log-odds of the candidates in the light of the text's other mentions. */
    private double[] total(float[] topic, LoadedEntities knowledge) {
      double own = bestProbability();
      int ownOrdinal = bestOrdinal();
      double[] total = logOdds.clone();
      float[] others = topic.clone();
      // Its own first choice must not vote for itself.
      Vectors.add(others, knowledge.vector(ownOrdinal), (float) -own);
      // Entity vectors have unit length, so this is small where all other links are doubtful.
      double certainty = Math.min(1, Math.sqrt(Vectors.dot(others, others)));
      for (int i = 0; i < total.length; i++) {
        total[i] +=
            options.weights().coherence()
                * certainty
                * Vectors.cosine(others, knowledge.vector(candidates.get(i).ordinal()));
      }
      return total;
    }

    WeighedMention weigh(float[] topic, LoadedEntities knowledge) {
      double[] total = total(topic, knowledge);
      List<WeighedMention.Weighed> weighed = new ArrayList<>(total.length);
      for (int i = 0; i < total.length; i++) {
        Candidate candidate = candidates.get(i);
        weighed.add(
            new WeighedMention.Weighed(
                knowledge.entity(candidate.ordinal()), candidate.prior(), sigmoid(total[i])));
      }
      return WeighedMention.of(mention.span(), weighed);
    }

    /** The mention's link or NIL; nothing where it was hardly a name. */
    Optional<Link> resolve(float[] topic, LoadedEntities knowledge) {
      double[] total = total(topic, knowledge);
      int best = best(total);
      double probability = sigmoid(total[best]);
      StoredEntity entity = knowledge.entity(candidates.get(best).ordinal());
      Span span = mention.span();
      if (probability >= options.nilThreshold()) {
        return Optional.of(new Link(span, entity.kind(), Optional.of(entity), probability));
      }
      boolean name =
          !mention.sentenceStart()
              && entity.kind() != EntityKind.OTHER
              && entity.kind() != EntityKind.UNKNOWN;
      return name
          ? Optional.of(new Link(span, entity.kind(), Optional.empty(), 1 - probability))
          : Optional.empty();
    }

    private static int best(double[] values) {
      int best = 0;
      for (int i = 1; i < values.length; i++) {
        if (values[i] > values[best]) {
          best = i;
        }
      }
      return best;
    }

    private static double sigmoid(double logOdds) {
      return 1 / (1 + Math.exp(-logOdds));
    }
  }
}
