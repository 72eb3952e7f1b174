package io.qklm.flink.enrichment;

import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Unpacks what the engine's operator gives: results, dead letters, news, idleness. */
@Internal
public final class Outlet<OUT> extends AbstractStreamOperator<OUT>
    implements OneInputStreamOperator<Envelope<OUT>, OUT> {

  private static final long serialVersionUID = 1L;

  private final String channelId;
  private final @Nullable OutputTag<OUT> rejectedTag;
  private final OutputTag<String> newsTag;
  private final transient MailboxExecutor mailbox;
  private transient ChainChannel.@Nullable Hold channel;
  private transient @Nullable InFlightRecords inFlight;

  private Outlet(StreamOperatorParameters<OUT> parameters, Factory<OUT> made) {
    super(parameters);
    this.channelId = made.channelId;
    this.rejectedTag = made.rejectedTag;
    this.newsTag = made.newsTag;
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void open() throws Exception {
    super.open();
    ChainChannel.Hold hold = ChainChannel.enter(channelId);
    channel = hold;
    InFlightRecords under = hold.inFlight(getRuntimeContext().getTaskInfo());
    under.outlet(this::tell);
    inFlight = under;
  }

  @Override
  public void processElement(StreamRecord<Envelope<OUT>> element) {
    Envelope<OUT> envelope = element.getValue();
    switch (envelope.kind()) {
      case RESULT -> {
        output.collect(element.replace(envelope.value()));
        left(envelope);
      }
      case REJECTED -> {
        StreamRecord<OUT> rejected = element.replace(envelope.value());
        if (rejectedTag == null) {
          output.collect(rejected);
        } else {
          output.collect(rejectedTag, rejected);
        }
        left(envelope);
      }
      case NEWS -> output.collect(newsTag, new StreamRecord<>(envelope.news()));
      case IDLE -> output.emitWatermarkStatus(WatermarkStatus.IDLE);
      case ACTIVE -> output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
      case RECORD -> throw new IllegalStateException("a record came out as it went in");
    }
  }

  private void tell(String json) {
    try {
      mailbox.execute(
          () -> output.collect(newsTag, new StreamRecord<>(json)), "tell news of epochs");
    } catch (RejectedExecutionException e) {
      LOG.debug("there were news of epochs when the task had ended", e);
    }
  }

  private void left(Envelope<OUT> envelope) {
    if (inFlight != null) {
      inFlight.left(envelope.weight());
    }
  }

  @Override
  public void close() throws Exception {
    if (inFlight != null) {
      inFlight.outlet(null);
      inFlight = null;
    }
    if (channel != null) {
      channel.close();
    }
    super.close();
  }

  /** Makes it on the worker. */
  public static final class Factory<OUT> extends AbstractStreamOperatorFactory<OUT>
      implements OneInputStreamOperatorFactory<Envelope<OUT>, OUT> {

    private static final long serialVersionUID = 1L;

    private final String channelId;
    private final @Nullable OutputTag<OUT> rejectedTag;
    private final OutputTag<String> newsTag;

    public Factory(
        String channelId, @Nullable OutputTag<OUT> rejectedTag, OutputTag<String> newsTag) {
      this.channelId = channelId;
      this.rejectedTag = rejectedTag;
      this.newsTag = newsTag;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Flink declares it
    public <T extends StreamOperator<OUT>> T createStreamOperator(
        StreamOperatorParameters<OUT> parameters) {
      return (T) new Outlet<>(parameters, this);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
      return Outlet.class;
    }
  }
}
