package io.qklm.flink.gate;

import io.qklm.flink.enrichment.Envelope;
import io.qklm.flink.enrichment.EpochStamp;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/** The gate where the knowledge stays as it is: documents pass while there is room behind it. */
final class FixedGateOperator<IN> extends GateOperator<IN>
    implements OneInputStreamOperator<IN, Envelope<IN>>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  FixedGateOperator(StreamOperatorParameters<Envelope<IN>> parameters, Parts<IN> parts) {
    super(parameters, parts);
  }

  @Override
  public void open() throws Exception {
    super.open();
    Turn always = new Turn.Pass(EpochStamp.FIXED);
    openGate((timestamp, patience, mayOpen) -> always, true);
  }

  @Override
  public void processElement(StreamRecord<IN> element) throws Exception {
    add(element);
  }

  @Override
  public void processWatermark(Watermark mark) {
    gate().add(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    gate().add(status.isIdle());
  }

  @Override
  public void endInput() throws Exception {
    gate().drain();
  }
}
