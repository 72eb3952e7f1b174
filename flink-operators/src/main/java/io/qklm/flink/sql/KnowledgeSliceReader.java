package io.qklm.flink.sql;

import io.qklm.kg.store.KnowledgeSnapshot;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one of {@value #SLICES} equal parts of the knowledge. */
final class KnowledgeSliceReader extends RichFlatMapFunction<Long, RowData> {

  private static final long serialVersionUID = 1L;

  /** So many that each is a small part of a large knowledge, and few for a small one. */
  static final int SLICES = 1_024;

  private static final int BLOCK = 256;

  private final KnowledgeTableSettings settings;
  private final RowType produced;
  private transient @Nullable KnowledgeAccess<?> access;

  KnowledgeSliceReader(KnowledgeTableSettings settings, RowType produced) {
    this.settings = settings;
    this.produced = produced;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    access = KnowledgeAccess.open(settings, settings.table(), produced);
  }

  @Override
  public void flatMap(Long slice, Collector<RowData> out) {
    KnowledgeAccess<?> open = access;
    if (open == null) {
      throw new IllegalStateException(settings.owner() + " was read before it was opened");
    }
    KnowledgeSnapshot snapshot = open.knowledge.snapshot();
    int from = (int) (snapshot.size() * slice / SLICES);
    int to = (int) (snapshot.size() * (slice + 1) / SLICES);
    for (int start = from; start < to; start += BLOCK) {
      read(open, start, Math.min(to, start + BLOCK), out);
    }
  }

  private static <T> void read(KnowledgeAccess<T> open, int from, int to, Collector<RowData> out) {
    for (T source : open.table.scan(open.knowledge.snapshot(), from, to)) {
      out.collect(open.row(source));
    }
  }

  @Override
  public void close() throws Exception {
    KnowledgeAccess<?> open = access;
    access = null;
    if (open != null) {
      open.close();
    }
    super.close();
  }
}
