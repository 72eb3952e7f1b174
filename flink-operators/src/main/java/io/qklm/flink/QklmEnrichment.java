package io.qklm.flink;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Puts QKLM into a stream:
 *
 * <pre>{@code
 * OutputTag<Result> rejected = new OutputTag<>("rejected") {};
 * SingleOutputStreamOperator<Result> results =
 *     QklmEnrichment.<Article, Result>builder()
 *         .settings(QklmSettings.of("/data/knowledge"))
 *         .binding(new ArticleBinding())
 *         .output(TypeInformation.of(Result.class))
 *         .rejectedTo(rejected)
 *         .build()
 *         .apply(articles);
 * DataStream<Result> failures = results.getSideOutput(rejected);
 * }</pre>
 */
@PublicEvolving
public final class QklmEnrichment<IN, OUT> {

  private final EnrichmentOperatorFactory<IN, OUT> factory;
  private final TypeInformation<OUT> output;
  private final String name;
  private final String uid;

  private QklmEnrichment(
      EnrichmentOperatorFactory<IN, OUT> factory,
      TypeInformation<OUT> output,
      String name,
      String uid) {
    this.factory = factory;
    this.output = output;
    this.name = name;
    this.uid = uid;
  }

  public static <IN, OUT> Builder<IN, OUT> builder() {
    return new Builder<>();
  }

  /** The enriched stream: one result per record, in the order of the records of each subtask. */
  public SingleOutputStreamOperator<OUT> apply(DataStream<IN> documents) {
    return documents.transform(name, output, factory).uid(uid);
  }

  /** Collects what the operator needs; {@link #build} says what is missing. */
  public static final class Builder<IN, OUT> {

    private @Nullable QklmSettings settings;
    private @Nullable EnrichmentBinding<IN, OUT> binding;
    private @Nullable TypeInformation<OUT> output;
    private @Nullable OutputTag<OUT> rejectedTag;
    private EngineSource engines = SharedQklm::lease;
    private String name = "QKLM enrichment";
    private String uid = "qklm-enrichment";

    private Builder() {}

    /** Knowledge, model and limits. */
    public Builder<IN, OUT> settings(QklmSettings value) {
      this.settings = value;
      return this;
    }

    /** What the job's records are. */
    public Builder<IN, OUT> binding(EnrichmentBinding<IN, OUT> value) {
      this.binding = value;
      return this;
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

    /** The operator's uid; "qklm-enrichment" unless given, so a job with two gives others. */
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
     * @throws IllegalArgumentException when settings, binding or output are not given
     */
    public QklmEnrichment<IN, OUT> build() {
      if (settings == null || binding == null || output == null) {
        throw new IllegalArgumentException(
            "an enrichment needs settings(...), binding(...) and output(...)");
      }
      return new QklmEnrichment<>(
          new EnrichmentOperatorFactory<>(settings, binding, rejectedTag, engines),
          output,
          name,
          uid);
    }
  }
}
