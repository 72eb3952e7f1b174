package io.qklm.flink;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.legacy.YieldingOperatorFactory;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Makes the operator that follows epochs, on the worker. */
// The marker is deprecated together with the sources it guards against, which still run.
@SuppressWarnings("deprecation")
final class EpochEnrichmentOperatorFactory<IN, OUT> extends AbstractStreamOperatorFactory<OUT>
    implements TwoInputStreamOperatorFactory<IN, byte[], OUT>, YieldingOperatorFactory<OUT> {

  private static final long serialVersionUID = 1L;

  private final QklmSettings settings;
  private final EpochSettings epochs;
  private final EnrichmentBinding<IN, OUT> binding;
  private final @Nullable OutputTag<OUT> rejectedTag;
  private final OutputTag<String> statusTag;
  private final EngineSource engines;

  EpochEnrichmentOperatorFactory(
      QklmSettings settings,
      EpochSettings epochs,
      EnrichmentBinding<IN, OUT> binding,
      @Nullable OutputTag<OUT> rejectedTag,
      OutputTag<String> statusTag,
      EngineSource engines) {
    this.settings = settings;
    this.epochs = epochs;
    this.binding = binding;
    this.rejectedTag = rejectedTag;
    this.statusTag = statusTag;
    this.engines = engines;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Flink declares it
  public <T extends StreamOperator<OUT>> T createStreamOperator(
      StreamOperatorParameters<OUT> parameters) {
    return (T)
        new EpochEnrichmentOperator<>(
            parameters, settings, epochs, binding, rejectedTag, statusTag, engines);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return EpochEnrichmentOperator.class;
  }
}
