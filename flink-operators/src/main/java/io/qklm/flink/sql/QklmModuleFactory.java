package io.qklm.flink.sql;

import io.qklm.flink.QklmSettings;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.factories.ModuleFactory;
import org.apache.flink.table.module.Module;

/** Finds the functions for {@code LOAD MODULE qklm WITH ('knowledge' = ...)}. */
@PublicEvolving
public final class QklmModuleFactory implements ModuleFactory {

  /** The module's name. */
  public static final String IDENTIFIER = "qklm";

  private static final String OWNER = "the module qklm";

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(SqlOptions.KNOWLEDGE);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    Set<ConfigOption<?>> options = new HashSet<>(SqlOptions.ENGINE);
    options.add(SqlOptions.LANGUAGE);
    return Set.copyOf(options);
  }

  /**
   * @throws org.apache.flink.table.api.ValidationException with what is wrong and what is allowed
   */
  @Override
  public Module createModule(Context context) {
    Configuration options =
        OptionReader.read(OWNER, context.getOptions(), requiredOptions(), optionalOptions());
    QklmSettings settings = SqlOptions.settings(OWNER, options);
    return new QklmModule(settings, options.get(SqlOptions.LANGUAGE));
  }
}
