package io.qklm.training.task;

import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import io.qklm.training.head.MentionLabel;
import io.qklm.training.head.TokenClassifier;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.run.Evaluation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Exact span F1 over sentences that nothing was learned from. */
public final class NerEvaluation implements Evaluation {

  private static final int ROWS = 16;

  private final String name;
  private final Torch torch;
  private final Parameters parameters;
  private final Precision precision;
  private final KnowledgeNetwork network;
  private final TokenClassifier head;
  private final List<List<EncodedSentence>> sentences;

  /**
   * A measure.
   *
   * @param sentences the windows of each sentence
   */
  public NerEvaluation(
      String name,
      Torch torch,
      Parameters parameters,
      Precision precision,
      KnowledgeNetwork network,
      TokenClassifier head,
      List<List<EncodedSentence>> sentences) {
    this.name = name;
    this.torch = torch;
    this.parameters = parameters;
    this.precision = precision;
    this.network = network;
    this.head = head;
    this.sentences = List.copyOf(sentences);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double measure() {
    return score().f1();
  }

  /** A window and the labels proposed for its words. */
  private record Labelled(EncodedSentence window, List<MentionLabel> proposed) {}

  /** Precision, recall and counts. */
  public SpanScore score() {
    List<List<Labelled>> all =
        sentences.stream().map(windows -> windows.stream().map(this::unlabelled).toList()).toList();
    List<Labelled> byLength =
        new ArrayList<>(
            all.stream()
                .flatMap(List::stream)
                .filter(labelled -> labelled.window().row().size() > 2)
                .toList());
    byLength.sort(Comparator.comparingInt(labelled -> labelled.window().row().size()));
    for (int from = 0; from < byLength.size(); from += ROWS) {
      label(byLength.subList(from, Math.min(byLength.size(), from + ROWS)));
    }
    SpanScore score = SpanScore.NONE;
    for (List<Labelled> windows : all) {
      score =
          score.plus(
              windows.stream().flatMap(window -> window.window().labels().stream()).toList(),
              windows.stream().flatMap(window -> window.proposed().stream()).toList());
    }
    return score;
  }

  private Labelled unlabelled(EncodedSentence window) {
    return new Labelled(
        window, new ArrayList<>(Collections.nCopies(window.labels().size(), MentionLabel.O)));
  }

  private void label(List<Labelled> rows) {
    NerTask.WordBatch batch = NerTask.WordBatch.of(rows.stream().map(Labelled::window).toList());
    float[] logits;
    try (Step step = Step.plain(torch, parameters, precision)) {
      logits = step.wide(batch.logits(step, network, head)).toFloatArray();
    }
    int classes = MentionLabel.values().length;
    int place = 0;
    for (Labelled row : rows) {
      EncodedSentence window = row.window();
      for (int word = 0; word < window.firstTokens().length; word++) {
        int first = window.firstTokens()[word];
        if (first >= 0 && first < window.row().size() - 1) {
          row.proposed().set(word, MentionLabel.at(best(logits, place * classes, classes)));
          place++;
        }
      }
    }
  }

  private static int best(float[] logits, int from, int classes) {
    int best = 0;
    for (int label = 1; label < classes; label++) {
      if (logits[from + label] > logits[from + best]) {
        best = label;
      }
    }
    return best;
  }
}
