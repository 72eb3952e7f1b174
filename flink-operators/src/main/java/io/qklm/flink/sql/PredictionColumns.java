package io.qklm.flink.sql;

import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.Provenance;
import io.qklm.document.Rejection;
import io.qklm.document.Summary;
import io.qklm.flink.sql.column.Column;
import io.qklm.flink.sql.column.Columns;
import io.qklm.flink.sql.column.EntityColumns;
import io.qklm.flink.sql.column.FactColumns;
import io.qklm.flink.sql.column.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/** The columns that a model's output may have, by task. */
final class PredictionColumns {

  private static final LogicalType STRING = DataTypes.STRING().getLogicalType();

  /** In every task: what it was made with, and why not. */
  private static final List<Column<Prediction>> COMMON =
      List.of(
          enrichment("text_language", STRING, found -> Values.text(found.language())),
          enrichment(
              "extracted_text",
              STRING,
              found ->
                  Values.text(
                      found.document().form().source().map(from -> found.document().text()))),
          enrichment(
              "extracted_from", STRING, found -> Values.text(found.document().form().source())),
          enrichment("truncated", DataTypes.BOOLEAN().getLogicalType(), Enrichment::truncated),
          enrichment(
              "epoch", DataTypes.BIGINT().getLogicalType(), found -> found.provenance().epoch()),
          enrichment(
              "epoch_digest", STRING, found -> Values.text(found.provenance().epochDigest())),
          enrichment("model", STRING, found -> Values.text(found.provenance().model())),
          enrichment(
              "model_digest", STRING, found -> Values.text(found.provenance().modelDigest())),
          enrichment(
              "summarizer",
              STRING,
              found ->
                  Values.text(found.provenance().summarizer().map(Provenance.Summarizer::name))),
          enrichment(
              "summarizer_digest",
              STRING,
              found ->
                  Values.text(found.provenance().summarizer().map(Provenance.Summarizer::digest))),
          enrichment("version", STRING, found -> Values.text(found.provenance().version())),
          enrichment(
              "overrides",
              DataTypes.ARRAY(DataTypes.STRING()).getLogicalType(),
              found -> Values.texts(found.provenance().overrides())),
          new Column.Scalar<>("error", STRING, PredictionColumns::error));

  private static final List<Column<Prediction>> SUMMARY =
      List.of(
          enrichment("summary", STRING, found -> Values.text(found.summary().map(Summary::text))),
          enrichment(
              "summary_method",
              STRING,
              found -> Values.text(found.summary().map(Summary::method))));

  private static final List<Column<Prediction>> KNOWLEDGE =
      List.of(
          new Column.Rows<>("entities", EntityColumns.ALL, list(Enrichment::entities)),
          new Column.Rows<>("title_entities", EntityColumns.ALL, list(Enrichment::titleEntities)),
          new Column.Rows<>("facts", FactColumns.ALL, list(Enrichment::facts)));

  private PredictionColumns() {}

  static Columns<Prediction> of(SqlTask task) {
    return switch (task) {
      case SUMMARIZE -> new Columns<>(Columns.joined(SUMMARY, COMMON));
      case ANNOTATE, DESCRIBE -> new Columns<>(Columns.joined(mention(), COMMON));
      case ENRICH -> new Columns<>(Columns.joined(Columns.joined(SUMMARY, KNOWLEDGE), COMMON));
      case ANSWER -> throw new IllegalArgumentException("what answers have is in AnswerColumns");
    };
  }

  private static List<Column<Prediction>> mention() {
    List<Column<Prediction>> columns = new ArrayList<>();
    for (Column<EntityAnnotation> column : EntityColumns.DESCRIBED.all()) {
      Column.Scalar<EntityAnnotation> scalar = (Column.Scalar<EntityAnnotation>) column;
      columns.add(
          new Column.Scalar<>(
              scalar.name(), scalar.type(), row -> row.entity().map(scalar.value()).orElse(null)));
    }
    return columns;
  }

  private static Column<Prediction> enrichment(
      String name, LogicalType type, Function<Enrichment, @Nullable Object> value) {
    return new Column.Scalar<>(name, type, Prediction.ofEnrichment(value));
  }

  private static <U> Function<Prediction, @Nullable List<U>> list(
      Function<Enrichment, List<U>> value) {
    return row -> row.outcome() instanceof Enrichment found ? value.apply(found) : null;
  }

  private static @Nullable Object error(Prediction row) {
    return row.outcome() instanceof Rejection rejection ? Values.text(rejection.message()) : null;
  }
}
