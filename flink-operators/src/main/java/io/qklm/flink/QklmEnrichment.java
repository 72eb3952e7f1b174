package io.qklm.flink;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Rejection;
import io.qklm.flink.engine.EngineSource;
import io.qklm.flink.enrichment.EnrichFunction;
import io.qklm.flink.enrichment.Envelope;
import io.qklm.flink.enrichment.EnvelopeType;
import io.qklm.flink.enrichment.Outlet;
import io.qklm.flink.enrichment.Records;
import io.qklm.flink.gate.EpochGateFactory;
import io.qklm.flink.gate.FixedGateFactory;
import io.qklm.flink.gate.GateLimits;
import io.qklm.flink.gate.PausingSource;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Puts QKLM into a stream:
 *
 * <pre>{@code
 * OutputTag<Story> failed = new OutputTag<>("failed") {};
 * SingleOutputStreamOperator<Story> stories =
 *     QklmEnrichment.<Article, Story>builder()
 *         .knowledge("/data/knowledge")
 *         .document(article -> Document.of(article.id, article.body))
 *         .enriched((article, enrichment) -> Story.of(article, enrichment))
 *         .rejected((article, rejection) -> Story.failed(article, rejection.message()))
 *         .rejectedTo(failed)
 *         .output(Story.class)
 *         .build()
 *         .apply(articles);
 * DataStream<Story> failures = stories.getSideOutput(failed);
 * }</pre>
 */
@PublicEvolving
public final class QklmEnrichment<IN, OUT> {

  /** Subtasks' worth of documents under way that one subtask can take over at once. */
  private static final int RESTORED_AT_ONCE = 64;

  /** What the operator says of epochs that it cannot use, as JSON, one object a record. */
  public static final OutputTag<String> EPOCH_STATUS =
      new OutputTag<>("qklm-epoch-status", Types.STRING);

  private final Parts<IN, OUT> parts;
  private final TypeInformation<OUT> output;
  private final String name;
  private final String uid;

  /** By it the parts of this enrichment find each other on a worker. */
  private final String channelId = UUID.randomUUID().toString();

  private QklmEnrichment(
      Parts<IN, OUT> parts, TypeInformation<OUT> output, String name, String uid) {
    this.parts = parts;
    this.output = output;
    this.name = name;
    this.uid = uid;
  }

  /** The document in a record; see {@link Builder#document}. */
  @FunctionalInterface
  public interface DocumentFunction<IN> extends Serializable {
    Document of(IN element);
  }

  /** A result; see {@link Builder#enriched}. */
  @FunctionalInterface
  public interface EnrichedFunction<IN, OUT> extends Serializable {
    OUT of(IN element, Enrichment enrichment);
  }

  /** A failure; see {@link Builder#rejected}. */
  @FunctionalInterface
  public interface RejectedFunction<IN, OUT> extends Serializable {
    OUT of(IN element, Rejection rejection);
  }

  public static <IN, OUT> Builder<IN, OUT> builder() {
    return new Builder<>();
  }

  /** What the operators are made of. */
  private record Parts<IN, OUT>(
      QklmSettings settings,
      EnrichmentBinding<IN, OUT> binding,
      @Nullable OutputTag<OUT> rejectedTag,
      EngineSource engines) {}

  /**
   * The source, pausing while this enrichment holds as many documents as it may: those that wait
   * for their epoch then wait where they are, and neither a checkpoint nor news of epochs waits
   * behind them. State and savepoints are the source's own. Its subtasks must run in the processes
   * of the enrichment's, as they do where nothing between the two repartitions the stream.
   */
  public <S extends SourceSplit, E> Source<IN, S, E> pausing(Source<IN, S, E> source) {
    return new PausingSource<>(source, channelId);
  }

  /**
   * The enriched stream: one result per record, in the order of the records of each subtask.
   *
   * @throws IllegalArgumentException when the settings follow epochs
   */
  public SingleOutputStreamOperator<OUT> apply(DataStream<IN> documents) {
    QklmSettings settings = parts.settings();
    if (settings.epochs().isPresent()) {
      throw new IllegalArgumentException(
          "these settings follow epochs; give the stream that announces them too");
    }
    return behind(
        documents.transform(
            name + ": gate",
            new EnvelopeType<>(documents.getType()),
            new FixedGateFactory<>(channelId, limits(Integer.MAX_VALUE, 32 << 20), records())),
        new EnrichFunction.Way(channelId, settings.engine(), parts.engines(), false, false),
        Duration.ZERO);
  }

