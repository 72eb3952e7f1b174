package io.qklm.flink.sql;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.document.Rejection;
import io.qklm.document.TextForm;
import io.qklm.text.Nearest;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/**
 * Where a model's input has its text or HTML, and its title, language and id if it has them; -1
 * where not.
 */
record InputColumns(int text, int html, int title, int language, int id) implements Serializable {

  private static final String HTML = "html";
  private static final List<String> NAMES = List.of("text", HTML, "title", "text_language", "id");

  /**
   * A single column is the text, whatever it is called but {@code html}; of several each is known
   * by its name.
   *
   * @throws ValidationException if a column is unknown or no string, or the text is missing
   */
  static InputColumns of(String owner, RowType declared) {
    boolean html = declared.getFieldNames().contains(HTML);
    List<String> names = checked(owner, declared, NAMES, html ? HTML : "text");
    return names.size() == 1
        ? new InputColumns(html ? -1 : 0, html ? 0 : -1, -1, -1, -1)
        : new InputColumns(
            names.indexOf("text"),
            names.indexOf(HTML),
            names.indexOf("title"),
            names.indexOf("text_language"),
            names.indexOf("id"));
  }

  /**
   * The names of the declared columns: any one, or some of {@code allowed} with {@code required}.
   *
   * @throws ValidationException if a column is unknown or no string, or the required one is missing
   */
  static List<String> checked(
      String owner, RowType declared, List<String> allowed, String required) {
    List<String> names = declared.getFieldNames();
    for (RowType.RowField field : declared.getFields()) {
      if (!field.getType().is(LogicalTypeRoot.VARCHAR)) {
        throw new ValidationException(
            owner
                + ": the input column '"
                + field.getName()
                + "' is "
                + field.getType().asSummaryString()
                + "; STRING is expected");
      }
      if (names.size() > 1 && !allowed.contains(field.getName())) {
        throw new ValidationException(
            owner
                + ": unknown input column '"
                + field.getName()
                + "'"
                + Nearest.suggestion(field.getName(), allowed)
                + " (allowed: "
                + String.join(", ", allowed)
                + ")");
      }
    }
    if (names.size() > 1 && !names.contains(required)) {
      throw new ValidationException(owner + ": the input needs a column '" + required + "'");
    }
    return names;
  }

  /** What a row holds. */
  sealed interface Reading {
    record Accepted(Document document) implements Reading {}

    record Rejected(Outcome rejection) implements Reading {}
  }

  /**
   * The document in a row.
   *
   * @param number names the document where the row has no id
   */
  Reading read(RowData row, long number) {
    String name = value(row, id).orElse("row " + number);
    Optional<String> plain = value(row, text);
    TextForm form = plain.isPresent() ? TextForm.UNSPECIFIED : TextForm.HTML;
    return plain
        .or(() -> value(row, html))
        .<Reading>map(
            words ->
                new Reading.Accepted(
                    new Document(
                        name,
                        words,
                        value(row, title),
                        Optional.empty(),
                        value(row, language),
                        Optional.empty(),
                        java.util.Map.of(),
                        form)))
        .orElseGet(
            () ->
                new Reading.Rejected(
                    new Rejection(
                        name, Rejection.Cause.MISSING_FIELD, "the text is null or blank")));
  }

  /** The words in a column; empty where it is null, blank or not there. */
  static Optional<String> value(RowData row, int place) {
    return place < 0 || row.isNullAt(place)
        ? Optional.empty()
        : Optional.of(row.getString(place).toString()).filter(words -> !words.isBlank());
  }
}
