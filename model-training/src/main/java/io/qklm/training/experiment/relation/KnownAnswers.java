package io.qklm.training.experiment.relation;

import io.qklm.training.data.Triple;
import io.qklm.training.experiment.relation.RelationScorer.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Every question that facts answer, with all their answers. */
public final class KnownAnswers {

  private final Map<Question, int[]> answers = new LinkedHashMap<>();

  /** The questions of {@code triples}, in both directions, in the order they come up. */
  KnownAnswers(List<Triple> triples) {
    Map<Question, TreeSet<Integer>> found = new LinkedHashMap<>();
    for (Triple triple : triples) {
      for (Direction direction : Direction.values()) {
        found
            .computeIfAbsent(Question.of(triple, direction), question -> new TreeSet<>())
            .add(Question.answer(triple, direction));
      }
    }
    found.forEach(
        (question, all) -> answers.put(question, all.stream().mapToInt(e -> e).toArray()));
  }

  /** All questions. */
  List<Question> questions() {
    return new ArrayList<>(answers.keySet());
  }

  /** The answers of {@code question}, ascending; none if nothing answers it. */
  int[] of(Question question) {
    return answers.getOrDefault(question, new int[0]);
  }
}
