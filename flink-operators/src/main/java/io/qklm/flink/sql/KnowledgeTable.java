package io.qklm.flink.sql;

import io.qklm.flink.sql.column.Columns;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.flink.table.api.ValidationException;

/**
 * A table over the knowledge.
 *
 * @param <T> what a row is made of
 */
interface KnowledgeTable<T> {

  /** The tables there are; the option {@code table}. */
  enum Kind {
    /** A row per entity. */
    ENTITIES,
    /** A row per fact. */
    FACTS,
    /** A row per entity that a name may mean. */
    NAMES;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws ValidationException with what is allowed
     */
    static Kind of(String owner, String word) {
      List<String> words = Arrays.stream(values()).map(Kind::word).toList();
      int place = words.indexOf(word.toLowerCase(Locale.ROOT));
      if (place < 0) {
        throw new ValidationException(
            owner
                + ": the option 'table' is '"
                + word
                + "', expected one of "
                + words
                + Nearest.suggestion(word, words));
      }
      return values()[place];
    }
  }

  /**
   * The table of a kind.
   *
   * @param language BCP 47 code of labels and descriptions, where the knowledge has them in it
   */
  static KnowledgeTable<?> of(Kind kind, String language) {
    return switch (kind) {
      case ENTITIES -> new EntityTable(language);
      case FACTS -> new FactTable(language);
      case NAMES -> new NameTable(language);
    };
  }

  Columns<T> columns();

  /** Columns by which rows are found without reading the whole. */
  List<String> keys();

  /** Rows whose key column has this value; of more than {@link #mostFound} one more than that. */
  List<T> find(KnowledgeSnapshot snapshot, String key, String value);

  /** Rows that a lookup gives at most. */
  default int mostFound() {
    return Integer.MAX_VALUE;
  }

  /** Whether {@link #scan} is there. */
  boolean canScan();

  /** Rows of the entities from one ordinal to before another. */
  List<T> scan(KnowledgeSnapshot snapshot, int from, int to);
}
