package io.qklm.flink.gate;

import io.qklm.flink.QklmEnrichment;
import io.qklm.flink.enrichment.EnrichFunction;
import io.qklm.flink.enrichment.Envelope;
import io.qklm.flink.enrichment.Outlet;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** How the operators of a test are one chain. */
final class Chain {

  private Chain() {}

  /** Flink's operator on the chain's mailbox. */
  static final class Async extends AsyncWaitOperatorFactory<Envelope<String>, Envelope<String>> {
    private final transient MailboxExecutor mailbox;

    Async(EnrichFunction<String, String> function, long timeout, MailboxExecutor mailbox) {
      super(function, timeout, 1_000, AsyncDataStream.OutputMode.ORDERED);
      this.mailbox = mailbox;
    }

    @Override
    protected MailboxExecutor getMailboxExecutor() {
      return mailbox;
    }
  }

  /** The outlet on the chain's mailbox. */
  static final class Last extends AbstractStreamOperatorFactory<String>
      implements OneInputStreamOperatorFactory<Envelope<String>, String> {
    private final Outlet.Factory<String> factory;
    private final transient MailboxExecutor mailbox;

    Last(EnrichmentHarness.Setup setup, MailboxExecutor mailbox) {
      factory =
          new Outlet.Factory<>(setup.channelId(), setup.rejectedTag(), QklmEnrichment.EPOCH_STATUS);
      this.mailbox = mailbox;
    }

    @Override
    public <T extends StreamOperator<String>> T createStreamOperator(
        StreamOperatorParameters<String> given) {
      return factory.createStreamOperator(
          new StreamOperatorParameters<>(
              given.getContainingTask(),
              given.getStreamConfig(),
              given.getOutput(),
              given::getProcessingTimeService,
              given.getOperatorEventDispatcher(),
              mailbox));
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
      return Outlet.class;
    }
  }

  /** To the next of the chain. */
  record Forwarding<T>(OneInputStreamOperatorTestHarness<T, ?> next)
      implements Output<StreamRecord<T>> {

    private OneInputStreamOperator<T, ?> operator() {
      return next.getOneInputOperator();
    }

    @Override
    public void collect(StreamRecord<T> record) {
      call(() -> operator().processElement(record));
    }

    @Override
    public void emitWatermark(Watermark mark) {
      call(() -> operator().processWatermark(mark));
    }

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {
      call(() -> operator().processWatermarkStatus(status));
    }

    @Override
    public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
      throw new AssertionError("only the outlet has side outputs");
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {}

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {}

    @Override
    public void emitWatermark(WatermarkEvent event) {}

    @Override
    public void close() {}

    private static void call(org.apache.flink.util.function.ThrowingRunnable<Exception> call) {
      try {
        call.run();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
