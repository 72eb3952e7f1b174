package io.qklm.flink.stories;

import io.qklm.stories.cluster.StoryWeights;
import io.qklm.stories.desk.DeskOptions;
import io.qklm.stories.desk.StoryDesk;
import io.qklm.stories.desk.StoryReading;
import io.qklm.stories.desk.StoryUpdate;
import io.qklm.stories.term.TermFrequencies;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Takes documents in by the order of their event time, those of one time by the order of their ids,
 * once the watermark has reached them. A record that comes behind the watermark, or that has no
 * time, is taken in at once. Each key is a world of stories of its own.
 */
@Internal
public final class StoryFunction<IN, OUT, STORY> extends KeyedProcessFunction<String, IN, OUT> {

  private static final long serialVersionUID = 1L;
  private static final long HOUR = 3_600_000;
  private static final long SECOND = 1_000;

  private final StoryElements<IN, OUT, STORY> elements;
  private final DeskOptions options;
  private final TypeInformation<IN> input;
  private final OutputTag<STORY> stories;

  private transient TimedState<IN> waiting;
  private transient TimedState<String> expiring;
  private transient ValueState<Long> latest;
  private transient FlinkStoryStore store;
  private transient TermFrequencies language;
  private transient StoryWeights weights;
  private transient Map<String, StoryDesk> desks;

  /**
   * @param elements what the records are
   * @param options how documents are taken in
   * @param input type of the records, which wait in state
   * @param stories where changes of stories go
   */
  @SuppressWarnings("NullAway.Init") // what is transient is made by open
  public StoryFunction(
      StoryElements<IN, OUT, STORY> elements,
      DeskOptions options,
      TypeInformation<IN> input,
      OutputTag<STORY> stories) {
    this.elements = elements;
    this.options = options;
    this.input = input;
    this.stories = stories;
  }

  @Override
  public void open(OpenContext context) {
    waiting = new TimedState<>(getRuntimeContext(), "story-waiting", input);
    expiring = new TimedState<>(getRuntimeContext(), "story-expiring", Types.STRING);
    latest = getRuntimeContext().getState(new ValueStateDescriptor<>("story-latest", Types.LONG));
    store = new FlinkStoryStore(getRuntimeContext());
    language = TermFrequencies.bundled();
    weights = StoryWeights.withoutVectors();
    // Metrics are read by threads of their own.
    desks = new ConcurrentHashMap<>();
    StoryMetrics.register(getRuntimeContext().getMetricGroup(), desks);
  }

  @Override
  public void processElement(IN element, Context context, Collector<OUT> out) throws Exception {
    Long time = context.timestamp();
    long watermark = context.timerService().currentWatermark();
    if (elements.read(element) instanceof StoryReading.Other) {
      out.collect(elements.passed(element));
    } else if (time == null || time <= watermark) {
      // At either end of all watermarks the time that was reached before holds.
      take(element, watermark == Long.MAX_VALUE ? 0 : Math.max(watermark, 0), context, out);
      tell(context);
    } else {
      waiting.add(time, element);
      context.timerService().registerEventTimeTimer(time);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<OUT> out) throws Exception {
    List<IN> together = waiting.take(time);
    together.sort(Comparator.comparing(this::id));
    for (IN element : together) {
      take(element, time, context, out);
    }
    // At the end of the input every timer is due; the stories stay as they are then.
    if (context.timerService().currentWatermark() != Long.MAX_VALUE) {
      for (String id : expiring.take(time)) {
        desk(context).forget(id, time);
      }
      desk(context).advance(time);
    }
    tell(context);
  }

  private String id(IN element) {
    StoryReading reading = elements.read(element);
    if (reading instanceof StoryReading.Document document) {
      return document.text().id();
    }
    return reading instanceof StoryReading.Withdrawal withdrawal ? withdrawal.id() : "";
  }

  private void take(IN element, long time, Context context, Collector<OUT> out) throws Exception {
    Long before = latest.value();
    long now = before == null ? time : Math.max(time, before);
    latest.update(now);
    StoryReading reading = elements.read(element);
    if (reading instanceof StoryReading.Document document) {
      out.collect(elements.placed(element, desk(context).take(document.text(), now)));
      expire(document.text().id(), now, context);
    } else {
      if (reading instanceof StoryReading.Withdrawal withdrawal) {
        desk(context).withdraw(withdrawal.id());
      }
      out.collect(elements.passed(element));
    }
  }

  private void expire(String id, long now, Context context) throws Exception {
    long until = up(now + options.retention().toMillis(), SECOND);
    expiring.add(until, id);
    context.timerService().registerEventTimeTimer(until);
    context
        .timerService()
        .registerEventTimeTimer(up(now + options.stories().stale().toMillis(), HOUR));
  }

  /** The first whole step behind a time. */
  private static long up(long time, long step) {
    return (Math.floorDiv(time, step) + 1) * step;
  }

  private void tell(Context context) {
    for (StoryUpdate update : desk(context).updates()) {
      context.output(stories, elements.updated(update));
    }
  }

  /** The desk of the key that is being worked on; opened over its state when it is first needed. */
  private StoryDesk desk(Context context) {
    return desks.computeIfAbsent(
        context.getCurrentKey(), key -> new StoryDesk(options, weights, language, store));
  }
}
