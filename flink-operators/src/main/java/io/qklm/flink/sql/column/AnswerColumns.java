package io.qklm.flink.sql.column;

import io.qklm.document.Answer;
import io.qklm.document.AnsweredQuestion;
import io.qklm.document.Provenance;
import io.qklm.document.QuestionOutcome;
import io.qklm.document.Rejection;
import io.qklm.document.Silence;
import io.qklm.kg.EntityId;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/** The columns that the task {@code answer} may have. */
public final class AnswerColumns {

  private static final LogicalType STRING = DataTypes.STRING().getLogicalType();

  private static final Columns<Answer> ANSWER =
      new Columns<>(
          List.of(
              field("answer", STRING, answer -> Values.text(answer.text())),
              field(
                  "entity_id",
                  STRING,
                  answer -> Values.text(answer.entityId().map(EntityId::value))),
              field("relation", STRING, answer -> Values.text(answer.relation())),
              field("score", DataTypes.DOUBLE().getLogicalType(), Answer::score),
              field("subject", STRING, answer -> Values.text(answer.subject().value())),
              field("subject_label", STRING, answer -> Values.text(answer.subjectLabel())),
              field("relation_label", STRING, answer -> Values.text(answer.relationLabel())),
              field("is_reversed", DataTypes.BOOLEAN().getLogicalType(), Answer::reversed),
              field("answer_value", STRING, answer -> Values.text(answer.value()))));

  public static final Columns<QuestionOutcome> ALL =
      new Columns<>(
          List.of(
              new Column.Rows<>("answers", ANSWER, AnswerColumns::answers),
              new Column.Scalar<>("silence", STRING, AnswerColumns::silence),
              made("epoch", DataTypes.BIGINT().getLogicalType(), Provenance::epoch),
              made("epoch_digest", STRING, from -> Values.text(from.epochDigest())),
              made("model", STRING, from -> Values.text(from.model())),
              made("model_digest", STRING, from -> Values.text(from.modelDigest())),
              made("version", STRING, from -> Values.text(from.version())),
              new Column.Scalar<>("error", STRING, AnswerColumns::error)));

  private AnswerColumns() {}

  private static Column<Answer> field(
      String name, LogicalType type, Function<Answer, @Nullable Object> value) {
    return new Column.Scalar<>(name, type, value);
  }

  private static Column<QuestionOutcome> made(
      String name, LogicalType type, Function<Provenance, @Nullable Object> value) {
    return new Column.Scalar<>(
        name,
        type,
        outcome ->
            outcome instanceof AnsweredQuestion answered
                ? value.apply(answered.provenance())
                : null);
  }

  private static @Nullable List<Answer> answers(QuestionOutcome outcome) {
    return outcome instanceof AnsweredQuestion answered ? answered.answers() : null;
  }

  private static @Nullable Object silence(QuestionOutcome outcome) {
    return outcome instanceof AnsweredQuestion answered
        ? Values.text(answered.silence().map(Silence::sentence))
        : null;
  }

  private static @Nullable Object error(QuestionOutcome outcome) {
    return outcome instanceof Rejection rejection ? Values.text(rejection.message()) : null;
  }
}
