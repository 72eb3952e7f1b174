package io.qklm.training.experiment.relation;

import io.qklm.training.data.Triple;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import io.qklm.training.experiment.relation.RelationScorer.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks a network for the missing ends of facts. Borrows what it is given. */
public final class LinkPrediction {

  private static final int ENTITIES_A_STEP = 2048;
  private static final int QUESTIONS_A_STEP = 256;

  private final Torch torch;
  private final Parameters parameters;
  private final RelationNetwork network;

  LinkPrediction(Torch torch, Parameters parameters, RelationNetwork network) {
    this.torch = torch;
    this.parameters = parameters;
    this.network = network;
  }

  /**
   * The entities' vectors, exactly.
   *
   * @param texts vectors of their texts
   */
  float[][] vectors(float[][] texts) {
    List<float[]> vectors = new ArrayList<>();
    for (int from = 0; from < texts.length; from += ENTITIES_A_STEP) {
      int count = Math.min(ENTITIES_A_STEP, texts.length - from);
      float[][] some = java.util.Arrays.copyOfRange(texts, from, from + count);
      try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
        float[] flat =
            network
                .entities()
                .vectors(step, step.floats(RowMajor.flat(some), count, some[0].length))
                .toFloatArray();
        vectors.addAll(List.of(RowMajor.rows(flat, count)));
      }
    }
    return vectors.toArray(float[][]::new);
  }

  /**
   * Ranks both ends of every fact of {@code asked} among all entities.
   *
   * @param vectors of the entities as the store gives them, asked about and offered
   * @param known right answers that do not count as errors
   */
  List<FactRanks> ranks(float[][] vectors, List<Triple> asked, KnownAnswers known) {
    double[] objects = ranks(vectors, asked, known, Direction.OBJECT);
    double[] subjects = ranks(vectors, asked, known, Direction.SUBJECT);
    List<FactRanks> ranks = new ArrayList<>();
    for (int i = 0; i < objects.length; i++) {
      ranks.add(new FactRanks(asked.get(i), objects[i], subjects[i]));
    }
    return ranks;
  }

  private double[] ranks(
      float[][] vectors, List<Triple> asked, KnownAnswers known, Direction direction) {
    Map<Question, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      places
          .computeIfAbsent(Question.of(asked.get(i), direction), question -> new ArrayList<>())
          .add(i);
    }
    List<Question> questions = new ArrayList<>(places.keySet());
    float[] offered = RowMajor.flat(vectors);
    double[] ranks = new double[asked.size()];
    for (int from = 0; from < questions.size(); from += QUESTIONS_A_STEP) {
      List<Question> some =
          questions.subList(from, Math.min(questions.size(), from + QUESTIONS_A_STEP));
      float[] scores = scores(vectors, offered, some, direction);
      for (int row = 0; row < some.size(); row++) {
        int start = row * vectors.length;
        int[] right = known.of(some.get(row));
        for (int place : places.getOrDefault(some.get(row), List.of())) {
          int answer = Question.answer(asked.get(place), direction);
          ranks[place] = FactRanks.rank(scores, start, vectors.length, answer, right);
        }
      }
    }
    return ranks;
  }

  private float[] scores(
      float[][] vectors, float[] offered, List<Question> questions, Direction direction) {
    float[][] given =
        questions.stream().map(question -> vectors[question.given()]).toArray(float[][]::new);
    long[] relations = questions.stream().mapToLong(Question::relation).toArray();
    int dimension = vectors[0].length;
    try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
      return network
          .scorer()
          .scores(
              step,
              step.floats(RowMajor.flat(given), given.length, dimension),
              relations,
              step.floats(offered, vectors.length, dimension),
              direction)
          .toFloatArray();
    }
  }
}
