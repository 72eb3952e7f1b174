package io.qklm.flink.sql;

import io.qklm.document.EntityAnnotation;
import io.qklm.flink.QklmSettings;
import io.qklm.flink.sql.column.Columns;
import io.qklm.flink.sql.column.EntityColumns;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** {@code QKLM_ENTITIES(text)}: the mentions in a text as an array of rows. */
public final class EntitiesFunction extends EngineFunction {

  private static final long serialVersionUID = 1L;

  private static final DataType ROW = EntityColumns.ALL.dataType();

  private transient Columns.@Nullable Writer<EntityAnnotation> writer;

  EntitiesFunction(QklmSettings settings) {
    super(settings, DataTypes.ARRAY(ROW).toInternal());
  }

  @Override
  public void open(FunctionContext context) throws Exception {
    super.open(context);
    writer = EntityColumns.ALL.bind("QKLM_ENTITIES", (RowType) ROW.getLogicalType());
  }

  /** Called by Flink. */
  public @Nullable ArrayData eval(@Nullable String text) {
    Columns.Writer<EntityAnnotation> rows = writer;
    if (rows == null) {
      throw new IllegalStateException("QKLM_ENTITIES was called before it was opened");
    }
    return enrich(text)
        .map(found -> new GenericArrayData(found.entities().stream().map(rows::write).toArray()))
        .orElse(null);
  }
}