  /**
   * The enriched stream by the epochs that are announced; {@link #EPOCH_STATUS} is a side output of
   * it.
   *
   * @param epochs values of the control topic, in its order: a stream of parallelism 1
   * @throws IllegalArgumentException when the settings follow no epochs
   */
  public SingleOutputStreamOperator<OUT> apply(
      DataStream<IN> documents, DataStream<byte[]> epochs) {
    QklmSettings settings = parts.settings();
    EpochSettings following =
        settings
            .epochs()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "these settings follow no epochs; give them withEpochs(...)"));
    boolean ofTheirTime = following.mode() == KnowledgeMode.AS_OF;
    return behind(
        documents
            .connect(epochs.broadcast())
            .transform(
                name + ": gate",
                new EnvelopeType<>(documents.getType()),
                new EpochGateFactory<>(
                    channelId,
                    limits(following.maxHeld(), following.maxHeldBytes()),
                    records(),
                    new EpochGateFactory.Following(
                        ofTheirTime,
                        following.retained(),
                        following.maxOpen(),
                        following.maxWait()),
                    settings.engine(),
                    parts.engines())),
        new EnrichFunction.Way(channelId, settings.engine(), parts.engines(), true, ofTheirTime),
        following.maxWait());
  }

  private Records<IN, OUT> records() {
    return new BoundRecords<>(parts.binding());
  }

  private GateLimits limits(int maxHeld, long maxHeldBytes) {
    QklmSettings settings = parts.settings();
    return new GateLimits(
        settings.maxInFlight(), settings.maxCharactersInFlight(), maxHeld, maxHeldBytes);
  }

  /** The engine and the outlet behind a gate, which has the enrichment's uid as it always had. */
  private SingleOutputStreamOperator<OUT> behind(
      SingleOutputStreamOperator<Envelope<IN>> gate, EnrichFunction.Way way, Duration timeout) {
    SingleOutputStreamOperator<Envelope<OUT>> engine =
        AsyncDataStream.orderedWait(
            gate,
            new EnrichFunction<>(way, records(), output),
            timeout.toMillis(),
            TimeUnit.MILLISECONDS,
            // The gate keeps the limits. This one is only met by what a savepoint of many more
            // subtasks had under way.
            RESTORED_AT_ONCE * parts.settings().maxInFlight());
    return new EnrichedStream<>(
            gate,
            engine.name(name),
            engine.transform(
                name + ": outlet",
                output,
                new Outlet.Factory<>(channelId, parts.rejectedTag(), EPOCH_STATUS)))
        .uid(uid);
  }

  /** Collects what the operator needs; {@link #build} says what is missing. */
  public static final class Builder<IN, OUT> {

    private @Nullable QklmSettings settings;
    private @Nullable EnrichmentBinding<IN, OUT> binding;
    private @Nullable DocumentFunction<IN> document;
    private @Nullable EnrichedFunction<IN, OUT> enriched;
    private @Nullable RejectedFunction<IN, OUT> rejected;
    private @Nullable TypeInformation<OUT> output;
    private @Nullable OutputTag<OUT> rejectedTag;
    private EngineSource engines = EngineSource.ofProcess();
    private String name = "QKLM enrichment";
    private String uid = "qklm-enrichment";

    private Builder() {}

    /** Knowledge, model and limits. */
    public Builder<IN, OUT> settings(QklmSettings value) {
      this.settings = value;
      return this;
    }

    /** The bundled model over the knowledge in a folder that every worker has under this path. */
    public Builder<IN, OUT> knowledge(String folder) {
      return settings(QklmSettings.of(folder));
    }

    /** The document in a record; one whose id or text is blank is rejected. */
    public Builder<IN, OUT> document(DocumentFunction<IN> function) {
      this.document = function;
      return this;
    }

    /** The result for a record whose document was enriched. */
    public Builder<IN, OUT> enriched(EnrichedFunction<IN, OUT> function) {
      this.enriched = function;
      return this;
    }

    /** The result for a record that could not be enriched, so that it does not disappear. */
    public Builder<IN, OUT> rejected(RejectedFunction<IN, OUT> function) {
      this.rejected = function;
      return this;
    }

    /**
     * What the job's records are, where functions do not say enough: records that are no documents,
     * or that cannot be read.
     */
    public Builder<IN, OUT> binding(EnrichmentBinding<IN, OUT> value) {
      this.binding = value;
      return this;
    }

    /** Type of the results. */
    public Builder<IN, OUT> output(Class<OUT> type) {
      return output(TypeInformation.of(type));
    }

    /** Type of the results. */
    public Builder<IN, OUT> output(TypeInformation<OUT> type) {
      this.output = type;
      return this;
    }

    /** Sends rejected records to a side output; without this they stay in the stream, in order. */
    public Builder<IN, OUT> rejectedTo(OutputTag<OUT> tag) {
      this.rejectedTag = tag;
      return this;
    }

    /** The operator's name; "QKLM enrichment" unless given. */
    public Builder<IN, OUT> name(String value) {
      this.name = value;
      return this;
    }

    /**
     * The operator's uid; "qklm-enrichment" unless given, so a job with two gives others. The
     * engine's and the outlet's follow from it.
     */
    public Builder<IN, OUT> uid(String value) {
      this.uid = value;
      return this;
    }

    /** For tests: another engine than the process's. */
    Builder<IN, OUT> engines(EngineSource value) {
      this.engines = value;
      return this;
    }

    /**
     * @throws IllegalArgumentException that names what is missing
     */
    public QklmEnrichment<IN, OUT> build() {
      List<String> missing = new ArrayList<>();
      if (settings == null) {
        missing.add("settings(...) or knowledge(...)");
      }
      EnrichmentBinding<IN, OUT> bound = binding == null ? functions(missing) : binding;
      if (output == null) {
        missing.add("output(...)");
      }
      if (settings == null || bound == null || output == null) {
        throw new IllegalArgumentException(
            "an enrichment still needs " + String.join(", ", missing));
      }
      return new QklmEnrichment<>(
          new Parts<>(settings, bound, rejectedTag, engines), output, name, uid);
    }

    private @Nullable EnrichmentBinding<IN, OUT> functions(List<String> missing) {
      if (document == null) {
        missing.add("document(...)");
      }
      if (enriched == null) {
        missing.add("enriched(...)");
      }
      if (rejected == null) {
        missing.add("rejected(...)");
      }
      return document == null || enriched == null || rejected == null
          ? null
          : new FunctionBinding<>(document, enriched, rejected);
    }
  }
}
