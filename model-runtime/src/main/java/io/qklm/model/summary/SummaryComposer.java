package io.qklm.model.summary;

import io.qklm.document.SegmentedText;
import io.qklm.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Makes a summary that stands alone of the sentences that say most: one that points to the sentence
 * before is taken with that one or not at all, a quotation as a whole or not at all, and nothing
 * twice. Where no sentence stands alone, the best one is taken as it is.
 */
public final class SummaryComposer {

  /** Sentences of the text that may lie between one that points back and what it points to. */
  private static final int FARTHEST = 2;

  /** Sentences that are passed by at most, so that a book costs no more than an article. */
  private static final int MOST_PASSED = 64;

  private final SegmentedText text;
  private final NavigableSet<Integer> candidates;
  private final Standing standing;
  private final Map<Integer, Span> spans = new HashMap<>();

  /**
   * A composer of a text's summary.
   *
   * @param candidates numbers of the sentences that it may take
   * @param language BCP 47 code; what points back is known of English alone
   */
  public SummaryComposer(SegmentedText text, List<Integer> candidates, String language) {
    this.text = text;
    this.candidates = new TreeSet<>(candidates);
    this.standing = new Standing(text, language);
    candidates.forEach(number -> spans.put(number, standing.span(number)));
  }

  /**
   * How long a summary may be.
   *
   * @param sentences at most
   * @param characters code points of its text at most
   */
  public record Limits(int sentences, int characters) {}

  /**
   * A sentence of the summary.
   *
   * @param span what is taken of it, UTF-16 units of the text
   * @param score from 0 to 1
   */
  public record Taken(Span span, double score) {}

  /** The summary's sentences in the order of the text; none where none is short enough. */
  public List<Taken> compose(SentenceRanking ranking, Limits limits) {
    SortedSet<Integer> chosen = standingAlone(ranking, limits);
    if (chosen.isEmpty()) {
      chosen = best(ranking, limits);
    }
    List<Taken> taken = new ArrayList<>();
    for (int number : chosen) {
      taken.add(new Taken(span(number), ranking.score(number)));
    }
    return taken;
  }

  private SortedSet<Integer> standingAlone(SentenceRanking ranking, Limits limits) {
    SortedSet<Integer> chosen = new TreeSet<>();
    SortedSet<Integer> open = new TreeSet<>(candidates);
    int passed = 0;
    while (chosen.size() < limits.sentences() && passed < MOST_PASSED) {
      OptionalInt next = ranking.next(chosen, open);
      if (next.isEmpty()) {
        break;
      }
      int sentence = next.getAsInt();
      open.remove(sentence);
      Optional<SortedSet<Integer>> needed = needed(sentence, chosen, limits.sentences());
      if (needed.isPresent() && fits(needed.get(), chosen, limits)) {
        chosen.addAll(needed.get());
        // What was passed by may stand now.
        open.addAll(candidates);
        open.removeAll(chosen);
      } else {
        passed++;
      }
    }
    return chosen;
  }

  private boolean fits(Set<Integer> more, Set<Integer> chosen, Limits limits) {
    SortedSet<Integer> all = new TreeSet<>(chosen);
    all.addAll(more);
    return all.size() <= limits.sentences()
        && length(all) <= limits.characters()
        && !repeats(more, chosen);
  }

  /** The best sentence that is short enough, whatever it points to. */
  private SortedSet<Integer> best(SentenceRanking ranking, Limits limits) {
    SortedSet<Integer> open = new TreeSet<>(candidates);
    OptionalInt next = ranking.next(Set.of(), open);
    while (next.isPresent()) {
      SortedSet<Integer> one = new TreeSet<>(Set.of(next.getAsInt()));
      if (length(one) <= limits.characters()) {
        return one;
      }
      open.removeAll(one);
      next = ranking.next(Set.of(), open);
    }
    return new TreeSet<>();
  }

  /** A sentence with those that it does not stand without; empty where they are not to be had. */
  private Optional<SortedSet<Integer>> needed(int sentence, Set<Integer> chosen, int most) {
    SortedSet<Integer> needed = new TreeSet<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(sentence));
    while (!open.isEmpty()) {
      int number = open.remove();
      if (chosen.contains(number) || !needed.add(number)) {
        continue;
      }
      if (needed.size() > most
          || standing.quotations().isBroken(number)
          || !candidates.contains(number)) {
        return Optional.empty();
      }
      Quotations quotations = standing.quotations();
      for (int i = quotations.first(number); i <= quotations.last(number); i++) {
        open.add(i);
      }
      if (standing.pointsBack(number)) {
        Integer before = candidates.lower(number);
        // What nothing stands before points to nothing that was left out.
        if (before != null) {
          if (isFar(before, number)) {
            return Optional.empty();
          }
          open.add(before);
        }
      }
    }
    return Optional.of(needed);
  }

  private boolean isFar(int before, int number) {
    return IntStream.range(before + 1, number)
            .filter(between -> SummaryCandidates.isRead(text, between))
            .limit(FARTHEST + 1)
            .count()
        > FARTHEST;
  }

  private boolean repeats(Set<Integer> more, Set<Integer> chosen) {
    for (int number : more) {
      Set<String> content = NearCopies.content(span(number).in(text.text()));
      for (int other : chosen) {
        if (NearCopies.same(content, NearCopies.content(span(other).in(text.text())))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Code points of the sentences' text, a space between each two. */
  private int length(Set<Integer> sentences) {
    int length = Math.max(0, sentences.size() - 1);
    for (int number : sentences) {
      String words = text.words(span(number));
      length += words.codePointCount(0, words.length());
    }
    return length;
  }

  private Span span(int number) {
    Span clipped = spans.get(number);
    return clipped == null ? text.sentences().get(number).span() : clipped;
  }
}
