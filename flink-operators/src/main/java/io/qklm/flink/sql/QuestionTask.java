package io.qklm.flink.sql;

import io.qklm.document.AnsweredQuestion;
import io.qklm.document.Question;
import io.qklm.document.QuestionOutcome;
import io.qklm.document.Rejection;
import io.qklm.flink.engine.EngineLease;
import io.qklm.flink.sql.column.AnswerColumns;
import io.qklm.flink.sql.column.Columns;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Answers the row's question: the task answer.
 *
 * @param question place of the question
 * @param context place of the text that says what its names mean; -1 where there is none
 * @param id place of its name; -1 where there is none
 */
record QuestionTask(int question, int context, int id) implements RowTask {

  private static final List<String> NAMES = List.of("question", "context", "id");

  /**
   * A single column is the question, whatever it is called; of several each is known by its name.
   *
   * @throws org.apache.flink.table.api.ValidationException if a column is unknown or no string, or
   *     the question is missing
   */
  static QuestionTask of(String owner, RowType declared) {
    List<String> names = InputColumns.checked(owner, declared, NAMES, "question");
    return names.size() == 1
        ? new QuestionTask(0, -1, -1)
        : new QuestionTask(
            names.indexOf("question"), names.indexOf("context"), names.indexOf("id"));
  }

  @Override
  public Bound bind(String owner, RowType output) {
    Columns.Writer<QuestionOutcome> writer = AnswerColumns.ALL.bind(owner, output);
    return (lease, row, number) ->
        outcome(lease, row, number)
            .thenApply(
                found ->
                    new Result(List.of(writer.write(found)), !(found instanceof AnsweredQuestion)));
  }

  private CompletableFuture<QuestionOutcome> outcome(EngineLease lease, RowData row, long number) {
    String name = InputColumns.value(row, id).orElse("row " + number);
    Optional<String> words = InputColumns.value(row, question);
    return words.isPresent()
        ? lease.answer(new Question(name, words.get(), InputColumns.value(row, context)))
        : CompletableFuture.completedFuture(
            new Rejection(name, Rejection.Cause.MISSING_FIELD, "the question is null or blank"));
  }
}
