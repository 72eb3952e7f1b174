package io.qklm.model.annotate;

import io.qklm.kg.EntityKind;
import io.qklm.model.window.WordJoint;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Names from the label logits of words: the likeliest labels that make sense one after the other
 * (Viterbi 1967). An I continues a name of its kind; words that belong together are in one name or
 * in none.
 */
public final class NameReader {

  private static final List<MentionLabel> LABELS = List.of(MentionLabel.values());

  private NameReader() {}

  /**
   * The names of a window, in their order; a name's score is the mean probability of its labels.
   *
   * @param words spans of the words, UTF-16 units
   * @param joints of the words
   * @param logits a row a word, in the order of {@link MentionLabel#index()}
   */
  public static List<ScoredName> names(
      List<Span> words, List<WordJoint> joints, List<float[]> logits) {
    List<MentionLabel> labels = labels(joints, logits);
    List<ScoredName> names = new ArrayList<>();
    int word = 0;
    while (word < labels.size()) {
      int first = word++;
      while (word < labels.size() && continues(labels.get(word))) {
        word++;
      }
      if (labels.get(first) != MentionLabel.O) {
        Span span = new Span(words.get(first).start(), words.get(word - 1).end());
        names.add(name(span, labels.subList(first, word), logits.subList(first, word)));
      }
    }
    return names;
  }

  private static ScoredName name(Span span, List<MentionLabel> labels, List<float[]> logits) {
    double score = 0;
    Map<EntityKind, Double> kinds = new EnumMap<>(EntityKind.class);
    for (int word = 0; word < labels.size(); word++) {
      double[] shares = probabilities(logits.get(word));
      score += shares[labels.get(word).index()] / labels.size();
      for (MentionLabel label : LABELS) {
        double share = shares[label.index()] / labels.size();
        label.kind().ifPresent(kind -> kinds.merge(kind, share, Double::sum));
      }
    }
    EntityKind kind = labels.get(0).kind().orElse(EntityKind.UNKNOWN);
    return new ScoredName(new Name(span, kind), score, kinds);
  }

  /** The likeliest labels of all that may follow each other. */
  private static List<MentionLabel> labels(List<WordJoint> joints, List<float[]> logits) {
    int count = LABELS.size();
    int[][] from = new int[logits.size()][count];
    double[] best = new double[count];
    for (int word = 0; word < logits.size(); word++) {
      double[] next = new double[count];
      for (MentionLabel label : LABELS) {
        int to = label.index();
        next[to] = Double.NEGATIVE_INFINITY;
        for (MentionLabel before : LABELS) {
          boolean fits =
              word == 0
                  ? !continues(label) && before == MentionLabel.O
                  : follows(before, label, joints.get(word));
          if (fits && best[before.index()] > next[to]) {
            next[to] = best[before.index()];
            from[word][to] = before.index();
          }
        }
        next[to] += logits.get(word)[to];
      }
      best = next;
    }
    List<MentionLabel> labels = new ArrayList<>(logits.size());
    int label = 0;
    for (int other = 1; other < count; other++) {
      label = best[other] > best[label] ? other : label;
    }
    for (int word = logits.size() - 1; word >= 0; word--) {
      labels.add(MentionLabel.at(label));
      label = from[word][label];
    }
    Collections.reverse(labels);
    return labels;
  }

  private static boolean follows(MentionLabel before, MentionLabel label, WordJoint joint) {
    if (continues(label)) {
      return joint != WordJoint.APART && label.kind().equals(before.kind());
    }
    return switch (joint) {
      case FREE, APART -> true;
      case HYPHEN -> before == MentionLabel.O;
      case WHOLE -> before == MentionLabel.O && label == MentionLabel.O;
    };
  }

  private static boolean continues(MentionLabel label) {
    return label != MentionLabel.O && !label.begins();
  }

  private static double[] probabilities(float[] logits) {
    double most = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double[] shares = new double[logits.length];
    double sum = 0;
    for (int label = 0; label < shares.length; label++) {
      shares[label] = Math.exp(logits[label] - most);
      sum += shares[label];
    }
    for (int label = 0; label < shares.length; label++) {
      shares[label] /= sum;
    }
    return shares;
  }
}
