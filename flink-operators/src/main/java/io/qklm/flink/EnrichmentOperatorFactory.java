package io.qklm.flink;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.legacy.YieldingOperatorFactory;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Makes the operator on the worker. Marked as yielding, so that Flink does not chain it to a source
 * of the old kind, which would hold the lock that results need.
 */
// The marker is deprecated together with the sources it guards against, which still run.
@SuppressWarnings("deprecation")
final class EnrichmentOperatorFactory<IN, OUT> extends AbstractStreamOperatorFactory<OUT>
    implements OneInputStreamOperatorFactory<IN, OUT>, YieldingOperatorFactory<OUT> {

  private static final long serialVersionUID = 1L;

  private final QklmSettings settings;
  private final EnrichmentBinding<IN, OUT> binding;
  private final @Nullable OutputTag<OUT> rejectedTag;
  private final EngineSource engines;

  EnrichmentOperatorFactory(
      QklmSettings settings,
      EnrichmentBinding<IN, OUT> binding,
      @Nullable OutputTag<OUT> rejectedTag,
      EngineSource engines) {
    this.settings = settings;
    this.binding = binding;
    this.rejectedTag = rejectedTag;
    this.engines = engines;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Flink declares it
  public <T extends StreamOperator<OUT>> T createStreamOperator(
      StreamOperatorParameters<OUT> parameters) {
    return (T) new EnrichmentOperator<>(parameters, settings, binding, rejectedTag, engines);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return EnrichmentOperator.class;
  }
}
