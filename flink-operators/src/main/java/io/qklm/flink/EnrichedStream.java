package io.qklm.flink;

import io.qklm.flink.enrichment.Envelope;
import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The last of the three operators that an enrichment is; what is said of it holds for all. */
final class EnrichedStream<IN, OUT> extends SingleOutputStreamOperator<OUT> {

  private final SingleOutputStreamOperator<Envelope<IN>> gate;
  private final SingleOutputStreamOperator<Envelope<OUT>> engine;

  EnrichedStream(
      SingleOutputStreamOperator<Envelope<IN>> gate,
      SingleOutputStreamOperator<Envelope<OUT>> engine,
      SingleOutputStreamOperator<OUT> outlet) {
    super(outlet.getExecutionEnvironment(), outlet.getTransformation());
    this.gate = gate;
    this.engine = engine;
  }

  @Override
  public SingleOutputStreamOperator<OUT> name(String name) {
    gate.name(name + ": gate");
    engine.name(name);
    return super.name(name + ": outlet");
  }

  @Override
  public SingleOutputStreamOperator<OUT> uid(String uid) {
    gate.uid(uid);
    engine.uid(uid + "-engine");
    return super.uid(uid + "-outlet");
  }

  @Override
  public SingleOutputStreamOperator<OUT> setParallelism(int parallelism) {
    gate.setParallelism(parallelism);
    engine.setParallelism(parallelism);
    return super.setParallelism(parallelism);
  }

  @Override
  public SingleOutputStreamOperator<OUT> setMaxParallelism(int maxParallelism) {
    gate.setMaxParallelism(maxParallelism);
    engine.setMaxParallelism(maxParallelism);
    return super.setMaxParallelism(maxParallelism);
  }

  @Override
  public SingleOutputStreamOperator<OUT> slotSharingGroup(String group) {
    gate.slotSharingGroup(group);
    engine.slotSharingGroup(group);
    return super.slotSharingGroup(group);
  }

  @Override
  public SingleOutputStreamOperator<OUT> slotSharingGroup(SlotSharingGroup group) {
    gate.slotSharingGroup(group);
    engine.slotSharingGroup(group);
    return super.slotSharingGroup(group);
  }
}
