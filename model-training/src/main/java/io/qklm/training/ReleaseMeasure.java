package io.qklm.training;

import io.qklm.model.annotate.Calibration;
import io.qklm.model.annotate.WindowReader;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.model.onnx.WindowTensors;
import io.qklm.model.onnx.WordTable;
import io.qklm.training.annotate.AnnotateEvaluation;
import io.qklm.training.annotate.WindowEncoder;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.export.GraphAnnotator;
import io.qklm.training.export.GraphSpeed;
import io.qklm.training.knowledge.TrainingKnowledge;
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
 */
record ReleaseMeasure(WindowEncoder encoder, TrainingKnowledge knowledge, WordTable words) {

  private static final int TIMED_TEXTS = 40;
  private static final int ROUNDS = 7;

  /** One line a figure, for {@code set}. */
  List<String> compare(
      String set, List<AnnotatedText> texts, NetworkGraph exact, NetworkGraph small) {
    List<String> lines = new ArrayList<>();
    lines.add(set + ", " + texts.size() + " texts");
    for (NetworkGraph graph : List.of(exact, small)) {
      AnnotateEvaluation evaluation =
          new AnnotateEvaluation(
              graph == exact ? "float32" : "int8", annotator(graph), encoder, texts);
      evaluation.describe().forEach(lines::add);
    }
    List<WindowTensors> windows =
        texts.stream()
            .limit(TIMED_TEXTS)
            .flatMap(text -> encoder.encode(text).stream())
            .map(annotator(exact)::tensors)
            .toList();
    lines.add(
        "speed of float32 and int8: "
            + GraphSpeed.measure(exact, small, windows, ROUNDS).describe()
            + String.format(Locale.ROOT, ", %d windows, one thread", windows.size()));
    return lines;
  }

  private GraphAnnotator annotator(NetworkGraph graph) {
    return new GraphAnnotator(
        new WindowReader(graph, words, knowledge.features()), knowledge, Calibration.NONE);
  }
}
