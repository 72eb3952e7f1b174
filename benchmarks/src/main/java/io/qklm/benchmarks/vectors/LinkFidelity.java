package io.qklm.benchmarks.vectors;

import io.qklm.benchmarks.data.GoldDocument;
import io.qklm.benchmarks.data.LinkingSets;
import io.qklm.document.SentenceSplitter;
import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.EntityId;
import io.qklm.kg.alias.Candidate;
import io.qklm.kg.store.EntityText;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.ModelBundle;
import io.qklm.model.SentenceEncoder;
import io.qklm.model.encoding.EncodedDocument;
import io.qklm.model.linking.LinkingWeights;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Mentions of AIDA dev whose right entity is among several candidates, with the exact vectors of
 * text and candidates: how well a set of entity vectors ranks them, alone and beside the prior.
 */
final class LinkFidelity {

  private static final String SET = "aida-dev";
  private static final int CANDIDATES = 16;
  private static final int BATCH = 256;
  private static final double SMALLEST_PRIOR = 1e-6;

  /**
   * A mention.
   *
   * @param candidates by prior
   * @param right place of the right one among them
   * @param sentence unit vector of the mention's sentence
   * @param document unit vector of the text
   */
  @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
  private record Ranked(
      List<Candidate> candidates, int right, float[] sentence, float[] document) {}

  /**
   * How often the right entity comes first, and the mean of one over its place.
   *
   * @param first share of mentions, by vector alone
   * @param reciprocal mean reciprocal rank, by vector alone
   * @param firstWithPrior share of mentions, by the linker's weights of prior, sentence and text
   * @param reciprocalWithPrior the same for the mean
   */
  record Quality(
      double first, double reciprocal, double firstWithPrior, double reciprocalWithPrior) {}

  private final List<Ranked> mentions;
  private final Map<Integer, float[]> vectors;

  private LinkFidelity(List<Ranked> mentions, Map<Integer, float[]> vectors) {
    this.mentions = mentions;
    this.vectors = vectors;
  }

