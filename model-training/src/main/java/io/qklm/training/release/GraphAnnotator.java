package io.qklm.training.release;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Calibration;
import io.qklm.model.annotate.ScoredLink;
import io.qklm.model.annotate.ScoredName;
import io.qklm.model.annotate.WindowReader;
import io.qklm.model.linking.CandidateReader;
import io.qklm.model.linking.LoadedEntities;
import io.qklm.model.onnx.WindowReading;
import io.qklm.model.onnx.WindowTensors;
import io.qklm.model.window.Window;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.task.annotate.WindowAnnotator;
import io.qklm.training.window.AnnotatedMention;
import io.qklm.training.window.AnnotatedWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Annotates windows by the exported graph, one a run, as the engine does.
 *
 * @param reader of windows
 * @param knowledge of their candidates
 * @param calibration of links
 */
public record GraphAnnotator(
    WindowReader reader, TrainingKnowledge knowledge, Calibration calibration)
    implements WindowAnnotator {

  @Override
  public List<Annotation> annotate(List<AnnotatedWindow> windows) {
    List<Annotation> annotations = new ArrayList<>(windows.size());
    for (AnnotatedWindow annotated : windows) {
      Window window = annotated.window();
      WindowReading reading = reader.run(window, entities(annotated));
      annotations.add(
          new Annotation(
              WindowReader.names(window, reading).stream().map(ScoredName::name).toList(),
              WindowReader.links(window, reading, calibration)));
    }
    return annotations;
  }

  /** What the graph says of the mentions whose entity is known. */
  public List<JudgedMention> judged(List<AnnotatedWindow> windows) {
    List<JudgedMention> judged = new ArrayList<>();
    for (AnnotatedWindow annotated : windows) {
      Window window = annotated.window();
      WindowReading reading = reader.run(window, entities(annotated));
      Set<Span> names = spans(WindowReader.names(window, reading));
      float[] logits = reading.links();
      int count = annotated.mentions().size();
      int width = count == 0 ? 0 : logits.length / count;
      for (int m = 0; m < count; m++) {
        AnnotatedMention mention = annotated.mentions().get(m);
        if (mention.right().length > 0) {
          int from = m * width;
          judged.add(
              new JudgedMention(
                  Arrays.copyOfRange(logits, from, from + mention.ordinals().length),
                  logits[from + width - 1],
                  mention.right(),
                  CandidateReader.isSole(mention.features()) && names.contains(mention.span())));
        }
      }
    }
    return judged;
  }

  /**
   * What the graph and the linked entities say of the names of {@code text}, which is laid out in
   * {@code windows}.
   */
  public List<JudgedKind> kinds(AnnotatedText text, List<AnnotatedWindow> windows) {
    Map<Span, EntityKind> right = new HashMap<>();
    text.names().orElse(List.of()).forEach(name -> right.put(name.span(), name.kind()));
    List<JudgedKind> judged = new ArrayList<>();
    for (AnnotatedWindow annotated : windows) {
      Window window = annotated.window();
      WindowReading reading = reader.run(window, entities(annotated));
      Map<Span, EntityKind> linked = new HashMap<>();
      List<ScoredName> names = WindowReader.names(window, reading);
      ScoredLink.chosen(WindowReader.links(window, reading, calibration), spans(names), calibration)
          .forEach(link -> linked.put(link.span(), kind(annotated, link)));
      for (ScoredName name : names) {
        Span span = name.name().span();
        if (linked.containsKey(span) && right.containsKey(span)) {
          judged.add(new JudgedKind(name, linked.get(span), right.get(span)));
        }
      }
    }
    return judged;
  }

  private static Set<Span> spans(List<ScoredName> names) {
    return names.stream().map(name -> name.name().span()).collect(Collectors.toSet());
  }

  /** The kind of the linked entity, which its features tell. */
  private static EntityKind kind(AnnotatedWindow window, ScoredLink link) {
    for (AnnotatedMention mention : window.mentions()) {
      for (int place = 0; place < mention.ordinals().length; place++) {
        if (mention.span().equals(link.span()) && mention.ordinals()[place] == link.ordinal()) {
          return CandidateReader.kind(mention.features()[place]);
        }
      }
    }
    return EntityKind.UNKNOWN;
  }

  /** A window as the graph takes it. */
  public WindowTensors tensors(AnnotatedWindow annotated) {
    return reader.tensors(annotated.window(), entities(annotated));
  }

  private LoadedEntities entities(AnnotatedWindow annotated) {
    Map<Integer, Integer> rows = new LinkedHashMap<>();
    for (AnnotatedMention mention : annotated.mentions()) {
      for (int ordinal : mention.ordinals()) {
        rows.putIfAbsent(ordinal, rows.size());
      }
    }
    float[][] vectors = new float[rows.size()][knowledge.dimension()];
    knowledge.vectors(rows.keySet().stream().mapToInt(Integer::intValue).toArray(), vectors);
    return new LoadedEntities(rows, vectors, List.of());
  }
}
