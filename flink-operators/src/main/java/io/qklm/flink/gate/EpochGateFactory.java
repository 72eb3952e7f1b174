package io.qklm.flink.gate;

import io.qklm.flink.engine.EngineSettings;
import io.qklm.flink.engine.EngineSource;
import io.qklm.flink.enrichment.Envelope;
import io.qklm.flink.enrichment.Records;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.annotation.Internal;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.legacy.YieldingOperatorFactory;

/** Makes the gate that follows epochs, on the worker. */
// The marker is deprecated together with the sources it guards against, which still run.
@SuppressWarnings("deprecation")
@Internal
public final class EpochGateFactory<IN> extends AbstractStreamOperatorFactory<Envelope<IN>>
    implements TwoInputStreamOperatorFactory<IN, byte[], Envelope<IN>>,
        YieldingOperatorFactory<Envelope<IN>> {

  private static final long serialVersionUID = 1L;

  /**
   * How epochs are followed.
   *
   * @param ofTheirTime whether documents get the epoch of their time, or all the newest
   * @param retained announcements that are remembered
   * @param maxOpen epochs of documents' times that a subtask keeps open
   * @param maxWait how long a document waits to know its epoch
   */
  public record Following(boolean ofTheirTime, int retained, int maxOpen, Duration maxWait)
      implements Serializable {}

  private final GateOperator.Parts<IN> parts;
  private final Following following;
  private final EngineSettings settings;
  private final EngineSource engines;

  public EpochGateFactory(
      String channelId,
      GateLimits limits,
      Records<IN, ?> records,
      Following following,
      EngineSettings settings,
      EngineSource engines) {
    this.parts = new GateOperator.Parts<>(channelId, limits, records);
    this.following = following;
    this.settings = settings;
    this.engines = engines;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Flink declares it
  public <T extends StreamOperator<Envelope<IN>>> T createStreamOperator(
      StreamOperatorParameters<Envelope<IN>> parameters) {
    return (T) new EpochGateOperator<>(parameters, parts, following, settings, engines);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return EpochGateOperator.class;
  }
}
