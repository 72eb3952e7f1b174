package io.qklm.training.task.annotate;

import io.qklm.measure.Bootstrap;
import io.qklm.model.annotate.Calibration;
import io.qklm.model.annotate.Name;
import io.qklm.model.annotate.ScoredLink;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.AnnotatedText.GoldLink;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Figure;
import io.qklm.training.task.annotate.WindowAnnotator.Annotation;
import io.qklm.training.window.AnnotatedMention;
import io.qklm.training.window.AnnotatedWindow;
import io.qklm.training.window.WindowEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names and links of texts that nothing was learned from. */
public final class AnnotateEvaluation implements Evaluation {

  private final String name;
  private final WindowAnnotator annotator;
  private final Calibration calibration;
  private final List<EvaluatedText> texts = new ArrayList<>();

  /** A text, its windows, and the entities of its gold links. */
  private record EvaluatedText(
      AnnotatedText text, List<AnnotatedWindow> windows, List<Set<Integer>> entities) {}

  /**
   * What was counted in one text.
   *
   * @param names nothing where the text's names are not known
   * @param links nothing where its links are not known
   */
  public record Score(SpanScore names, LinkScore links) {

    /** Nothing counted yet. */
    public static final Score NONE = new Score(SpanScore.NONE, LinkScore.NONE);

    static Score sum(List<Score> scores) {
      return scores.stream().reduce(NONE, Score::plus);
    }

    /** Both together. */
    public Score plus(Score other) {
      return new Score(names.plus(other.names), links.plus(other.links));
    }
  }

  /** A measure over {@code texts} while a run goes on. */
  public AnnotateEvaluation(
      String name, WindowAnnotator annotator, WindowEncoder encoder, List<AnnotatedText> texts) {
    this(name, annotator, encoder, texts, Calibration.NONE);
  }

  /**
   * A measure over {@code texts}.
   *
   * @param calibration says which links are believed
   */
  public AnnotateEvaluation(
      String name,
      WindowAnnotator annotator,
      WindowEncoder encoder,
      List<AnnotatedText> texts,
      Calibration calibration) {
    this.name = name;
    this.annotator = annotator;
    this.calibration = calibration;
    for (AnnotatedText text : texts) {
      this.texts.add(
          new EvaluatedText(
              text,
              encoder.encode(text),
              text.links().orElse(List.of()).stream().map(encoder::entities).toList()));
    }
  }

  @Override
  public String name() {
    return name;
  }

  /** The mean of the names' F1 and the covered links' F1, of whichever the set has. */
  @Override
  public double measure() {
    Score score = Score.sum(scores());
    boolean names = score.names().gold() > 0;
    boolean links = score.links().all() > 0;
    double sum = (names ? score.names().f1() : 0) + (links ? score.links().coveredF1() : 0);
    return names && links ? sum / 2 : sum;
  }

  @Override
  public List<Figure> figures(long seed) {
    List<Score> scores = scores();
    Score total = Score.sum(scores);
    List<Figure> figures = new ArrayList<>();
    if (total.names().gold() > 0) {
      figures.add(
          new Figure(
              "names, F1",
              Bootstrap.resamples(scores, some -> 100 * Score.sum(some).names().f1(), seed),
              total.names().toString()));
    }
    if (total.links().all() > 0) {
      figures.add(
          new Figure(
              "links, F1 over covered gold",
              Bootstrap.resamples(scores, some -> 100 * Score.sum(some).links().coveredF1(), seed),
              total.links().toString()));
      figures.add(
          new Figure(
              "links, F1 over all gold",
              Bootstrap.resamples(scores, some -> 100 * Score.sum(some).links().allF1(), seed),
              ""));
    }
    return figures;
  }

  /** The score of each text. */
  public List<Score> scores() {
    List<Annotation> annotations =
        annotator.annotate(texts.stream().flatMap(text -> text.windows().stream()).toList());
    List<Score> scores = new ArrayList<>();
    int next = 0;
    for (EvaluatedText text : texts) {
      int end = next + text.windows().size();
      scores.add(score(text, annotations.subList(next, end)));
      next = end;
    }
    return scores;
  }

  private Score score(EvaluatedText evaluated, List<Annotation> annotations) {
    Set<Name> names = new HashSet<>();
    List<ScoredLink> links = new ArrayList<>();
    for (Annotation annotation : annotations) {
      names.addAll(annotation.names());
      links.addAll(ScoredLink.chosen(annotation.links(), annotation.spans(), calibration));
    }
    AnnotatedText text = evaluated.text();
    SpanScore nameScore =
        text.names().map(gold -> SpanScore.of(new HashSet<>(gold), names)).orElse(SpanScore.NONE);
    LinkScore linkScore =
        text.links().map(gold -> links(evaluated, gold, links)).orElse(LinkScore.NONE);
    return new Score(nameScore, linkScore);
  }

  private static LinkScore links(
      EvaluatedText evaluated, List<GoldLink> gold, List<ScoredLink> links) {
    Map<Span, Integer> predicted = new HashMap<>();
    links.forEach(link -> predicted.put(link.span(), link.ordinal()));
    Map<Span, Set<Integer>> offered = new HashMap<>();
    for (AnnotatedWindow window : evaluated.windows()) {
      for (AnnotatedMention mention : window.mentions()) {
        Set<Integer> ordinals = offered.computeIfAbsent(mention.span(), span -> new HashSet<>());
        for (int ordinal : mention.ordinals()) {
          ordinals.add(ordinal);
        }
      }
    }
    long right = 0;
    long covered = 0;
    long all = 0;
    long reachable = 0;
    for (int i = 0; i < gold.size(); i++) {
      if (gold.get(i).ids().isEmpty()) {
        continue;
      }
      all++;
      Set<Integer> entities = evaluated.entities().get(i);
      if (entities.isEmpty()) {
        continue;
      }
      covered++;
      Span span = gold.get(i).span();
      Set<Integer> candidates = offered.getOrDefault(span, Set.of());
      reachable += entities.stream().anyMatch(candidates::contains) ? 1 : 0;
      Integer answer = predicted.get(span);
      right += answer != null && entities.contains(answer) ? 1 : 0;
    }
    return new LinkScore(right, links.size(), covered, all, reachable);
  }
}
