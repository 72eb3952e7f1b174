package io.qklm.stories.content;

import io.qklm.stories.term.TermFrequencies;
import io.qklm.stories.term.TermHash;
import io.qklm.stories.term.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import opennlp.tools.stemmer.PorterStemmer;

/**
 * What a document says that its story had not said. A sentence is as new as the share of its words,
 * each weighed by its rarity, that no document of the story had; numbers are words as rare as any.
 * Not thread safe.
 */
public final class Novelty {

  /** Share from which a sentence is new. */
  public static final double NEW = 0.5;

  private final PorterStemmer stemmer = new PorterStemmer();
  private final TermFrequencies language;

  public Novelty(TermFrequencies language) {
    this.language = language;
  }

  /** A sentence and how new it is, from 0 to 1. */
  public record NewSentence(StorySentence sentence, double novelty) {}

  /**
   * What is new.
   *
   * @param score of the newest sentence; 0 without sentences
   * @param sentences those that are at least {@link #NEW}, in the order of the text
   */
  public record Result(double score, List<NewSentence> sentences) {

    public Result {
      sentences = List.copyOf(sentences);
    }
  }

  /**
   * Reads sentences against what was said, and adds what they say.
   *
   * @param said hashes of words; grows
   */
  public Result read(List<StorySentence> sentences, Set<Integer> said) {
    List<NewSentence> fresh = new ArrayList<>();
    Set<Integer> now = new HashSet<>();
    double most = 0;
    for (StorySentence sentence : sentences) {
      Set<Integer> terms = terms(sentence.text());
      double all = 0;
      double unsaid = 0;
      for (int term : terms) {
        double rarity = language.rarity(term);
        all += rarity;
        unsaid += said.contains(term) ? 0 : rarity;
      }
      double novelty = all == 0 ? 0 : unsaid / all;
      most = Math.max(most, novelty);
      if (novelty >= NEW) {
        fresh.add(new NewSentence(sentence, novelty));
      }
      now.addAll(terms);
    }
    said.addAll(now);
    return new Result(most, fresh);
  }

  private Set<Integer> terms(String text) {
    Set<Integer> terms = new HashSet<>();
    Words.of(text).forEach(word -> terms.add(TermHash.of(stemmer.stem(word))));
    return terms;
  }
}
