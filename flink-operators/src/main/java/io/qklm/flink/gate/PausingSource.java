package io.qklm.flink.gate;

import io.qklm.flink.enrichment.BackPressure;
import io.qklm.flink.enrichment.ChainChannel;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.watermark.WatermarkDeclaration;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source that gives nothing while there is no room for it in its enrichment. It takes part in
 * checkpoints all the while, and its state is that of the source it stands for.
 */
@Internal
public final class PausingSource<T, S extends SourceSplit, E>
    implements Source<T, S, E>, ResultTypeQueryable<T> {

  private static final long serialVersionUID = 1L;

  private final Source<T, S, E> source;
  private final String channelId;

  public PausingSource(Source<T, S, E> source, String channelId) {
    this.source = source;
    this.channelId = channelId;
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
    return new Reader<>(
        source.createReader(context), ChainChannel.enter(channelId), context.getIndexOfSubtask());
  }

  @Override
  public SplitEnumerator<S, E> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<S, E> restoreEnumerator(SplitEnumeratorContext<S> context, E checkpoint)
      throws Exception {
    return source.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<S> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<E> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public Set<? extends WatermarkDeclaration> declareWatermarks() {
    return source.declareWatermarks();
  }

  /**
   * @throws UnsupportedOperationException if the source does not say what it gives; then {@code
   *     fromSource} is told
   */
  @Override
  @SuppressWarnings("unchecked") // what the source itself says
  public TypeInformation<T> getProducedType() {
    if (source instanceof ResultTypeQueryable<?> typed) {
      return (TypeInformation<T>) typed.getProducedType();
    }
    throw new UnsupportedOperationException(
        "this source does not say what it gives; hand the type to fromSource(...)");
  }

  /** Stands before the source's own reader, whose close may throw whatever it likes. */
  @SuppressWarnings("try")
  private static final class Reader<T, S extends SourceSplit> implements SourceReader<T, S> {
    private final SourceReader<T, S> reader;
    private final ChainChannel.Hold channel;
    private final BackPressure backPressure;
    private final int subtask;

    Reader(SourceReader<T, S> reader, ChainChannel.Hold channel, int subtask) {
      this.reader = reader;
      this.channel = channel;
      this.backPressure = channel.backPressure();
      this.subtask = subtask;
      backPressure.sourceCame(subtask);
    }

    @Override
    public void start() {
      reader.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
      return backPressure.isOpen(subtask) ? reader.pollNext(output) : InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      CompletableFuture<Void> opened = backPressure.opened(subtask);
      return opened.isDone() ? reader.isAvailable() : opened;
    }

    @Override
    public List<S> snapshotState(long checkpointId) {
      return reader.snapshotState(checkpointId);
    }

    @Override
    public void addSplits(List<S> splits) {
      reader.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
      reader.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
      reader.handleSourceEvents(event);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
      reader.pauseOrResumeSplits(pause, resume);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
      reader.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
      reader.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void close() throws Exception {
      try {
        reader.close();
      } finally {
        backPressure.sourceWent(subtask);
        channel.close();
      }
    }
  }
}
