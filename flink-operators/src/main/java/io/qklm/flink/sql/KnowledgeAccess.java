package io.qklm.flink.sql;

import io.qklm.flink.engine.Damage;
import io.qklm.flink.engine.SharedKnowledge;
import io.qklm.flink.sql.column.Columns;
import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * A knowledge table open on a worker: the snapshot that this process shares and the columns that
 * are wanted.
 *
 * @param <T> what a row is made of
 */
@Internal
final class KnowledgeAccess<T> implements AutoCloseable {

  final SharedKnowledge knowledge;
  final KnowledgeTable<T> table;
  private final Columns.Writer<T> writer;

  private KnowledgeAccess(
      SharedKnowledge knowledge, KnowledgeTable<T> table, Columns.Writer<T> writer) {
    this.knowledge = knowledge;
    this.table = table;
    this.writer = writer;
  }

  static <T> KnowledgeAccess<T> open(
      KnowledgeTableSettings settings, KnowledgeTable<T> table, RowType produced)
      throws IOException, InterruptedException {
    Columns.Writer<T> writer = table.columns().bind(settings.owner(), produced);
    return new KnowledgeAccess<>(lease(settings.knowledge()), table, writer);
  }

  /** Damage ends the job for good; see {@link Damage}. */
  static SharedKnowledge lease(String folder) throws IOException, InterruptedException {
    try {
      return SharedKnowledge.lease(folder);
    } catch (IOException e) {
      throw Damage.endOrRestart(e, folder);
    }
  }

  GenericRowData row(T source) {
    return writer.write(source);
  }

  @Override
  public void close() {
    knowledge.close();
  }
}
