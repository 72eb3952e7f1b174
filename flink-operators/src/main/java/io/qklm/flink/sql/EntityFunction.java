package io.qklm.flink.sql;

import io.qklm.flink.sql.column.EntityRow;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** {@code QKLM_ENTITY(id)}: the entity of an id as a row; null if the knowledge has none. */
public final class EntityFunction extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  private static final DataType ROW = EntityRow.COLUMNS.dataType();

  private final KnowledgeTableSettings settings;
  private transient @Nullable KnowledgeAccess<EntityRow> access;

  EntityFunction(String knowledge, String language) {
    this.settings =
        new KnowledgeTableSettings(
            "QKLM_ENTITY", knowledge, KnowledgeTable.Kind.ENTITIES, language);
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory types) {
    return EngineFunction.of("id", ROW.toInternal());
  }

  /** The planner's machine need not have the knowledge. */
  @Override
  public boolean supportsConstantFolding() {
    return false;
  }

  @Override
  public void open(FunctionContext context) throws Exception {
    access =
        KnowledgeAccess.open(
            settings, new EntityTable(settings.language()), (RowType) ROW.getLogicalType());
  }

  /** Called by Flink. */
  public @Nullable RowData eval(@Nullable String id) {
    KnowledgeAccess<EntityRow> open = access;
    if (open == null) {
      throw new IllegalStateException("QKLM_ENTITY was called before it was opened");
    }
    if (id == null) {
      return null;
    }
    return open.table.find(open.knowledge.snapshot(), EntityRow.ID, id).stream()
        .findFirst()
        .map(open::row)
        .orElse(null);
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
