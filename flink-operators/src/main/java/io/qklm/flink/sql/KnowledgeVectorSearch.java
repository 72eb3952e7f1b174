package io.qklm.flink.sql;

import io.qklm.flink.sql.column.EntityRow;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.NearestEntities;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.VectorSearchFunction;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** The entities nearest to a vector, with the cosine of the angle between them as the score. */
public final class KnowledgeVectorSearch extends VectorSearchFunction {

  private static final long serialVersionUID = 1L;

  private final KnowledgeTableSettings settings;
  private final RowType produced;
  private transient @Nullable KnowledgeAccess<EntityRow> access;

  KnowledgeVectorSearch(KnowledgeTableSettings settings, RowType produced) {
    this.settings = settings;
    this.produced = produced;
  }

  @Override
  public void open(FunctionContext context) throws Exception {
    KnowledgeAccess<EntityRow> open =
        KnowledgeAccess.open(settings, new EntityTable(settings.language()), produced);
    access = open;
    // Now rather than at the first row.
    open.knowledge.snapshot().nearestEntities();
  }

  @Override
  public Collection<RowData> vectorSearch(int topK, RowData query) {
    KnowledgeAccess<EntityRow> open = access;
    if (open == null) {
      throw new IllegalStateException(settings.owner() + " was searched before it was opened");
    }
    if (query.isNullAt(0)) {
      return List.of();
    }
    KnowledgeSnapshot snapshot = open.knowledge.snapshot();
    List<RowData> rows = new ArrayList<>();
    for (NearestEntities.Match match :
        snapshot.nearestEntities().search(vector(query.getArray(0)), topK)) {
      EntityRow source =
          new EntityRow(snapshot, snapshot.entity(match.ordinal()), settings.language());
      rows.add(new JoinedRowData(open.row(source), GenericRowData.of(match.cosine())));
    }
    return rows;
  }

  private static float[] vector(ArrayData components) {
    float[] vector = new float[components.size()];
    for (int i = 0; i < vector.length; i++) {
      if (components.isNullAt(i)) {
        throw new IllegalArgumentException("a vector searched for has a component that is null");
      }
      vector[i] = components.getFloat(i);
    }
    return vector;
  }

  @Override
  public void close() throws Exception {
    KnowledgeAccess<EntityRow> open = access;
    access = null;
    if (open != null) {
      open.close();
    }
    super.close();
  }
}
