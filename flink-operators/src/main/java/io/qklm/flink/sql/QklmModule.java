package io.qklm.flink.sql;

import io.qklm.flink.QklmSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.module.Module;

/** The functions, over one knowledge. */
final class QklmModule implements Module {

  private final Map<String, Supplier<FunctionDefinition>> functions;

  QklmModule(QklmSettings settings, String language) {
    this.functions =
        Map.of(
            "QKLM_SUMMARY", () -> new SummaryFunction(settings),
            "QKLM_ENTITIES", () -> new EntitiesFunction(settings),
            "QKLM_EMBEDDING", () -> new EmbeddingFunction(settings),
            "QKLM_ENTITY", () -> new EntityFunction(settings.knowledge(), language));
  }

  @Override
  public Set<String> listFunctions() {
    return functions.keySet();
  }

  @Override
  public Optional<FunctionDefinition> getFunctionDefinition(String name) {
    return Optional.ofNullable(functions.get(name.toUpperCase(Locale.ROOT))).map(Supplier::get);
  }
}
