package io.qklm.flink.sql;

import io.qklm.flink.sql.column.Columns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.LookupFunction;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds rows of a knowledge table by the columns of a join. */
public final class KnowledgeLookup extends LookupFunction {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(KnowledgeLookup.class);

  /** Values of which the log is told; the rest would say the same. */
  private static final int MOST_TOLD = 1_000;

  private final KnowledgeTableSettings settings;
  private final RowType produced;

  /** The columns of the join, in its order. */
  private final RowType keys;

  /** Which of {@link #keys} finds the rows; the others are compared. */
  private final int finding;

  private transient @Nullable Finder<?> finder;

  KnowledgeLookup(KnowledgeTableSettings settings, RowType produced, RowType keys, int finding) {
    this.settings = settings;
    this.produced = produced;
    this.keys = keys;
    this.finding = finding;
  }

  @Override
  public void open(FunctionContext context) throws Exception {
    finder = finder(settings.table());
  }

  private <T> Finder<T> finder(KnowledgeTable<T> table) throws IOException, InterruptedException {
    return new Finder<>(
        KnowledgeAccess.open(settings, table, produced),
        table.columns().bind(settings.owner(), keys));
  }

  @Override
  public Collection<RowData> lookup(RowData key) {
    Finder<?> open = finder;
    if (open == null) {
      throw new IllegalStateException(settings.owner() + " was called before it was opened");
    }
    return open.find(key);
  }

  @Override
  public void close() throws Exception {
    Finder<?> open = finder;
    finder = null;
    if (open != null) {
      open.access.close();
    }
    super.close();
  }

  private final class Finder<T> {

    private final KnowledgeAccess<T> access;
    private final Columns.Writer<T> keyWriter;
    private final Set<String> told = new HashSet<>();

    Finder(KnowledgeAccess<T> access, Columns.Writer<T> keyWriter) {
      this.access = access;
      this.keyWriter = keyWriter;
    }

    Collection<RowData> find(RowData key) {
      if (key.isNullAt(finding)) {
        return List.of();
      }
      List<RowData> rows = new ArrayList<>();
      String column = keys.getFieldNames().get(finding);
      String value = key.getString(finding).toString();
      for (T source : found(column, value)) {
        if (key.getArity() == 1 || matches(keyWriter.write(source), key)) {
          rows.add(access.row(source));
        }
      }
      return rows;
    }

    /** What is found, and a word in the log, once, of what has too many rows to give all. */
    private List<T> found(String column, String value) {
      List<T> found = access.table.find(access.knowledge.snapshot(), column, value);
      int most = access.table.mostFound();
      if (found.size() <= most) {
        return found;
      }
      if (told.size() < MOST_TOLD && told.add(value)) {
        LOG.warn(
            "{}: more than {} rows have '{}' as {}; a lookup gives that many and leaves out the"
                + " rest. To have all of them, read the table and join it by a regular join",
            settings.owner(),
            most,
            value,
            column);
      }
      return found.subList(0, most);
    }

    private boolean matches(GenericRowData found, RowData key) {
      for (int i = 0; i < found.getArity(); i++) {
        RowData.FieldGetter getter = RowData.createFieldGetter(keys.getTypeAt(i), i);
        Object wanted = getter.getFieldOrNull(key);
        if (i != finding && (wanted == null || !wanted.equals(found.getField(i)))) {
          return false;
        }
      }
      return true;
    }
  }
}
