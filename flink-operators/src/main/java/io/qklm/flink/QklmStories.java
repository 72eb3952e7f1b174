package io.qklm.flink;

import io.qklm.flink.stories.StoryFunction;
import io.qklm.stories.desk.DeskOptions;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Experimental;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Groups the documents of a stream into stories, behind {@link QklmEnrichment}:
 *
 * <pre>{@code
 * OutputTag<StoryRow> rows = new OutputTag<>("stories") {};
 * SingleOutputStreamOperator<Placed> placed =
 *     QklmStories.<Enriched, Placed, StoryRow>builder()
 *         .binding(new MyBinding())
 *         .output(Placed.class)
 *         .storiesTo(rows)
 *         .build()
 *         .apply(enriched);
 * DataStream<StoryRow> stories = placed.getSideOutput(rows);
 * }</pre>
 *
 * <p>The stream has event time: documents are taken in as the watermark passes them, so that a
 * replay gives the same stories. All documents of a stream are one world of stories, which one
 * subtask keeps; {@link Builder#worlds} divides it into several that never meet.
 */
@Experimental
public final class QklmStories<IN, OUT, STORY> {

  private static final String ONE_WORLD = "";

  private final StoryBinding<IN, OUT, STORY> binding;
  private final DeskOptions options;
  private final TypeInformation<OUT> output;
  private final OutputTag<STORY> stories;
  private final @Nullable KeySelector<IN, String> worlds;
  private final String name;
  private final String uid;

  private QklmStories(
      Builder<IN, OUT, STORY> builder,
      StoryBinding<IN, OUT, STORY> binding,
      TypeInformation<OUT> output,
      OutputTag<STORY> stories) {
    this.binding = binding;
    this.options = builder.options;
    this.output = output;
    this.stories = stories;
    this.worlds = builder.worlds;
    this.name = builder.name;
    this.uid = builder.uid;
  }

  public static <IN, OUT, STORY> Builder<IN, OUT, STORY> builder() {
    return new Builder<>();
  }

  /**
   * The stream with a result for each record, in the order of event time and id; changes of stories
   * are its side output.
   */
  public SingleOutputStreamOperator<OUT> apply(DataStream<IN> documents) {
    KeySelector<IN, String> keys = worlds == null ? element -> ONE_WORLD : worlds;
    SingleOutputStreamOperator<OUT> placed =
        documents
            .keyBy(keys, Types.STRING)
            .process(new StoryFunction<>(binding, options, documents.getType(), stories), output)
            .name(name)
            .uid(uid);
    return worlds == null ? placed.setParallelism(1) : placed;
  }

  /** Collects what the operator needs; {@link #build} says what is missing. */
  public static final class Builder<IN, OUT, STORY> {

    private @Nullable StoryBinding<IN, OUT, STORY> binding;
    private DeskOptions options = DeskOptions.defaults();
    private @Nullable TypeInformation<OUT> output;
    private @Nullable OutputTag<STORY> stories;
    private @Nullable KeySelector<IN, String> worlds;
    private String name = "QKLM stories";
    private String uid = "qklm-stories";

    private Builder() {}

    /** What the job's records are. */
    public Builder<IN, OUT, STORY> binding(StoryBinding<IN, OUT, STORY> value) {
      this.binding = value;
      return this;
    }

    /** How long stories live and when a text is a copy. */
    public Builder<IN, OUT, STORY> options(DeskOptions value) {
      this.options = value;
      return this;
    }

    /** Type of the results. */
    public Builder<IN, OUT, STORY> output(Class<OUT> type) {
      return output(TypeInformation.of(type));
    }

    /** Type of the results. */
    public Builder<IN, OUT, STORY> output(TypeInformation<OUT> type) {
      this.output = type;
      return this;
    }

    /** Where changes of stories go. */
    public Builder<IN, OUT, STORY> storiesTo(OutputTag<STORY> tag) {
      this.stories = tag;
      return this;
    }

    /**
     * Divides the documents into worlds that share no story, such as languages or desks: each is
     * kept by one subtask, several by as many as the operator's parallelism allows. The revision
     * and the withdrawal of a document must be of its world.
     */
    public Builder<IN, OUT, STORY> worlds(KeySelector<IN, String> selector) {
      this.worlds = selector;
      return this;
    }

    /** The operator's name; "QKLM stories" unless given. */
    public Builder<IN, OUT, STORY> name(String value) {
      this.name = value;
      return this;
    }

    /** The operator's uid; "qklm-stories" unless given, so a job with two gives others. */
    public Builder<IN, OUT, STORY> uid(String value) {
      this.uid = value;
      return this;
    }

    /**
     * @throws IllegalArgumentException that names what is missing
     */
    public QklmStories<IN, OUT, STORY> build() {
      List<String> missing = new ArrayList<>();
      if (binding == null) {
        missing.add("binding(...)");
      }
      if (output == null) {
        missing.add("output(...)");
      }
      if (stories == null) {
        missing.add("storiesTo(...)");
      }
      if (binding == null || output == null || stories == null) {
        throw new IllegalArgumentException("stories still need " + String.join(", ", missing));
      }
      return new QklmStories<>(this, binding, output, stories);
    }
  }
}
