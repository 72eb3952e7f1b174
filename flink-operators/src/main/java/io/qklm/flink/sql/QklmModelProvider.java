package io.qklm.flink.sql;

import io.qklm.flink.QklmSettings;
import org.apache.flink.table.functions.AsyncPredictFunction;
import org.apache.flink.table.ml.AsyncPredictRuntimeProvider;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.types.logical.RowType;

/** A model whose options and columns hold. */
record QklmModelProvider(String owner, RowTask task, QklmSettings settings, RowType output)
    implements AsyncPredictRuntimeProvider {

  @Override
  public AsyncPredictFunction createAsyncPredictFunction(Context context) {
    return new QklmPredictFunction(owner, task, settings, output);
  }

  @Override
  public ModelProvider copy() {
    return this;
  }
}
