package io.qklm.flink.sql;

import io.qklm.document.Summary;
import io.qklm.flink.QklmSettings;
import org.apache.flink.table.api.DataTypes;
import org.jspecify.annotations.Nullable;

/** {@code QKLM_SUMMARY(text)}: the text in a few of its sentences. */
public final class SummaryFunction extends EngineFunction {

  private static final long serialVersionUID = 1L;

  SummaryFunction(QklmSettings settings) {
    super(settings, DataTypes.STRING());
  }

  /** Called by Flink. */
  public @Nullable String eval(@Nullable String text) {
    return enrich(text).flatMap(found -> found.summary().map(Summary::text)).orElse(null);
  }
}
