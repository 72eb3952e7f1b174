package io.qklm.model.answer;

import io.qklm.document.Answer;
import io.qklm.kg.FactObject;
import io.qklm.kg.measure.FactWords;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.annotate.WindowReader;
import io.qklm.model.linking.CandidateMention;
import io.qklm.model.linking.CandidateReader;
import io.qklm.model.linking.TextCandidates;
import io.qklm.model.onnx.AnswerGraph;
import io.qklm.model.onnx.WindowReading;
import io.qklm.model.window.Window;
import io.qklm.model.window.WindowLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Answers questions over one epoch: the network says of every entity that the question may name,
 * and of every relation that the knowledge has of it, how well they fit; facts give the answers.
 * Safe for any number of threads; borrows everything.
 */
public final class QuestionAnswerer {

  /** What is not this likely is no answer. */
  private static final double LEAST = 0.02;

  private static final String LANGUAGE = "en";

  private final KnowledgeSnapshot snapshot;
  private final WindowLayout layout;
  private final WindowReader reader;
  private final CandidateReader candidates;
  private final AnswerGraph graph;
  private final EntityRelations relations;
  private final RelationVectors vectors;
  private final Options options;

  /**
   * How questions are read.
   *
   * @param dimension components of a relation's vector
   * @param answers of a question at most
   */
  public record Options(int dimension, int answers) {}

  /** The vectors of relations' words, those of entities' space. */
  @FunctionalInterface
  public interface RelationVectors {
    float[] of(String words);
  }

  /**
   * An answerer.
   *
   * @param layout of windows as long as a question may be
   * @param candidates of all words, for people type names in small letters
   */
  public QuestionAnswerer(
      KnowledgeSnapshot snapshot,
      WindowLayout layout,
      WindowReader reader,
      CandidateReader candidates,
      AnswerGraph graph,
      RelationVectors vectors,
      Options options) {
    this.snapshot = snapshot;
    this.layout = layout;
    this.reader = reader;
    this.candidates = candidates;
    this.graph = graph;
    this.relations = new EntityRelations(snapshot);
    this.vectors = vectors;
    this.options = options;
  }

  /** An entity with one of its relations. */
  private record Choice(int ordinal, DirectedRelation relation) {}

  /** A choice and where its two logits are. */
  private record Place(Choice choice, int link, int relation) {}

  /**
   * The answers to {@code question}, the likeliest first.
   *
   * @param context says what the question's names mean: what it names counts for the candidates
   * @throws io.qklm.model.onnx.ModelException if the network fails on it
   */
  public List<Answer> answer(String question, Optional<String> context) {
    TextCandidates found =
        candidates.candidates(context.map(text -> question + "\n" + text).orElse(question));
    List<CandidateMention> mentions =
        found.mentions().stream()
            .filter(mention -> mention.span().end() <= question.length())
            .toList();
    Optional<QuestionReading> read = QuestionReading.of(question, layout, mentions, relations::of);
    if (read.isEmpty() || read.get().choices().isEmpty()) {
      return List.of();
    }
    Window window = read.get().window();
    Map<DirectedRelation, Integer> asked = new LinkedHashMap<>();
    List<Place> places = places(read.get(), asked);
    WindowReading reading = reader.run(window, found.entities());
    float[] relationLogits = relationLogits(reading, asked);
    double[] logits = new double[places.size()];
    for (int i = 0; i < logits.length; i++) {
      Place place = places.get(i);
      logits[i] = (double) reading.links()[place.link()] + relationLogits[place.relation()];
    }
    return answers(likeliest(places, logits));
  }

  private static List<Place> places(QuestionReading read, Map<DirectedRelation, Integer> asked) {
    List<Place> places = new ArrayList<>();
    int width =
        1
            + read.window().mentions().stream()
                .mapToInt(mention -> mention.mention().ordinals().length)
                .max()
                .orElse(0);
    for (QuestionReading.Choice choice : read.choices()) {
      int place = asked.computeIfAbsent(choice.relation(), missing -> asked.size());
      places.add(
          new Place(
              new Choice(choice.ordinal(), choice.relation()),
              choice.mention() * width + choice.candidate(),
              place));
    }
    return places;
  }

  private float[] relationLogits(WindowReading reading, Map<DirectedRelation, Integer> asked) {
    float[] rows = new float[asked.size() * options.dimension()];
    float[] backwards = new float[asked.size()];
    asked.forEach(
        (relation, row) -> {
          float[] vector = vectors.of(relations.words(relation));
          System.arraycopy(vector, 0, rows, row * vector.length, vector.length);
          backwards[row] = relation.reversed() ? 1 : 0;
        });
    return graph.logits(reading.states(), rows, backwards);
  }

  /** Probabilities by choice, the likeliest first; the mentions of one entity count together. */
  private static List<Map.Entry<Choice, Double>> likeliest(List<Place> places, double[] logits) {
    double top = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      top = Math.max(top, logit);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - top);
    }
    Map<Choice, Double> shares = new LinkedHashMap<>();
    for (int i = 0; i < logits.length; i++) {
      shares.merge(places.get(i).choice(), Math.exp(logits[i] - top) / sum, Double::sum);
    }
    List<Map.Entry<Choice, Double>> sorted = new ArrayList<>(shares.entrySet());
    // The sort is stable, and places come in the order of the text.
    sorted.sort(Comparator.comparingDouble(entry -> -entry.getValue()));
    return sorted;
  }

  private List<Answer> answers(List<Map.Entry<Choice, Double>> likeliest) {
    List<Answer> answers = new ArrayList<>();
    for (Map.Entry<Choice, Double> entry : likeliest) {
      if (answers.size() >= options.answers() || (entry.getValue() < LEAST && !answers.isEmpty())) {
        break;
      }
      Choice choice = entry.getKey();
      for (FactObject object : relations.answers(choice.ordinal(), choice.relation())) {
        if (answers.size() < options.answers()) {
          answers.add(answer(choice, object, Math.min(1, entry.getValue())));
        }
      }
    }
    return answers;
  }

  private Answer answer(Choice choice, FactObject object, double score) {
    String words = FactWords.of(object);
    if (object instanceof FactObject.OfEntity entity) {
      OptionalInt ordinal = snapshot.ordinal(entity.id());
      words = ordinal.isPresent() ? snapshot.text(ordinal.getAsInt(), LANGUAGE).label() : words;
    }
    return new Answer(
        words,
        object instanceof FactObject.OfEntity entity ? Optional.of(entity.id()) : Optional.empty(),
        snapshot.entity(choice.ordinal()).id(),
        snapshot.text(choice.ordinal(), LANGUAGE).label(),
        choice.relation().id(),
        relations.words(choice.relation()),
        choice.relation().reversed(),
        score);
  }
}
