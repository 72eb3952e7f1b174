package io.qklm.benchmarks.questions;

import io.qklm.benchmarks.gold.GoldFacts;
import io.qklm.benchmarks.gold.GoldQuestion.Direction;
import io.qklm.kg.EntityId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A question that one fact of Wikidata answers, which the knowledge at hand may lack.
 *
 * @param question as written
 * @param subject the entity it is about
 * @param relation it asks for
 * @param direction which end of the fact the answer is
 * @param answer the entity that the set gives as the answer
 */
public record SimpleQuestion(
    String question, EntityId subject, String relation, Direction direction, EntityId answer) {

  /** What the knowledge has of a question. */
  public enum Coverage {
    /** The subject and a fact that answers. */
    FACT,
    /** The subject, and no fact that would answer. */
    NO_SUCH_FACT,
    /** Not the subject. */
    UNKNOWN_SUBJECT
  }

  /**
   * All of a file of subject, property (with R for P where the answer is the fact's subject),
   * object and question between tabs.
   *
   * @throws IOException if it cannot be read or a line has another form
   */
  public static List<SimpleQuestion> read(Path file) throws IOException {
    List<SimpleQuestion> questions = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      String[] cells = line.split("\t", -1);
      if (cells.length != 4 || !cells[1].matches("[PR]\\d+")) {
        throw new IOException(
            file
                + ", line "
                + (questions.size() + 1)
                + ": expected subject, property, object and question between tabs");
      }
      questions.add(
          new SimpleQuestion(
              cells[3],
              new EntityId(cells[0]),
              "P" + cells[1].substring(1),
              cells[1].charAt(0) == 'R' ? Direction.SUBJECT : Direction.OBJECT,
              new EntityId(cells[2])));
    }
    return questions;
  }

  /** Every id that is right: the set's own answer and what facts of the relation say. */
  public Set<String> right(GoldFacts facts) {
    Set<String> right = new LinkedHashSet<>(facts.ends(subject, relation, direction));
    right.add(answer.value());
    return right;
  }

  /** What {@code facts} have of it; a fact of another name that gives the set's answer counts. */
  public Coverage coverage(GoldFacts facts) {
    if (!facts.knows(subject)) {
      return Coverage.UNKNOWN_SUBJECT;
    }
    boolean said = !facts.ends(subject, relation, direction).isEmpty();
    return said || facts.related(subject, answer, direction)
        ? Coverage.FACT
        : Coverage.NO_SUCH_FACT;
  }
}