  /** Draws mentions, encodes their texts and embeds their candidates. */
  static LinkFidelity sample(
      Path data, Path knowledge, int wanted, long seed, EntityEmbedder embedder)
      throws IOException {
    List<GoldDocument> documents = new ArrayList<>(LinkingSets.in(data).named(SET));
    Collections.shuffle(documents, new Random(seed));
    List<Ranked> mentions = new ArrayList<>();
    SentenceSplitter splitter = new SentenceSplitter();
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge);
        SentenceEncoder encoder = SentenceEncoder.open(ModelBundle.zeroShot(), 2)) {
      for (GoldDocument document : documents) {
        if (mentions.size() >= wanted) {
          break;
        }
        String text = document.text();
        add(mentions, snapshot, document, encoder.encode(text, splitter.split(text, "en")));
      }
      return new LinkFidelity(mentions, embed(snapshot, mentions, embedder));
    }
  }

  private static void add(
      List<Ranked> mentions,
      KnowledgeSnapshot snapshot,
      GoldDocument document,
      EncodedDocument encoded) {
    CodePointIndex index = CodePointIndex.of(document.text());
    for (GoldDocument.GoldMention gold : document.mentions()) {
      Span span = index.toUtf16(gold.span());
      List<Candidate> candidates =
          snapshot.aliases().candidates(span.in(document.text()), CANDIDATES);
      int right = right(candidates, gold, snapshot);
      int sentence = sentence(encoded.sentences(), span);
      if (candidates.size() > 1 && right >= 0 && sentence >= 0) {
        mentions.add(
            new Ranked(
                candidates,
                right,
                encoded.sentenceVectors().get(sentence),
                encoded.documentVector()));
      }
    }
  }

  private static int right(
      List<Candidate> candidates, GoldDocument.GoldMention gold, KnowledgeSnapshot snapshot) {
    for (String id : gold.ids()) {
      OptionalInt ordinal = snapshot.ordinal(new EntityId(id));
      for (int i = 0; i < candidates.size() && ordinal.isPresent(); i++) {
        if (candidates.get(i).ordinal() == ordinal.getAsInt()) {
          return i;
        }
      }
    }
    return -1;
  }

  private static int sentence(List<Span> sentences, Span mention) {
    for (int s = 0; s < sentences.size(); s++) {
      if (sentences.get(s).start() <= mention.start() && mention.end() <= sentences.get(s).end()) {
        return s;
      }
    }
    return -1;
  }

  private static Map<Integer, float[]> embed(
      KnowledgeSnapshot snapshot, List<Ranked> mentions, EntityEmbedder embedder)
      throws IOException {
    TreeSet<Integer> needed = new TreeSet<>();
    mentions.forEach(mention -> mention.candidates().forEach(c -> needed.add(c.ordinal())));
    List<Integer> ordinals = List.copyOf(needed);
    Map<Integer, float[]> vectors = new HashMap<>();
    for (int from = 0; from < ordinals.size(); from += BATCH) {
      List<Integer> batch = ordinals.subList(from, Math.min(ordinals.size(), from + BATCH));
      float[][] embedded =
          embedder.embed(
              batch.stream().map(o -> embedder.verbalize(entity(snapshot, o), List.of())).toList());
      for (int i = 0; i < embedded.length; i++) {
        vectors.put(batch.get(i), embedded[i]);
      }
    }
    return vectors;
  }

  private static Entity entity(KnowledgeSnapshot snapshot, int ordinal) {
    StoredEntity stored = snapshot.entity(ordinal);
    EntityText text = snapshot.text(ordinal, "en");
    return new Entity(
        stored.id(),
        Map.of("en", text.label()),
        Map.of("en", text.aliases()),
        text.description().map(line -> Map.of("en", line)).orElse(Map.of()),
        snapshot.types(ordinal),
        stored.kind(),
        stored.rank());
  }

  int mentions() {
    return mentions.size();
  }

  int candidates() {
    return vectors.size();
  }

  /** The quality of the exact vectors. */
  Quality exact() {
    return quality(vectors::get);
  }

  /** The quality of what a code gives back. */
  Quality coded(VectorCodec codec) {
    Map<Integer, float[]> decoded = new HashMap<>();
    vectors.forEach(
        (ordinal, vector) -> decoded.put(ordinal, codec.decoded(codec.encoded(vector))));
    return quality(decoded::get);
  }

  /** The control: every entity has the vector of another. */
  Quality shuffled(long seed) {
    List<Integer> ordinals = new ArrayList<>(new TreeSet<>(vectors.keySet()));
    List<Integer> others = new ArrayList<>(ordinals);
    Collections.shuffle(others, new Random(seed));
    Map<Integer, float[]> shuffled = new HashMap<>();
    for (int i = 0; i < others.size(); i++) {
      shuffled.put(ordinals.get(i), exactly(others.get(i)));
    }
    return quality(shuffled::get);
  }

  private float[] exactly(int ordinal) {
    float[] vector = vectors.get(ordinal);
    if (vector == null) {
      throw new IllegalStateException("entity " + ordinal + " was not embedded");
    }
    return vector;
  }

  private Quality quality(IntFunction<float[]> vectorOf) {
    LinkingWeights weights = LinkingWeights.defaults();
    int first = 0;
    int firstWithPrior = 0;
    double reciprocal = 0;
    double reciprocalWithPrior = 0;
    for (Ranked mention : mentions) {
      double[] alone = new double[mention.candidates().size()];
      double[] together = new double[alone.length];
      for (int i = 0; i < alone.length; i++) {
        Candidate candidate = mention.candidates().get(i);
        float[] vector = vectorOf.apply(candidate.ordinal());
        alone[i] =
            weights.sentence() * cosine(mention.sentence(), vector)
                + weights.document() * cosine(mention.document(), vector);
        together[i] =
            alone[i] + weights.prior() * Math.log(Math.max(SMALLEST_PRIOR, candidate.prior()));
      }
      double place = place(alone, mention.right());
      double placeWithPrior = place(together, mention.right());
      first += place == 1 ? 1 : 0;
      firstWithPrior += placeWithPrior == 1 ? 1 : 0;
      reciprocal += 1 / place;
      reciprocalWithPrior += 1 / placeWithPrior;
    }
    double count = mentions.size();
    return new Quality(
        first / count, reciprocal / count, firstWithPrior / count, reciprocalWithPrior / count);
  }

  /** From 1; equals count half, so that a code that says nothing gains nothing by the order. */
  private static double place(double[] scores, int right) {
    double better = Arrays.stream(scores).filter(score -> score > scores[right]).count();
    double equal = Arrays.stream(scores).filter(score -> score == scores[right]).count() - 1;
    return 1 + better + equal / 2;
  }

  private static double cosine(float[] left, float[] right) {
    double product = 0;
    double leftSquares = 0;
    double rightSquares = 0;
    for (int d = 0; d < left.length; d++) {
      product += (double) left[d] * right[d];
      leftSquares += (double) left[d] * left[d];
      rightSquares += (double) right[d] * right[d];
    }
    double squares = leftSquares * rightSquares;
    return squares == 0 ? 0 : product / Math.sqrt(squares);
  }
}
