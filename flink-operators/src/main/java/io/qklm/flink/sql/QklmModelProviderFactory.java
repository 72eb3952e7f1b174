package io.qklm.flink.sql;

import io.qklm.flink.QklmSettings;
import io.qklm.model.BundleManifest.Network;
import io.qklm.model.ModelBundle;
import java.io.IOException;
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

  static final String ANSWERS_NOTHING =
      "the task 'answer' needs a model bundle with an answer head; name one with the option"
          + " 'model', or leave that out for the one that comes with the code";

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
    // Other tasks have no column for them, and would choose sentences for nothing.
    options.set(
        SqlOptions.ENTITY_SUMMARIES,
        task == SqlTask.DESCRIBE
            || (task == SqlTask.ANNOTATE && options.get(SqlOptions.ENTITY_SUMMARIES)));
    QklmSettings settings = SqlOptions.settings(owner, options);
    // Folders are the workers' and are looked at there.
    if (task == SqlTask.ANSWER
        && ModelBundle.comesWithTheCode(settings.model())
        && !answers(owner, settings)) {
      throw new ValidationException(owner + ": " + ANSWERS_NOTHING);
    }
    RowType input = rowType(context.getCatalogModel().getResolvedInputSchema());
    RowType output = rowType(context.getCatalogModel().getResolvedOutputSchema());
    RowTask work =
        task == SqlTask.ANSWER
            ? QuestionTask.of(owner, input)
            : new DocumentTask(task, InputColumns.of(owner, input));
    // Bound on the worker again; here for the message.
    work.bind(owner + " with the task '" + task.word() + "'", output);
    return new QklmModelProvider(owner, work, settings, output);
  }

  private static boolean answers(String owner, QklmSettings settings) {
    try {
      return ModelBundle.named(settings.model())
          .manifest()
          .trained()
          .map(Network::answer)
          .isPresent();
    } catch (IOException e) {
      throw new ValidationException(owner + ": " + e.getMessage(), e);
    }
  }

  private static RowType rowType(ResolvedSchema schema) {
    return (RowType) schema.toPhysicalRowDataType().getLogicalType();
  }
}
