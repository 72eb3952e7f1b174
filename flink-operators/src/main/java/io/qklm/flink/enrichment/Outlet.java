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
    implements OneInputStreamOperator<Parcel<OUT>, OUT> {

  private static final long serialVersionUID = 1L;

  private final String passageId;
  private final @Nullable OutputTag<OUT> rejectedTag;
  private final OutputTag<String> newsTag;
  private final transient MailboxExecutor mailbox;
  private transient Passage.@Nullable Hold passage;
  private transient @Nullable Flight flight;

  private Outlet(StreamOperatorParameters<OUT> parameters, Factory<OUT> made) {
    super(parameters);
    this.passageId = made.passageId;
    this.rejectedTag = made.rejectedTag;
    this.newsTag = made.newsTag;
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void open() throws Exception {
    super.open();
    Passage.Hold hold = Passage.enter(passageId);
    passage = hold;
    Flight under = hold.flight(getRuntimeContext().getTaskInfo());
    under.outlet(this::tell);
    flight = under;
  }

  @Override
  public void processElement(StreamRecord<Parcel<OUT>> element) {
    Parcel<OUT> parcel = element.getValue();
    switch (parcel.kind()) {
      case RESULT -> {
        output.collect(element.replace(parcel.value()));
        left(parcel);
      }
      case REJECTED -> {
        StreamRecord<OUT> rejected = element.replace(parcel.value());
        if (rejectedTag == null) {
          output.collect(rejected);
        } else {
          output.collect(rejectedTag, rejected);
        }
        left(parcel);
      }
      case NEWS -> output.collect(newsTag, new StreamRecord<>(parcel.news()));
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

  private void left(Parcel<OUT> parcel) {
    if (flight != null) {
      flight.left(parcel.weight());
    }
  }

  @Override
  public void close() throws Exception {
    if (flight != null) {
      flight.outlet(null);
      flight = null;
    }
    if (passage != null) {
      passage.close();
    }
    super.close();
  }

  /** Makes it on the worker. */
  public static final class Factory<OUT> extends AbstractStreamOperatorFactory<OUT>
      implements OneInputStreamOperatorFactory<Parcel<OUT>, OUT> {

    private static final long serialVersionUID = 1L;

    private final String passageId;
    private final @Nullable OutputTag<OUT> rejectedTag;
    private final OutputTag<String> newsTag;

    public Factory(
        String passageId, @Nullable OutputTag<OUT> rejectedTag, OutputTag<String> newsTag) {
      this.passageId = passageId;
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
