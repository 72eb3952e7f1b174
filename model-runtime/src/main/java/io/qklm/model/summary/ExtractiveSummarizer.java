package io.qklm.model.summary;

import io.qklm.model.encoding.EncodedDocument;
import io.qklm.model.encoding.Vectors;
import io.qklm.text.Span;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Chooses the sentences that say most of a text: close to the text as a whole and to its headline,
 * early in it, and not saying what another chosen one says already (maximal marginal relevance,
 * Carbonell and Goldstein 1998).
 */
public final class ExtractiveSummarizer {

  /** Sentences of fewer characters seldom carry news. */
  private static final int SHORT = 25;

  private static final double SHORT_PENALTY = 0.3;

  /** For a sentence cut out of a longer quotation, which reads badly alone. */
  private static final double OPEN_QUOTE_PENALTY = 0.15;

  private final SummaryOptions options;

  public ExtractiveSummarizer(SummaryOptions options) {
    this.options = options;
  }

  /**
   * The chosen sentences in the text's order.
   *
   * @param title the vector of the headline, if there is one
   */
  public List<ChosenSentence> choose(EncodedDocument document, Optional<float[]> title) {
    return choose(
        document, title, IntStream.range(0, document.sentences().size()).boxed().toList());
  }

  /**
   * The chosen ones of some sentences, in the text's order.
   *
   * @param title the vector of the headline, if there is one
   * @param candidates numbers of the sentences that may be chosen, in their order
   */
  public List<ChosenSentence> choose(
      EncodedDocument document, Optional<float[]> title, List<Integer> candidates) {
    SentenceRanking ranking = ranking(document, title, candidates);
    Set<Integer> open = new TreeSet<>(candidates);
    Set<Integer> chosen = new TreeSet<>();
    OptionalInt next = ranking.next(chosen, open);
    while (chosen.size() < options.sentences() && next.isPresent()) {
      chosen.add(next.getAsInt());
      open.remove(next.getAsInt());
      next = ranking.next(chosen, open);
    }
    return chosen.stream()
        .map(i -> new ChosenSentence(document.sentences().get(i), ranking.score(i)))
        .toList();
  }

  /**
   * Some sentences by what they add to a summary.
   *
   * @param title the vector of the headline, if there is one
   * @param candidates numbers of the sentences, in their order
   */
  public SentenceRanking ranking(
      EncodedDocument document, Optional<float[]> title, List<Integer> candidates) {
    double[] relevance = new double[document.sentences().size()];
    for (int place = 0; place < candidates.size(); place++) {
      int sentence = candidates.get(place);
      relevance[sentence] = relevance(document, title, sentence, place);
    }
    return new Ranking(document, relevance);
  }

  private double relevance(
      EncodedDocument document, Optional<float[]> title, int sentence, int place) {
    float[] vector = document.sentenceVectors().get(sentence);
    double score =
        options.centrality() * Vectors.dot(vector, document.documentVector())
            + options.position() / Math.sqrt(1 + place);
    if (title.isPresent()) {
      score += options.title() * Vectors.dot(vector, title.get());
    }
    Span span = document.sentences().get(sentence);
    return score
        - (span.length() < SHORT ? SHORT_PENALTY : 0)
        - (hasOpenQuote(document.text(), span) ? OPEN_QUOTE_PENALTY : 0);
  }

  private static boolean hasOpenQuote(String text, Span span) {
    int straight = 0;
    int curly = 0;
    for (int i = span.start(); i < span.end(); i++) {
      switch (text.charAt(i)) {
        case '"' -> straight++;
        case '\u201C' -> curly++;
        case '\u201D' -> curly--;
        default -> {}
      }
    }
    return straight % 2 != 0 || curly != 0;
  }

  /** Maximal marginal relevance. */
  private final class Ranking implements SentenceRanking {

    private final EncodedDocument document;
    private final double[] relevance;

    Ranking(EncodedDocument document, double[] relevance) {
      this.document = document;
      this.relevance = relevance;
    }

    /** Relevance brought to 0..1 by the largest it can be. */
    @Override
    public double score(int sentence) {
      double largest = options.centrality() + options.position() + options.title();
      return Math.max(0, Math.min(1, relevance[sentence] / largest));
    }

    @Override
    public OptionalInt next(Collection<Integer> chosen, Collection<Integer> open) {
      OptionalInt best = OptionalInt.empty();
      double bestScore = Double.NEGATIVE_INFINITY;
      for (int i : open) {
        double score = relevance[i] - options.redundancy() * redundancy(i, chosen);
        if (best.isEmpty() || score > bestScore) {
          best = OptionalInt.of(i);
          bestScore = score;
        }
      }
      return best;
    }

    private double redundancy(int sentence, Collection<Integer> chosen) {
      float[] vector = document.sentenceVectors().get(sentence);
      double redundancy = 0;
      for (int other : chosen) {
        redundancy =
            Math.max(redundancy, Vectors.dot(vector, document.sentenceVectors().get(other)));
      }
      return redundancy;
    }
  }

  /**
   * A sentence of the summary.
   *
   * @param span where it stands, UTF-16 units
   * @param score from 0 to 1
   */
  public record ChosenSentence(Span span, double score) {}
}
