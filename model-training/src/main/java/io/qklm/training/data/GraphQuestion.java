package io.qklm.training.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A question that one fact answers.
 *
 * @param question as written
 * @param subject id of the entity it is about
 * @param relation id of the relation it asks for
 * @param reversed whether the entity is the fact's object
 * @param answer id of the entity on the other side
 */
public record GraphQuestion(
    String question, String subject, String relation, boolean reversed, String answer) {

  /**
   * All questions of {@code file}, in the form of SimpleQuestions over Wikidata: subject, property
   * (with R in the place of P where it is read backwards), object, question.
   *
   * @throws IOException if it cannot be read or a line has another form
   */
  public static List<GraphQuestion> read(Path file) throws IOException {
    List<GraphQuestion> questions = new ArrayList<>();
    try (BufferedReader in = DataFiles.open(file)) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        String[] cells = line.split("\t", -1);
        if (cells.length != 4 || !cells[1].matches("[PR]\\d+")) {
          throw new IOException(
              file
                  + ", line "
                  + number
                  + ": expected subject, property, object and question between tabs");
        }
        questions.add(
            new GraphQuestion(
                cells[3],
                cells[0],
                "P" + cells[1].substring(1),
                cells[1].charAt(0) == 'R',
                cells[2]));
      }
    }
    return questions;
  }
}
