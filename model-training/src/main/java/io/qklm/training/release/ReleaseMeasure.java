package io.qklm.training.release;

import io.qklm.model.annotate.Calibration;
import io.qklm.model.annotate.WindowReader;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.model.onnx.WindowTensors;
import io.qklm.model.onnx.WordTable;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.run.Figure;
import io.qklm.training.task.annotate.AnnotateEvaluation;
import io.qklm.training.window.WindowEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the graphs of a release do on texts that nothing was learned from, through ONNX Runtime as
 * the engine runs them: in 32-bit floats and in int8, and how fast.
 *
 * @param encoder of texts
 * @param knowledge of their candidates
 * @param words the published word embeddings
 * @param calibration of links
 */
public record ReleaseMeasure(
    WindowEncoder encoder, TrainingKnowledge knowledge, WordTable words, Calibration calibration) {

  private static final int TIMED_TEXTS = 40;
  private static final int ROUNDS = 7;
  private static final long SEED = 1;

  /** The same with another calibration of links. */
  public ReleaseMeasure with(Calibration other) {
    return new ReleaseMeasure(encoder, knowledge, words, other);
  }

  /** One line a figure, for {@code set}. */
  public List<String> compare(
      String set, List<AnnotatedText> texts, NetworkGraph exact, NetworkGraph small) {
    List<String> lines = new ArrayList<>();
    lines.add(set + ", " + texts.size() + " texts");
    List<Figure> exactFigures = figures(exact, texts);
    List<Figure> smallFigures = figures(small, texts);
    lines.add("float32");
    exactFigures.stream().map(Figure::line).forEach(lines::add);
    lines.add("int8");
    smallFigures.stream().map(Figure::line).forEach(lines::add);
    for (int i = 0; i < exactFigures.size(); i++) {
      double lost = exactFigures.get(i).interval().value() - smallFigures.get(i).interval().value();
      lines.add(
          String.format(Locale.ROOT, "  int8 loses %.2f of %s", lost, exactFigures.get(i).name()));
    }
    List<JudgedMention> mentions = judged(small, texts);
    if (!mentions.isEmpty()) {
      lines.add(errors(mentions));
    }
    List<WindowTensors> windows =
        windows(exact, texts.subList(0, Math.min(TIMED_TEXTS, texts.size())));
    lines.add(
        "speed of float32 and int8: "
            + GraphSpeed.measure(exact, small, windows, ROUNDS).describe()
            + String.format(Locale.ROOT, ", %d windows, one thread", windows.size()));
    return lines;
  }

  /** The windows of {@code texts} as {@code graph} takes them. */
  public List<WindowTensors> windows(NetworkGraph graph, List<AnnotatedText> texts) {
    return texts.stream()
        .flatMap(text -> encoder.encode(text).stream())
        .map(annotator(graph)::tensors)
        .toList();
  }

  private GraphAnnotator annotator(NetworkGraph graph) {
    return new GraphAnnotator(
        new WindowReader(graph, words, knowledge.features()), knowledge, calibration);
  }

  private List<Figure> figures(NetworkGraph graph, List<AnnotatedText> texts) {
    return new AnnotateEvaluation("", annotator(graph), encoder, texts, calibration).figures(SEED);
  }

  /** What {@code graph} says of the mentions of {@code texts}; none where no link is known. */
  public List<JudgedMention> judged(NetworkGraph graph, List<AnnotatedText> texts) {
    return annotator(graph)
        .judged(texts.stream().flatMap(text -> encoder.encode(text).stream()).toList());
  }

  /** What {@code graph} says of the kinds of names in {@code texts} that it links. */
  public List<JudgedKind> kinds(NetworkGraph graph, List<AnnotatedText> texts) {
    GraphAnnotator annotator = annotator(graph);
    return texts.stream()
        .flatMap(text -> annotator.kinds(text, encoder.encode(text)).stream())
        .toList();
  }

  private String errors(List<JudgedMention> mentions) {
    return String.format(
        Locale.ROOT,
        "calibration error of int8's links %.3f with temperature %.3f and NIL bias %.3f, %.3f"
            + " without, %d mentions; of those believed (from %.2f on, sole names from %.2f)"
            + " %.3f, %.3f without",
        CalibrationFit.error(mentions, calibration),
        calibration.temperature(),
        calibration.nilBias(),
        CalibrationFit.error(mentions, Calibration.NONE),
        mentions.size(),
        calibration.threshold(),
        calibration.least(true),
        CalibrationFit.error(mentions, calibration, calibration),
        CalibrationFit.error(mentions, Calibration.NONE, calibration));
  }
}
