package io.qklm.training.experiment.relation;

import io.qklm.training.experiment.relation.RelationScorer.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The entities of a batch, each in a column of its own, and questions laid over them. */
public final class Columns {

  private final Map<Integer, Integer> columnOf = new HashMap<>();
  private final List<Integer> entities = new ArrayList<>();

  /** Gives {@code entity} a column if it has none. */
  void add(int entity) {
    if (columnOf.putIfAbsent(entity, entities.size()) == null) {
      entities.add(entity);
    }
  }

  /** The entities by column. */
  List<Integer> entities() {
    return entities;
  }

  int count() {
    return entities.size();
  }

  /**
   * The questions by direction.
   *
   * @param asked answers of each that are learned; they and the given entities have columns
   * @param known all answers
   */
  List<RelationBatch.Part> parts(List<Question> questions, List<int[]> asked, KnownAnswers known) {
    List<RelationBatch.Part> parts = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      int[] places =
          IntStream.range(0, questions.size())
              .filter(i -> questions.get(i).direction() == direction)
              .toArray();
      if (places.length > 0) {
        parts.add(
            part(
                direction,
                Arrays.stream(places).mapToObj(questions::get).toList(),
                Arrays.stream(places).mapToObj(asked::get).toList(),
                known));
      }
    }
    return parts;
  }

  private RelationBatch.Part part(
      Direction direction, List<Question> questions, List<int[]> asked, KnownAnswers known) {
    List<Long> right = new ArrayList<>();
    List<Long> learned = new ArrayList<>();
    for (int row = 0; row < questions.size(); row++) {
      long start = (long) row * count();
      for (int answer : known.of(questions.get(row))) {
        Integer column = columnOf.get(answer);
        if (column != null) {
          right.add(start + column);
        }
      }
      for (int answer : asked.get(row)) {
        learned.add(start + of(answer));
      }
    }
    return new RelationBatch.Part(
        direction,
        questions.stream().mapToLong(question -> of(question.given())).toArray(),
        questions.stream().mapToLong(Question::relation).toArray(),
        right.stream().mapToLong(Long::longValue).toArray(),
        learned.stream().mapToLong(Long::longValue).toArray());
  }

  private int of(int entity) {
    Integer column = columnOf.get(entity);
    if (column == null) {
      throw new IllegalStateException("the entity " + entity + " has no column in this batch");
    }
    return column;
  }
}
