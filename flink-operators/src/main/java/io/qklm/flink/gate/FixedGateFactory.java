package io.qklm.flink.gate;

import io.qklm.flink.enrichment.Envelope;
import io.qklm.flink.enrichment.Records;
import org.apache.flink.annotation.Internal;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.legacy.YieldingOperatorFactory;

/**
 * Makes the gate without epochs on the worker. Marked as yielding, so that Flink does not chain it
 * to a source of the old kind, which would hold the lock that results need.
 */
// The marker is deprecated together with the sources it guards against, which still run.
@SuppressWarnings("deprecation")
@Internal
public final class FixedGateFactory<IN> extends AbstractStreamOperatorFactory<Envelope<IN>>
    implements OneInputStreamOperatorFactory<IN, Envelope<IN>>,
        YieldingOperatorFactory<Envelope<IN>> {

  private static final long serialVersionUID = 1L;

  private final GateOperator.Parts<IN> parts;

  public FixedGateFactory(String channelId, GateLimits limits, Records<IN, ?> records) {
    this.parts = new GateOperator.Parts<>(channelId, limits, records);
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Flink declares it
  public <T extends StreamOperator<Envelope<IN>>> T createStreamOperator(
      StreamOperatorParameters<Envelope<IN>> parameters) {
    return (T) new FixedGateOperator<>(parameters, parts);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return FixedGateOperator.class;
  }
}
