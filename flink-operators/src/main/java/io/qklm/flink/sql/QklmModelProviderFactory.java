package io.qklm.flink.sql;

import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.ModelProviderFactory;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.types.logical.RowType;

/** Finds QKLM for {@code CREATE MODEL ... WITH ('provider' = 'qklm')}. */
@PublicEvolving
public final class QklmModelProviderFactory implements ModelProviderFactory {

  /** The value of {@code provider}. */
  public static final String IDENTIFIER = "qklm";

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(FactoryUtil.PROVIDER, SqlOptions.TASK, SqlOptions.KNOWLEDGE);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return SqlOptions.ENGINE;
  }

  /**
   * @throws ValidationException with what is wrong and what is allowed
   */
  @Override
  public ModelProvider createModelProvider(Context context) {
    String owner = "the model " + context.getObjectIdentifier().getObjectName();
    Configuration options =
        OptionReader.read(
            owner, context.getCatalogModel().getOptions(), requiredOptions(), optionalOptions());
    SqlTask task = SqlTask.of(options.get(SqlOptions.TASK));
    if (task == SqlTask.ANSWER) {
      throw new ValidationException(
          owner
              + ": the task 'answer' needs a model bundle with an answer head, and this version has"
              + " none; use 'enrich' for the facts about a text's entities");
    }
    RowType output = rowType(context.getCatalogModel().getResolvedOutputSchema());
    // Bound on the worker again; here for the message.
    PredictionColumns.of(task).bind(owner + " with the task '" + task.word() + "'", output);
    return new QklmModelProvider(
        owner,
        task,
        SqlOptions.settings(owner, options),
        InputColumns.of(owner, rowType(context.getCatalogModel().getResolvedInputSchema())),
        output);
  }

  private static RowType rowType(ResolvedSchema schema) {
    return (RowType) schema.toPhysicalRowDataType().getLogicalType();
  }
}
