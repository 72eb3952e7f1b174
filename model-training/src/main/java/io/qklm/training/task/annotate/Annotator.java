package io.qklm.training.task.annotate;

import io.qklm.model.annotate.Calibration;
import io.qklm.model.annotate.MentionLabel;
import io.qklm.model.annotate.Name;
import io.qklm.model.annotate.NameReader;
import io.qklm.model.annotate.ScoredLink;
import io.qklm.model.annotate.ScoredName;
import io.qklm.text.Span;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.model.Encoded;
import io.qklm.training.task.RunContext;
import io.qklm.training.window.AnnotatedMention;
import io.qklm.training.window.AnnotatedWindow;
import io.qklm.training.window.WindowBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Says what the network makes of windows, with the parameters as they are.
 *
 * @param torch runs the passes
 * @param parameters of the heads and their network
 * @param precision of products
 * @param heads that annotate
 * @param knowledge of the windows
 */
public record Annotator(
    Torch torch,
    Parameters parameters,
    Precision precision,
    AnnotateHeads heads,
    TrainingKnowledge knowledge)
    implements WindowAnnotator {

  private static final int ROWS = 8;

  /** What the heads of {@code context} make of windows. */
  public static Annotator of(RunContext context) {
    return new Annotator(
        context.torch(),
        context.parameters(),
        context.run().precisionOfProducts(),
        AnnotateHeads.of(context),
        context.knowledge());
  }

  @Override
  public List<Annotation> annotate(List<AnnotatedWindow> windows) {
    List<Integer> byLength = new ArrayList<>();
    IntStream.range(0, windows.size()).forEach(byLength::add);
    byLength.sort(Comparator.comparingInt(place -> windows.get(place).row().size()));
    List<Annotation> annotations =
        new ArrayList<>(Collections.nCopies(windows.size(), Annotation.NONE));
    for (int from = 0; from < byLength.size(); from += ROWS) {
      List<Integer> places = byLength.subList(from, Math.min(byLength.size(), from + ROWS));
      List<Annotation> some = together(places.stream().map(windows::get).toList());
      for (int i = 0; i < some.size(); i++) {
        annotations.set(places.get(i), some.get(i));
      }
    }
    return annotations;
  }

  /** The labels of {@code text}, word by word, from its {@code windows}. */
  public SoftLabels soft(String text, List<AnnotatedWindow> windows) {
    List<Span> words = new ArrayList<>();
    List<float[]> logits = new ArrayList<>();
    int classes = MentionLabel.values().length;
    for (AnnotatedWindow window : windows) {
      WindowBatch batch = WindowBatch.of(List.of(window), knowledge, UnaryOperator.identity());
      float[] found;
      try (Step step = Step.plain(torch, parameters, precision)) {
        Encoded encoded = heads.network().encode(step, batch.tokens(), batch.mentions());
        found = heads.labels(step, encoded, batch).toFloatArray();
      }
      for (int word = 0; word < window.words().length; word++) {
        words.add(window.spans().get(word));
        logits.add(Arrays.copyOfRange(found, word * classes, (word + 1) * classes));
      }
    }
    return SoftLabels.of(text, words, logits);
  }

  private List<Annotation> together(List<AnnotatedWindow> windows) {
    WindowBatch batch = WindowBatch.of(windows, knowledge, UnaryOperator.identity());
    float[] words;
    float[] links;
    try (Step step = Step.plain(torch, parameters, precision)) {
      Encoded encoded = heads.network().encode(step, batch.tokens(), batch.mentions());
      words = heads.labels(step, encoded, batch).toFloatArray();
      links =
          batch.mentions().isEmpty()
              ? new float[0]
              : step.wide(heads.links().logits(step, encoded, batch.mentions())).toFloatArray();
    }
    int classes = MentionLabel.values().length;
    int width = batch.mentions().candidates() + 1;
    int word = 0;
    int mention = 0;
    List<Annotation> annotations = new ArrayList<>();
    for (AnnotatedWindow window : windows) {
      List<float[]> labels = new ArrayList<>();
      for (int i = 0; i < window.words().length; i++, word++) {
        labels.add(Arrays.copyOfRange(words, word * classes, (word + 1) * classes));
      }
      List<ScoredLink> scored = new ArrayList<>();
      for (AnnotatedMention candidate : window.mentions()) {
        int from = mention++ * width;
        double[] shares =
            Calibration.NONE.probabilities(
                links, from, candidate.ordinals().length, links[from + width - 1]);
        scored.add(ScoredLink.likeliest(candidate.placed().mention(), shares));
      }
      List<Name> names =
          NameReader.names(window.spans(), window.joints(), labels).stream()
              .map(ScoredName::name)
              .toList();
      annotations.add(new Annotation(names, scored));
    }
    return annotations;
  }
}
