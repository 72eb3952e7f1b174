package io.qklm.flink.sql;

import io.qklm.flink.sql.column.EntityRow;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.VectorSearchTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.lookup.LookupFunctionProvider;
import org.apache.flink.table.connector.source.search.VectorSearchFunctionProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** The knowledge as a table: scanned, looked up, searched by vector. It never changes. */
final class KnowledgeTableSource
    implements ScanTableSource,
        LookupTableSource,
        VectorSearchTableSource,
        SupportsProjectionPushDown {

  private final KnowledgeTableSettings settings;
  private DataType produced;

  KnowledgeTableSource(KnowledgeTableSettings settings, DataType produced) {
    this.settings = settings;
    this.produced = produced;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    KnowledgeTable<?> table = settings.table();
    if (!table.canScan()) {
      throw new ValidationException(
          settings.owner()
              + " cannot be read as a whole; join it by "
              + table.keys()
              + " with FOR SYSTEM_TIME AS OF");
    }
    TypeInformation<RowData> type = context.createTypeInformation(produced);
    return new Scan(settings, (RowType) produced.getLogicalType(), type);
  }

  @Override
  public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext context) {
    RowType row = (RowType) produced.getLogicalType();
    List<RowType.RowField> keys =
        Arrays.stream(context.getKeys()).map(path -> row.getFields().get(path[0])).toList();
    List<String> names = keys.stream().map(RowType.RowField::getName).toList();
    List<String> able = settings.table().keys();
    int finding = able.stream().mapToInt(names::indexOf).filter(i -> i >= 0).findFirst().orElse(-1);
    if (finding < 0) {
      throw new ValidationException(
          settings.owner() + " is looked up by " + able + "; the join has only " + names);
    }
    return LookupFunctionProvider.of(
        new KnowledgeLookup(settings, row, new RowType(keys), finding));
  }

  @Override
  public VectorSearchRuntimeProvider getSearchRuntimeProvider(VectorSearchContext context) {
    RowType row = (RowType) produced.getLogicalType();
    List<String> searched =
        Arrays.stream(context.getSearchColumns())
            .map(path -> row.getFieldNames().get(path[0]))
            .toList();
    if (settings.kind() != KnowledgeTable.Kind.ENTITIES
        || !searched.equals(List.of(EntityRow.EMBEDDING))) {
      throw new ValidationException(
          settings.owner()
              + ": vectors are searched in the column '"
              + EntityRow.EMBEDDING
              + "' of a table with 'table' = 'entities', not in "
              + searched);
    }
    return VectorSearchFunctionProvider.of(new KnowledgeVectorSearch(settings, row));
  }

  @Override
  public boolean supportsNestedProjection() {
    return false;
  }

  @Override
  public void applyProjection(int[][] fields, DataType projected) {
    produced = projected;
  }

  @Override
  public DynamicTableSource copy() {
    return new KnowledgeTableSource(settings, produced);
  }

  @Override
  public String asSummaryString() {
    return "QKLM knowledge " + settings.kind().word() + " in " + settings.knowledge();
  }

  /** A sequence of numbers as the source, and a reader of as many slices of the knowledge. */
  private record Scan(
      KnowledgeTableSettings settings, RowType produced, TypeInformation<RowData> type)
      implements DataStreamScanProvider {

    @Override
    public DataStream<RowData> produceDataStream(
        ProviderContext context, StreamExecutionEnvironment environment) {
      DataStreamSource<Long> slices =
          environment.fromSource(
              new NumberSequenceSource(0, KnowledgeSliceReader.SLICES - 1),
              WatermarkStrategy.noWatermarks(),
              settings.owner());
      context.generateUid("slices").ifPresent(slices::uid);
      SingleOutputStreamOperator<RowData> rows =
          slices.flatMap(new KnowledgeSliceReader(settings, produced)).returns(type);
      context.generateUid("rows").ifPresent(rows::uid);
      return rows;
    }

    @Override
    public boolean isBounded() {
      return true;
    }
  }
}
