package io.qklm.flink.sql;

import io.qklm.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.flink.table.api.ValidationException;

/** What a model does; the option {@code task}. */
enum SqlTask {
  SUMMARIZE,
  ANNOTATE,
  ENRICH,
  DESCRIBE,
  ANSWER;

  /** As it is written in SQL. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws ValidationException with what is allowed
   */
  static SqlTask of(String word) {
    List<String> words = Arrays.stream(values()).map(SqlTask::word).toList();
    int place = words.indexOf(word.toLowerCase(Locale.ROOT));
    if (place < 0) {
      throw new ValidationException(
          "unknown task '"
              + word
              + "', expected one of "
              + words
              + Nearest.suggestion(word, words));
    }
    return values()[place];
  }
}
