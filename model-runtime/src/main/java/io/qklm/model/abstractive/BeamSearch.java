package io.qklm.model.abstractive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the likeliest summary: several drafts are followed at a time, each by its likeliest next
 * tokens. The rules that forbid and force tokens are those of Hugging Face's {@code generate}. Of
 * what is as likely the smaller token comes first, so that a search always finds the same.
 */
final class BeamSearch {

  private static final double NEVER = Double.NEGATIVE_INFINITY;

  /** Says what may come next. */
  interface Decoder {

    /**
     * Logits of the token behind each draft.
     *
     * @param drafts tokens so far, all of one length
     * @param parents for each draft the number of the one before that it goes on from
     * @return a row of the vocabulary for each draft; the caller may change it
     */
    float[][] next(List<long[]> drafts, int[] parents);
  }

  /** A draft, its parent's number and the logarithm of its probability. */
  @SuppressWarnings("ArrayRecordComponent") // followed by its number, never compared
  private record Draft(long[] tokens, int parent, double score) {
    Draft with(long token, int from, double whole) {
      long[] longer = java.util.Arrays.copyOf(tokens, tokens.length + 1);
      longer[tokens.length] = token;
      return new Draft(longer, from, whole);
    }
  }

  /** A token that may go on a draft. */
  private record Step(int draft, int token, double score) {}

  private final GenerationSettings settings;
  private final Decoder decoder;

  BeamSearch(GenerationSettings settings, Decoder decoder) {
    this.settings = settings;
    this.decoder = decoder;
  }

  /** The tokens of the likeliest summary, from the start on, the end among them if it came. */
  long[] best() {
    List<Draft> open = List.of(new Draft(new long[] {settings.start()}, 0, 0));
    List<Draft> finished = new ArrayList<>();
    for (int length = 1; length < settings.maxLength() && !open.isEmpty(); length++) {
      List<Draft> next = new ArrayList<>();
      List<Step> steps = steps(open, length);
      for (int rank = 0; rank < steps.size() && next.size() < settings.beams(); rank++) {
        Step step = steps.get(rank);
        Draft longer = open.get(step.draft()).with(step.token(), step.draft(), step.score());
        if (!settings.ends().contains((long) step.token())) {
          next.add(longer);
        } else if (rank < settings.beams()) {
          finished.add(longer);
        }
      }
      open = next;
      if (isDone(open, finished)) {
        open = List.of();
      }
    }
    List<Draft> all = new ArrayList<>(finished);
    all.addAll(open);
    return all.stream()
        .max(Comparator.comparingDouble(this::worth))
        .map(Draft::tokens)
        .orElse(new long[0]);
  }

  private boolean isDone(List<Draft> open, List<Draft> finished) {
    if (finished.size() < settings.beams() || open.isEmpty()) {
      return open.isEmpty();
    }
    if (settings.earlyStopping() || settings.beams() == 1) {
      return true;
    }
    double best = finished.stream().mapToDouble(this::worth).max().orElse(NEVER);
    return best >= open.stream().mapToDouble(this::worth).max().orElse(NEVER);
  }

  /** The score by length, the start not counted. */
  private double worth(Draft draft) {
    return draft.score()
        / Math.pow(Math.max(1, draft.tokens().length - 1), settings.lengthPenalty());
  }

  /** Twice as many as beams, the likeliest first: each beam may end and leave another. */
  private List<Step> steps(List<Draft> open, int length) {
    int[] parents = open.stream().mapToInt(Draft::parent).toArray();
    float[][] logits = decoder.next(open.stream().map(Draft::tokens).toList(), parents);
    List<Step> steps = new ArrayList<>();
    for (int draft = 0; draft < open.size(); draft++) {
      double[] likely = logProbabilities(logits[draft]);
      rule(likely, open.get(draft).tokens(), length);
      for (int token : most(likely, 2 * settings.beams())) {
        steps.add(new Step(draft, token, open.get(draft).score() + likely[token]));
      }
    }
    steps.sort(
        Comparator.comparingDouble((Step step) -> -step.score())
            .thenComparingInt(Step::draft)
            .thenComparingInt(Step::token));
    return steps.subList(0, Math.min(2 * settings.beams(), steps.size()));
  }

  private static double[] logProbabilities(float[] logits) {
    double largest = NEVER;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    double all = largest + Math.log(sum);
    double[] likely = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      likely[i] = logits[i] - all;
    }
    return likely;
  }

  /** Forbids and forces tokens. */
  private void rule(double[] likely, long[] tokens, int length) {
    settings.banned().forEach(token -> forbid(likely, token));
    if (length < settings.minLength()) {
      settings.ends().forEach(token -> forbid(likely, token));
    }
    repeated(tokens).forEach(token -> forbid(likely, token));
    if (length == 1 && settings.forcedFirst().isPresent()) {
      force(likely, settings.forcedFirst().getAsLong());
    } else if (length == settings.maxLength() - 1 && settings.forcedLast().isPresent()) {
      force(likely, settings.forcedLast().getAsLong());
    }
  }

  private static void forbid(double[] likely, long token) {
    if (token >= 0 && token < likely.length) {
      likely[(int) token] = NEVER;
    }
  }

  private static void force(double[] likely, long token) {
    if (token >= 0 && token < likely.length) {
      java.util.Arrays.fill(likely, NEVER);
      likely[(int) token] = 0;
    }
  }

  /** Tokens that would say some in a row twice. */
  private Set<Long> repeated(long[] tokens) {
    Set<Long> repeated = new HashSet<>();
    int run = settings.noRepeat() - 1;
    if (run < 0) {
      return repeated;
    }
    int last = tokens.length - run;
    for (int start = 0; start < last; start++) {
      boolean same = true;
      for (int i = 0; i < run && same; i++) {
        same = tokens[start + i] == tokens[last + i];
      }
      if (same) {
        repeated.add(tokens[start + run]);
      }
    }
    return repeated;
  }

  /** The likeliest tokens that may come at all, the smaller first of those that are as likely. */
  private static List<Integer> most(double[] likely, int count) {
    List<Integer> most = new ArrayList<>();
    for (int token = 0; token < likely.length; token++) {
      if (likely[token] == NEVER
          || (most.size() == count && likely[token] <= likely[most.get(count - 1)])) {
        continue;
      }
      int place = most.size();
      while (place > 0 && likely[token] > likely[most.get(place - 1)]) {
        place--;
      }
      most.add(place, token);
      if (most.size() > count) {
        most.remove(count);
      }
    }
    return most;
  }
}
