package io.qklm.flink.sql;

import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** Finds the knowledge for {@code CREATE TABLE ... WITH ('connector' = 'qklm-knowledge')}. */
@PublicEvolving
public final class QklmKnowledgeTableFactory implements DynamicTableSourceFactory {

  /** The value of {@code connector}. */
  public static final String IDENTIFIER = "qklm-knowledge";

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(FactoryUtil.CONNECTOR, SqlOptions.KNOWLEDGE);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(SqlOptions.TABLE, SqlOptions.LANGUAGE);
  }

  /**
   * @throws org.apache.flink.table.api.ValidationException with what is wrong and what is allowed
   */
  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    String owner = "the table " + context.getObjectIdentifier().getObjectName();
    Configuration options =
        OptionReader.read(
            owner, context.getCatalogTable().getOptions(), requiredOptions(), optionalOptions());
    KnowledgeTableSettings settings =
        new KnowledgeTableSettings(
            owner,
            options.get(SqlOptions.KNOWLEDGE),
            KnowledgeTable.Kind.of(owner, options.get(SqlOptions.TABLE)),
            options.get(SqlOptions.LANGUAGE));
    DataType declared = context.getPhysicalRowDataType();
    // Bound on the worker again; here for the message.
    settings.table().columns().bind(owner, (RowType) declared.getLogicalType());
    return new KnowledgeTableSource(settings, declared);
  }
}
